/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.histogram;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What was really observed, and the plainest way to histograms and quantiles of it: the oracle of
 * the tests.
 */
final class Observed {
  final double[] values;

  Observed(double... values) {
    this.values = values;
  }

  /** Latencies: most of some tens of milliseconds, some far longer. */
  static Observed latencies(SplittableRandom random, int count) {
    double typical = Math.exp(random.nextDouble(-5, 0));
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = typical * Math.exp(random.nextDouble(-1, 1) + random.nextDouble(0, 2));
    }
    return new Observed(values);
  }

  ExplicitHistogram explicit(double... bounds) {
    long[] counts = new long[bounds.length + 1];
    for (double value : values) {
      int at = 0;
      while (at < bounds.length && value > bounds[at]) {
        at++;
      }
      counts[at]++;
    }
    return new ExplicitHistogram(bounds, counts);
  }

  /** Of values of either sign; zero is zero. */
  ExponentialHistogram exponential(int scale) {
    TreeMap<Integer, Long> positive = new TreeMap<>();
    TreeMap<Integer, Long> negative = new TreeMap<>();
    long zeros = 0;
    for (double value : values) {
      if (value == 0) {
        zeros++;
      } else {
        double exact = Math.log(Math.abs(value)) / Math.log(2) * Math.pow(2, scale);
        (value > 0 ? positive : negative).merge((int) Math.ceil(exact) - 1, 1L, Long::sum);
      }
    }
    return ExponentialHistogram.of(
        scale,
        0,
        zeros,
        BucketCounts.of(first(positive), dense(positive)),
        BucketCounts.of(first(negative), dense(negative)));
  }

  Observed and(Observed others) {
    double[] all = Arrays.copyOf(values, values.length + others.values.length);
    System.arraycopy(others.values, 0, all, values.length, others.values.length);
    return new Observed(all);
  }

  /** The smallest value that at least that share does not exceed. */
  double quantile(double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  /** PromQL's histogram_quantile over classic buckets, line by line. */
  static double histogramQuantile(double q, double[] upperBounds, double[] cumulative) {
    double observations = cumulative[cumulative.length - 1];
    double rank = q * observations;
    int b = 0;
    while (b < cumulative.length - 1 && cumulative[b] < rank) {
      b++;
    }
    if (b == cumulative.length - 1) {
      return upperBounds[upperBounds.length - 1];
    }
    if (b == 0 && upperBounds[0] <= 0) {
      return upperBounds[0];
    }
    double bucketStart = b > 0 ? upperBounds[b - 1] : 0;
    double count = b > 0 ? cumulative[b] - cumulative[b - 1] : cumulative[b];
    rank -= b > 0 ? cumulative[b - 1] : 0;
    return bucketStart + (upperBounds[b] - bucketStart) * (rank / count);
  }

  /** PromQL's histogram_quantile over a native histogram of values above zero, line by line. */
  static double histogramQuantile(double q, int scale, int offset, long[] counts) {
    double rank = q * Arrays.stream(counts).sum();
    double below = 0;
    int b = 0;
    while (below + counts[b] < rank) {
      below += counts[b];
      b++;
    }
    double logLower = (offset + b) / Math.pow(2, scale);
    double logUpper = (offset + b + 1) / Math.pow(2, scale);
    return Math.pow(2, logLower + (logUpper - logLower) * (rank - below) / counts[b]);
  }

  /** How many of each histogram's observations are at most that value, added up. */
  static double upTo(double value, List<ExplicitHistogram> histograms) {
    double sum = 0;
    for (ExplicitHistogram one : histograms) {
      double low = 0;
      for (int i = 0; i < one.bounds().length; i++) {
        double share = (value - low) / (one.bounds()[i] - low);
        sum += one.counts()[i] * Math.clamp(share, 0, 1);
        low = one.bounds()[i];
      }
      sum += value >= low ? one.counts()[one.bounds().length] : 0;
    }
    return sum;
  }

  private static int first(TreeMap<Integer, Long> counts) {
    return counts.isEmpty() ? 0 : counts.firstKey();
  }

  private static long[] dense(TreeMap<Integer, Long> counts) {
    if (counts.isEmpty()) {
      return new long[0];
    }
    long[] dense = new long[counts.lastKey() - counts.firstKey() + 1];
    counts.forEach((index, count) -> dense[index - counts.firstKey()] = count);
    return dense;
  }
}
