/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Quantiles, against PromQL's way to them and against what was really observed. */
class QuantileTest {
  private static final double[] SHARES = {0.001, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.9999};
  private static final double[] FINE = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
  private static final double[] COARSE = {0.02, 0.2, 2};
  private static final Percentage LAST_DIGITS = Percentage.withPercentage(1e-9);

  @Test
  void anExplicitHistogramGivesWhatPromqlGives() {
    for (long seed = 1; seed <= 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] bounds = bounds(random);
      long[] counts = random.longs(bounds.length + 1, 0, 50).map(n -> n < 20 ? 0 : n).toArray();
      Histogram histogram = new ExplicitHistogram(bounds, counts);
      for (double share : SHARES) {
        double expected =
            histogram.count() == 0
                ? Double.NaN
                : Observed.histogramQuantile(share, bounds, cumulative(counts));
        assertThat(of(histogram).quantile(share))
            .as("seed %d, share %s of %s", seed, share, histogram)
            .satisfies(value -> same(value, expected));
      }
    }
  }

  @Test
  void anExponentialHistogramGivesWhatPromqlGives() {
    for (long seed = 1; seed <= 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int scale = random.nextInt(0, 8);
      int offset = random.nextInt(-200, 200);
      long[] counts = random.longs(random.nextInt(1, 160), 0, 50).toArray();
      counts[0] = 1;
      Histogram histogram =
          ExponentialHistogram.of(
              scale, 0, 0, BucketCounts.of(offset, counts), BucketCounts.of(0, new long[0]));
      for (double share : SHARES) {
        assertThat(of(histogram).quantile(share))
            .as("seed %d, share %s", seed, share)
            .isCloseTo(
                Observed.histogramQuantile(share, scale, offset, counts),
                Percentage.withPercentage(1e-6));
      }
    }
  }

  @Test
  void aQuantileIsInTheBucketThatHoldsIt() {
    for (long seed = 1; seed <= 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Observed observed = Observed.latencies(random, 5_000);
      int scale = random.nextInt(0, 5);
      for (double share : SHARES) {
        double exact = observed.quantile(share);
        double width = Math.pow(2, Math.pow(2, -scale));
        assertThat(of(observed.exponential(scale)).quantile(share))
            .as("seed %d, share %s, scale %d", seed, share, scale)
            .isBetween(exact / width, exact * width);
        double value = of(observed.explicit(FINE)).quantile(share);
        assertThat(bucketOf(value)).as("seed %d", seed).isEqualTo(bucketOf(exact));
      }
    }
  }

  @Test
  void histogramsOfDifferentBoundsEachSpreadTheirObservationsOverTheirOwnBuckets() {
    for (long seed = 1; seed <= 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<ExplicitHistogram> parts = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Observed some = Observed.latencies(random, random.nextInt(1, 300));
        parts.add(some.explicit(i == 0 ? FINE : i == 1 ? COARSE : new double[] {0.03, 0.3, 20}));
      }
      long total = parts.stream().mapToLong(Histogram::count).sum();
      for (double share : SHARES) {
        double value = of(parts.toArray(Histogram[]::new)).quantile(share);
        double rank = share * total;
        assertThat(Observed.upTo(value * (1 + 1e-9), parts))
            .as("seed %d, share %s", seed, share)
            .isGreaterThanOrEqualTo(rank - 1e-6);
        assertThat(Observed.upTo(value * (1 - 1e-9), parts))
            .as("seed %d, share %s", seed, share)
            .isLessThanOrEqualTo(rank + 1e-6);
      }
    }
  }

  @Test
  void aSecondHistogramOfCoarseBoundsDoesNotCoarsenTheFirst() {
    Observed slow = Observed.latencies(new SplittableRandom(7), 10_000);
    Histogram few = new Observed(0.01, 0.02, 0.03).explicit(COARSE);
    double alone = of(slow.explicit(FINE)).quantile(0.99);
    assertThat(of(slow.explicit(FINE), few).quantile(0.99))
        .isCloseTo(alone, Percentage.withPercentage(1));
  }

  @Test
  void exponentialHistogramsOfAnyScaleAreMergedAsIfTheyHadBeenOne() {
    for (long seed = 1; seed <= 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Observed one = Observed.latencies(random, 400);
      Observed two = Observed.latencies(random, 400);
      Histograms merged = of(one.exponential(4), two.exponential(1));
      Histograms both = of(one.and(two).exponential(1));
      assertThat(merged.parts()).as("seed %d", seed).isEqualTo(both.parts());
    }
  }

  @Test
  void explicitAndExponentialHistogramsOfTheSameEventsAgree() {
    Observed observed = Observed.latencies(new SplittableRandom(3), 20_000);
    double exact = observed.quantile(0.95);
    Histograms both = of(observed.explicit(FINE), observed.exponential(5));
    assertThat(both.count()).isEqualTo(40_000);
    assertThat(both.quantile(0.95)).isCloseTo(exact, Percentage.withPercentage(25));
    assertThat(bucketOf(both.quantile(0.95))).isEqualTo(bucketOf(exact));
  }

  @Test
  void theOrderInWhichHistogramsComeMakesNoDifference() {
    for (long seed = 1; seed <= 30; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Histogram> parts = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        Observed some = Observed.latencies(random, random.nextInt(1, 100));
        parts.add(i % 3 == 0 ? some.exponential(i) : some.explicit(i % 2 == 0 ? FINE : COARSE));
      }
      double inOrder = of(parts.toArray(Histogram[]::new)).quantile(0.99);
      Collections.shuffle(parts, new Random(seed));
      assertThat(of(parts.toArray(Histogram[]::new)).quantile(0.99))
          .as("seed %d", seed)
          .isEqualTo(inOrder);
    }
  }

  @Test
  void observationsRecordedOneByOneGiveTheirQuantilesWithinABucket() {
    double width = Math.pow(2, 1.0 / 16);
    for (long seed = 1; seed <= 30; seed++) {
      Observed observed = Observed.latencies(new SplittableRandom(seed), 2_000);
      Recorder recorder = new Recorder();
      Arrays.stream(observed.values).forEach(value -> recorder.add(value, 1));
      for (double share : SHARES) {
        assertThat(of(recorder.histogram()).quantile(share))
            .as("seed %d, share %s", seed, share)
            .isBetween(observed.quantile(share) / width, observed.quantile(share) * width);
      }
    }
  }

  @Test
  void anObservationMayStandForSeveralOrForAPart() {
    Recorder recorder = new Recorder();
    recorder.add(0, 0.25);
    recorder.add(0, 0.5);
    recorder.add(1, 8);
    assertThat(recorder.histogram())
        .isEqualTo(new Observed(0, 1, 1, 1, 1, 1, 1, 1, 1).exponential(5));
  }

  @Test
  void whatHasNoUpperBoundIsAtTheHighestOne() {
    assertThat(of(new ExplicitHistogram(COARSE, new long[] {1, 0, 0, 99})).quantile(0.5))
        .isEqualTo(2);
  }

  @Test
  void whatIsAtMostABoundOfZeroIsAtIt() {
    double[] bounds = {0, 5, 10};
    assertThat(of(new ExplicitHistogram(bounds, new long[] {9, 1, 0, 0})).quantile(0.5)).isZero();
    assertThat(of(new ExplicitHistogram(bounds, new long[] {0, 10, 0, 0})).quantile(0.5))
        .isEqualTo(2.5);
  }

  @Test
  void negativeValuesAreBelowZeroAndZeroIsBetween() {
    Observed observed = new Observed(-8, -7.9, -7.8, 0, 0, 0, 0, 4, 4, 4);
    Histograms histograms = of(observed.exponential(3));
    assertThat(histograms.quantile(0.1)).isBetween(-8.001, -7.3);
    assertThat(histograms.quantile(0.5)).isZero();
    assertThat(histograms.quantile(0.9)).isBetween(3.6, 4.001);
  }

  @Test
  void aWideZeroBucketIsOnTheSideOfTheOthers() {
    Histogram positive =
        ExponentialHistogram.of(
            0, 0.5, 10, BucketCounts.of(0, new long[] {0, 0, 10}), BucketCounts.of(0, new long[0]));
    assertThat(of(positive).quantile(0.25)).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void nothingObservedHasNoQuantile() {
    assertThat(Histograms.NONE.quantile(0.5)).isNaN();
    assertThat(of(new Observed().explicit(FINE)).quantile(0.5)).isNaN();
    assertThat(of(new Observed().exponential(3)).quantile(0.5)).isNaN();
  }

  @Test
  void whateverTheBucketsAQuantileIsFinite() {
    for (int scale : new int[] {Integer.MIN_VALUE, -12, 0, 20, Integer.MAX_VALUE}) {
      for (int offset : new int[] {Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE - 1}) {
        Histogram wild =
            ExponentialHistogram.of(
                scale,
                0,
                1,
                BucketCounts.of(offset, new long[] {1, 1}),
                BucketCounts.of(-offset, new long[] {1, 1}));
        for (double share : SHARES) {
          assertThat(of(wild, new Observed(1).explicit(FINE)).quantile(share))
              .as("scale %d, offset %d", scale, offset)
              .isFinite();
        }
      }
    }
  }

  @Test
  void boundsAsFarApartAsTheyCanBeHaveQuantilesBetween() {
    double max = Double.MAX_VALUE;
    Histogram widest = new ExplicitHistogram(new double[] {-max, max}, new long[] {0, 8, 0});
    assertThat(of(widest).quantile(0.25)).isCloseTo(-max / 2, LAST_DIGITS);
    assertThat(of(widest).quantile(0.5)).isZero();
    assertThat(of(widest).quantile(0.75)).isCloseTo(max / 2, LAST_DIGITS);
    Histogram amid = new ExplicitHistogram(new double[] {-1, 1}, new long[] {0, 8, 0});
    assertThat(of(widest, amid).quantile(0.5)).as("half of the widest below").isZero();
  }

  private static Histograms of(Histogram... parts) {
    Histograms sum = Histograms.NONE;
    for (Histogram part : parts) {
      sum = sum.plus(part);
    }
    return sum;
  }

  private static double[] bounds(SplittableRandom random) {
    double[] bounds = new double[random.nextInt(1, 20)];
    double last = random.nextInt(3) == 0 ? random.nextDouble(-5, 0) : 0;
    for (int i = 0; i < bounds.length; i++) {
      last += random.nextDouble(0.01, 2);
      bounds[i] = last;
    }
    return bounds;
  }

  private static double[] cumulative(long[] counts) {
    double[] cumulative = new double[counts.length];
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += counts[i];
      cumulative[i] = sum;
    }
    return cumulative;
  }

  /** Beyond the highest bound nothing is told apart. */
  private static int bucketOf(double value) {
    int at = Arrays.binarySearch(FINE, value);
    return Math.min(at >= 0 ? at : -at - 1, FINE.length - 1);
  }

  private static void same(double value, double expected) {
    if (Double.isNaN(expected)) {
      assertThat(value).isNaN();
    } else {
      assertThat(value).isCloseTo(expected, LAST_DIGITS);
    }
  }
}
