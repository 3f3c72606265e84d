/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.histogram;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is added between two points, sums, and bytes. */
class HistogramTest {
  private static final double[] BOUNDS = {0.1, 0.5, 1};

  @Test
  void whatWasAddedIsWhatWasObservedSince() {
    for (long seed = 1; seed <= 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Observed before = Observed.latencies(random, random.nextInt(200));
      Observed since = Observed.latencies(random, random.nextInt(200));
      Observed now = before.and(since);
      assertThat(now.explicit(BOUNDS).since(before.explicit(BOUNDS)))
          .as("seed %d", seed)
          .isEqualTo(since.explicit(BOUNDS));
      assertThat(now.exponential(3).since(before.exponential(3)))
          .as("seed %d", seed)
          .isEqualTo(since.exponential(3));
    }
  }

  @Test
  void aBucketThatHoldsLessMeansThatTheCounterStartedAnew() {
    Histogram before = new ExplicitHistogram(BOUNDS, new long[] {5, 3, 0, 0});
    assertThat(new ExplicitHistogram(BOUNDS, new long[] {9, 2, 0, 0}).since(before)).isNull();
    Observed both = new Observed(1, 9);
    assertThat(new Observed(1, 1, 1).exponential(2).since(both.exponential(2))).isNull();
    assertThat(new Observed(1, 1).exponential(2).since(new Observed(0, 1).exponential(2))).isNull();
    assertThat(ClassicHistogram.of(5, 9).since(ClassicHistogram.of(5, 10))).isNull();
  }

  @Test
  void nothingThatWasAddedIsNoStartAnew() {
    Histogram same = new Observed(1, 2, 3).exponential(2);
    Histogram added = same.since(same);
    assertThat(added).isNotNull();
    assertThat(added.count()).isZero();
  }

  @Test
  void aHistogramThatGrowsBeyondWhatIsKeptLosesResolutionButNoObservation() {
    Observed narrow = new Observed(1, 1.001, 1.002, 1.003);
    Observed wide = narrow.and(new Observed(1e-6, 1e6));
    ExponentialHistogram before = narrow.exponential(9);
    ExponentialHistogram now = wide.exponential(9);
    assertThat(before.scale()).isEqualTo(9);
    assertThat(now.scale()).isLessThan(9);
    assertThat(now.size()).isLessThanOrEqualTo(1 + ExponentialHistogram.MOST_BUCKETS);
    assertThat(now.since(before)).isEqualTo(new Observed(1e-6, 1e6).exponential(now.scale()));
    assertThat(before.plus(now)).isEqualTo(narrow.and(wide).exponential(now.scale()));
  }

  @Test
  void bucketsThatComeOneByOneAreAHistogramOnceTheInfiniteOneIsThere() {
    Histograms some =
        Histograms.NONE.plus(ClassicHistogram.of(0.5, 8)).plus(ClassicHistogram.of(0.1, 4));
    assertThat(some.count()).isZero();
    assertThat(some.quantile(0.5)).isNaN();
    Histograms all =
        some.plus(ClassicHistogram.of(Double.POSITIVE_INFINITY, 10))
            .plus(ClassicHistogram.of(1, 10));
    assertThat(all.parts()).hasSize(1);
    assertThat(all.count()).isEqualTo(10);
    assertThat(all.quantile(0.6))
        .isEqualTo(Observed.histogramQuantile(0.6, BOUNDS, new double[] {4, 8, 10, 10}))
        .isBetween(0.3, 0.31);
  }

  @Test
  void aBoundThatFewProducersHaveTakesNothingAway() {
    Histograms odd = Histograms.NONE;
    double[] bounds = {0.1, 0.2, 0.5, Double.POSITIVE_INFINITY};
    long[] upTo = {40, 2, 80, 100};
    for (int i = 0; i < bounds.length; i++) {
      odd = odd.plus(ClassicHistogram.of(bounds[i], upTo[i]));
    }
    assertThat(odd.count()).isEqualTo(100);
    assertThat(odd.quantile(0.4)).isEqualTo(0.1);
  }

  @Test
  void sameBucketsAreAddedAndOthersStandBesideThem() {
    Histogram one = new ExplicitHistogram(BOUNDS, new long[] {1, 2, 3, 4});
    Histogram other = new ExplicitHistogram(new double[] {0.2}, new long[] {5, 6});
    Histograms sum = Histograms.NONE.plus(one).plus(other).plus(one);
    assertThat(sum.parts())
        .containsExactly(new ExplicitHistogram(BOUNDS, new long[] {2, 4, 6, 8}), other);
    assertThat(sum.count()).isEqualTo(31);
    assertThat(sum.size()).isEqualTo(6);
  }

  @Test
  void everyKindIsReadAsItWasWritten() {
    Histograms all =
        new Histograms(
            List.of(
                new ExplicitHistogram(BOUNDS, new long[] {0, 1, 1L << 60, 3}),
                new Observed(-3, -0.1, 0, 0, 1e-9, 5, 1e9).exponential(7),
                new ClassicHistogram(
                    new double[] {-1, Double.POSITIVE_INFINITY}, new long[] {0, 7})));
    ByteWriter out = new ByteWriter(16);
    all.write(out);
    Histograms.NONE.write(out);
    ByteReader in = new ByteReader(out.toBytes());
    assertThat(Histograms.read(in)).isEqualTo(all);
    assertThat(Histograms.read(in)).isEqualTo(Histograms.NONE);
    assertThat(in.hasMore()).isFalse();
  }
}
