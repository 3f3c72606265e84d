/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.histogram;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Buckets of any number of histograms, which may overlap: each spreads its observations over its
 * own width. For one histogram the quantile is that of PromQL.
 */
final class QuantileEstimator {
  // Sorted, so that the same histograms give the same last digit in whatever order they came.
  private static final Comparator<Bucket> ORDER =
      Comparator.comparingDouble(Bucket::low)
          .thenComparingDouble(Bucket::high)
          .thenComparingLong(Bucket::count)
          .thenComparing(Bucket::geometric);

  private final List<Bucket> buckets;
  private final double[] edges;

  QuantileEstimator(List<Bucket> all) {
    buckets = all.stream().filter(bucket -> bucket.count() > 0).sorted(ORDER).toList();
    edges =
        buckets.stream()
            .flatMapToDouble(bucket -> DoubleStream.of(bucket.low(), bucket.high()))
            .distinct()
            .sorted()
            .toArray();
  }

  /** The value that a share of the observations does not exceed; NaN if there are none. */
  double quantile(double share) {
    if (edges.length == 0) {
      return Double.NaN;
    }
    double rank = share * sum(Bucket::count);
    int at = firstWith(rank);
    double high = edges[at];
    double below = sum(bucket -> bucket.below(high));
    if (at == 0 || below < rank) {
      return high;
    }
    double low = edges[at - 1];
    double before = sum(bucket -> bucket.upTo(low));
    return between(low, high, (rank - before) / (below - before));
  }

  /** The first edge up to which there are that many. */
  private int firstWith(double rank) {
    int low = 0;
    int high = edges.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      double edge = edges[middle];
      if (sum(bucket -> bucket.upTo(edge)) >= rank) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private double between(double low, double high, double share) {
    boolean geometric =
        buckets.stream().allMatch(bucket -> bucket.geometric() || !bucket.covers(low, high));
    if (!geometric) {
      double width = high - low;
      // PromQL's way, to the last digit, but where bounds lie too far apart for it.
      return Double.isInfinite(width) ? low * (1 - share) + high * share : low + width * share;
    }
    return low > 0 ? low * Math.pow(high / low, share) : high * Math.pow(low / high, 1 - share);
  }

  private double sum(ToDoubleFunction<Bucket> of) {
    double sum = 0;
    for (Bucket bucket : buckets) {
      sum += of.applyAsDouble(bucket);
    }
    return sum;
  }
}
