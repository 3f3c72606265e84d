/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.streams.histogram.BucketCounts;
import io.watchfire.streams.histogram.ExplicitHistogram;
import io.watchfire.streams.histogram.ExponentialHistogram;
import io.watchfire.streams.histogram.Histogram;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What all buckets of a histogram grew by; each point comes with a record of its own. */
class HistogramSeriesTest {
  private static final String V3 =
      "030461636d6500010300000000000000010000000000000000000000eb28b0f4000000000000000007"
          + "0100000000000000030600023fe00000000000003ff0000000000000010203";
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_000 * SECOND;

  private final Map<Integer, byte[]> blocks = new TreeMap<>();

  @Test
  void bucketsGrowByTheDifference() {
    apply(at(10, START, explicit(1, 2, 3)));
    Increment increment = apply(at(20, START, explicit(1, 5, 4)));
    assertThat(increment.outcome()).isEqualTo(Outcome.INCREMENT);
    assertThat(increment.histogram()).isEqualTo(explicit(0, 3, 1));
    assertThat(increment.increments()).containsExactly(4);
  }

  @Test
  void aYoungSeriesCountsWholeAndAnOldOneIsRemembered() {
    assertThat(apply(at(10, START, explicit(1, 2, 3))).histogram()).isEqualTo(explicit(1, 2, 3));
    blocks.clear();
    assertThat(apply(at(10, 0, explicit(1, 2, 3))).histogram()).isNull();
  }

  @Test
  void oneBucketThatHoldsLessIsAReset() {
    apply(at(10, START, explicit(5, 5, 5)));
    Increment increment = apply(at(20, START, explicit(9, 9, 4)));
    assertThat(increment.outcome()).isEqualTo(Outcome.RESET);
    assertThat(increment.histogram()).isEqualTo(explicit(9, 9, 4));
  }

  @Test
  void aBucketThatIsGoneIsAReset() {
    apply(at(10, START, exponential(7, 1, 1)));
    Increment increment = apply(at(20, START, exponential(8, 9)));
    assertThat(increment.outcome()).isEqualTo(Outcome.RESET);
    assertThat(increment.histogram()).isEqualTo(exponential(8, 9));
    assertThat(apply(at(30, START, exponential(6, 4, 0, 9))).histogram())
        .as("and one that is new is not")
        .isEqualTo(exponential(6, 4));
  }

  @Test
  void otherBucketsAtTheSameTimeAreAConflictAndTheSameADuplicate() {
    apply(at(10, START, explicit(1, 2, 3)));
    assertThat(apply(at(10, START, explicit(1, 2, 3))).outcome()).isEqualTo(Outcome.DUPLICATE);
    assertThat(apply(at(10, START, explicit(2, 2, 2))).outcome()).isEqualTo(Outcome.CONFLICT);
  }

  @Test
  void deltasCountWhole() {
    Point delta = point(Point.Kind.DELTA, 20, START + 10 * SECOND, explicit(4, 0, 1));
    assertThat(apply(delta).histogram()).isEqualTo(explicit(4, 0, 1));
    assertThat(apply(delta).histogram()).isNull();
  }

  @Test
  void bucketsThatARuleAsksForLaterAreOnlyRememberedAtFirst() {
    apply(count(10, 6));
    Increment asked = apply(at(20, START, explicit(5, 5, 5)));
    assertThat(asked.outcome()).isEqualTo(Outcome.INCREMENT);
    assertThat(asked.histogram()).isNull();
    assertThat(apply(at(30, START, explicit(5, 6, 5))).histogram()).isEqualTo(explicit(0, 1, 0));
    assertThat(apply(count(40, 20)).outcome())
        .as("and nobody misses them when nobody asks any more")
        .isEqualTo(Outcome.INCREMENT);
  }

  @Test
  void silentSeriesForgetTheirBuckets() {
    apply(at(10, START, explicit(1, 2, 3)));
    Eviction eviction = Eviction.of(blocks.get(0), START + 60 * SECOND, 0);
    blocks.put(0, eviction.value());
    Increment increment = apply(at(20, START, explicit(1, 5, 4)));
    assertThat(increment.outcome()).isEqualTo(Outcome.BASELINE);
    assertThat(increment.histogram()).isNull();
  }

  @Test
  void blocksWithHistogramsAreVersionThree() {
    apply(at(10, 0, explicit(1, 2, 3)));
    assertThat(HexFormat.of().formatHex(blocks.get(0))).isEqualTo(V3);
  }

  private static Histogram explicit(long... counts) {
    return new ExplicitHistogram(new double[] {0.5, 1}, counts);
  }

  private static Histogram exponential(int offset, long... counts) {
    return ExponentialHistogram.of(
        2, 0, 0, BucketCounts.of(offset, counts), BucketCounts.of(0, new long[0]));
  }

  private static Point at(long seconds, long start, Histogram histogram) {
    return point(Point.Kind.CUMULATIVE, seconds, start, histogram);
  }

  private static Point point(Point.Kind kind, long seconds, long start, Histogram histogram) {
    long time = START + seconds * SECOND;
    long[] count = {histogram.count()};
    return new Point(1, kind, false, start, time, 7, new long[] {3}, count, histogram);
  }

  private static Point count(long seconds, long count) {
    long time = START + seconds * SECOND;
    return new Point(
        1, Point.Kind.CUMULATIVE, false, START, time, 7, new long[] {0}, new long[] {count});
  }

  private Increment apply(Point point) {
    Family family = Family.open(new Blocks(), "acme", ResourceHistory.begin());
    Increment increment = family.apply(point, Long.MAX_VALUE / 2, () -> true);
    family.save();
    return increment;
  }

  private final class Blocks implements BlockStore {
    @Override
    public byte @Nullable [] get(int block) {
      return blocks.get(block);
    }

    @Override
    public void put(int block, byte[] value) {
      blocks.put(block, value);
    }
  }
}
