/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.codec.CorruptValueException;
import io.watchfire.streams.histogram.ExplicitHistogram;
import io.watchfire.streams.histogram.Histograms;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepBucketsTest {
  private static final long MINUTE = 60_000;
  private static final double[] BOUNDS = {1, 2};

  @Test
  void theFirstBucketHasNoNumberForAPartOfItIsMissing() {
    StepBuckets buckets = new StepBuckets(MINUTE, Quantity.RATE, 0);
    buckets.add(sum(MINUTE, 0, 600, 0));
    buckets.add(sum(2 * MINUTE, 0, 600, 0));
    assertThat(closed(buckets, 2 * MINUTE)).containsExactly("1: NaN", "2: 10.0");
  }

  @Test
  void aBucketHoldsWhatCameAfterItsBeginUpToItsEnd() {
    StepBuckets buckets = begun(Quantity.RATE, 0);
    buckets.add(sum(MINUTE + 1, 0, 60, 0));
    buckets.add(sum(2 * MINUTE, 0, 60, 0));
    buckets.add(sum(2 * MINUTE + 1, 0, 60, 0));
    assertThat(closed(buckets, 2 * MINUTE)).containsExactly("2: 2.0");
  }

  @Test
  void whatComesAfterItsBucketWasClosedIsRefused() {
    StepBuckets buckets = begun(Quantity.RATE, 0);
    buckets.add(sum(2 * MINUTE, 0, 60, 0));
    closed(buckets, 2 * MINUTE);
    assertThat(buckets.add(sum(2 * MINUTE, 0, 60, 0))).isFalse();
    assertThat(buckets.add(sum(3 * MINUTE, 0, 60, 0))).isTrue();
  }

  @Test
  void bucketsOfYearsAheadOpenAgainWhereTimeGoesBackAndThoseOfTheNextHourStayShut() {
    StepBuckets buckets = begun(Quantity.RATE, 0);
    buckets.add(sum(90 * MINUTE, 0, 60, 0));
    closed(buckets, 90 * MINUTE);
    buckets.add(sum(95 * MINUTE, 0, 60, 0));
    assertThat(buckets.goBack(40 * MINUTE)).as("within an hour").isFalse();
    assertThat(buckets.add(sum(41 * MINUTE, 0, 60, 0))).isFalse();
    assertThat(buckets.goBack(20 * MINUTE)).as("beyond an hour").isTrue();
    assertThat(buckets.add(sum(20 * MINUTE, 0, 60, 0))).isTrue();
    assertThat(buckets.add(sum(21 * MINUTE, 0, 60, 0))).isTrue();
    assertThat(closed(buckets, 99 * MINUTE)).containsExactly("20: NaN", "21: 1.0");
  }

  @Test
  void silenceIsAGapNotAZero() {
    StepBuckets buckets = begun(Quantity.RATE, 0);
    buckets.add(sum(5 * MINUTE, 0, 0, 0));
    assertThat(closed(buckets, 9 * MINUTE)).containsExactly("5: 0.0");
  }

  @Test
  void aShareOfTooFewEventsHasNoNumber() {
    StepBuckets buckets = begun(Quantity.RATIO, 20);
    buckets.add(sum(2 * MINUTE, 0, 5, 19));
    buckets.add(sum(3 * MINUTE, 0, 5, 20));
    assertThat(closed(buckets, 3 * MINUTE)).containsExactly("2: NaN", "3: 0.25");
  }

  @Test
  void theMeanIsInTheMetricsOwnUnit() {
    StepBuckets buckets = begun(Quantity.MEAN, 0);
    buckets.add(sum(2 * MINUTE, 0, 3_000_000, 4));
    assertThat(closed(buckets, 2 * MINUTE)).containsExactly("2: 0.75");
  }

  @Test
  void readingsAreAveragedOrTakenAtTheirExtremes() {
    assertThat(read(Quantity.GAUGE_MEAN)).containsExactly("2: 4.0");
    assertThat(read(Quantity.GAUGE_MIN)).containsExactly("2: 2.0");
    assertThat(read(Quantity.GAUGE_MAX)).containsExactly("2: 6.0");
  }

  @Test
  void seriesAreAddedWhateverTheirExportIntervals() {
    StepBuckets buckets = begun(Quantity.GAUGE_SUM, 0);
    for (int i = 1; i <= 6; i++) {
      buckets.add(new GaugeAggregate(MINUTE + i * 10_000L, 0, 1, 5, 5, 5, 5 * 10));
    }
    buckets.add(new GaugeAggregate(2 * MINUTE, 0, 1, 7, 7, 7, 7 * 60));
    assertThat(closed(buckets, 2 * MINUTE)).containsExactly("2: 12.0");
  }

  @Test
  void theSourcesOfDifferentProcessesAddUpAndNothingIsForgotten() {
    StepBuckets buckets = begun(Quantity.RATE, 1);
    buckets.add(sum(2 * MINUTE, 1, 60, 0));
    assertThat(buckets.add(sum(2 * MINUTE, 0, 6, 0))).isTrue();
    assertThat(buckets.add(sum(2 * MINUTE, 1, 60, 0))).isTrue();
    buckets.add(sum(3 * MINUTE, 0, 6, 0));
    assertThat(closed(buckets, 3 * MINUTE)).containsExactly("2: 2.1", "3: 0.1");
  }

  @Test
  void whatIsMadeOfSpansCountsOnlyWhereTheProcessesTellNothing() {
    StepBuckets buckets =
        new StepBuckets(
            MINUTE, Quantity.RATE, Double.NaN, 0, List.of(Origin.OWN, Origin.SPAN_METRICS));
    buckets.add(sum(MINUTE, 1, 1, 0));
    closed(buckets, MINUTE);
    assertThat(buckets.add(sum(2 * MINUTE, 1, 60, 0))).isTrue();
    assertThat(buckets.add(sum(2 * MINUTE, 0, 60, 0))).isTrue();
    assertThat(buckets.add(sum(2 * MINUTE, 1, 60, 0))).isFalse();
    assertThat(closed(buckets, 2 * MINUTE)).as("none is taken back").containsExactly("2: 2.0");
  }

  @Test
  void itReadsWhatItWrote() {
    StepBuckets buckets = begun(Quantity.GAUGE_MEAN, 0);
    buckets.add(new GaugeAggregate(2 * MINUTE, 0, 2, 8, 2, 6, 480));
    ByteWriter out = new ByteWriter(64);
    buckets.write(out);
    StepBuckets again = new StepBuckets(MINUTE, Quantity.GAUGE_MEAN, 0);
    again.read(new ByteReader(out.toBytes()));
    assertThat(again.add(sum(MINUTE, 0, 1, 0))).isFalse();
    assertThat(closed(again, 2 * MINUTE)).containsExactly("2: 4.0");
  }

  @Test
  void aQuantileIsOfAllThatCameInTheBucket() {
    StepBuckets buckets = quantiles(0);
    buckets.add(distribution(2 * MINUTE - 5, BOUNDS, 5, 0, 5));
    buckets.add(distribution(2 * MINUTE, new double[] {1, 2, 4}, 0, 0, 10, 0));
    buckets.add(distribution(3 * MINUTE, BOUNDS, 0, 0, 0));
    buckets.add(new Distribution(4 * MINUTE, 0, Histograms.NONE));
    assertThat(buckets.close(2 * MINUTE)).isEqualTo(new StepBuckets.Closed(2 * MINUTE, 2, 20));
    assertThat(closed(buckets, 4 * MINUTE)).containsExactly("3: NaN", "4: NaN");
  }

  @Test
  void aQuantileOfTooFewEventsHasNoNumber() {
    StepBuckets buckets = quantiles(20);
    buckets.add(distribution(2 * MINUTE, BOUNDS, 19, 0, 0));
    buckets.add(distribution(3 * MINUTE, BOUNDS, 20, 0, 0));
    assertThat(closed(buckets, 3 * MINUTE)).containsExactly("2: NaN", "3: 0.5");
  }

  @Test
  void boundsThatNobodyCouldKeepAreRefused() {
    StepBuckets buckets = quantiles(0);
    boolean taken = true;
    int layouts = 0;
    while (taken) {
      layouts++;
      taken = buckets.add(distribution(2 * MINUTE, new double[] {layouts}, 1, 0));
    }
    assertThat(layouts - 1).isEqualTo(TimeBucket.MOST_BUCKETS / 2);
    assertThat(buckets.add(distribution(2 * MINUTE, new double[] {1}, 1, 0))).isTrue();
    assertThat(buckets.add(distribution(3 * MINUTE, new double[] {layouts}, 1, 0))).isTrue();
  }

  @Test
  void histogramsAreReadAsTheyWereWritten() {
    StepBuckets buckets = quantiles(0);
    buckets.add(distribution(2 * MINUTE, BOUNDS, 5, 0, 5));
    buckets.add(distribution(3 * MINUTE, BOUNDS, 10, 0, 0));
    ByteWriter out = new ByteWriter(64);
    buckets.write(out);
    StepBuckets again = new StepBuckets(MINUTE, Quantity.QUANTILE, 0.5, 0);
    again.read(new ByteReader(out.toBytes()));
    again.add(distribution(3 * MINUTE, BOUNDS, 0, 10, 0));
    assertThat(closed(again, 3 * MINUTE)).containsExactly("2: 1.0", "3: 1.0");
  }

  @Test
  void whatALaterVersionWroteIsNotGuessedAt() {
    ByteWriter out = new ByteWriter(64);
    quantiles(0).write(out);
    byte[] later = out.toBytes();
    later[0] = 3;
    assertThatThrownBy(() -> quantiles(0).read(new ByteReader(later)))
        .isInstanceOf(CorruptValueException.class)
        .hasMessage("buckets of time: format version 3 (expected: 1 to 2)");
  }

  private static StepBuckets quantiles(long minEvents) {
    StepBuckets buckets = new StepBuckets(MINUTE, Quantity.QUANTILE, 0.5, minEvents);
    buckets.add(distribution(MINUTE, BOUNDS, 1, 1, 1));
    closed(buckets, MINUTE);
    return buckets;
  }

  private static Distribution distribution(long time, double[] bounds, long... counts) {
    ExplicitHistogram histogram = new ExplicitHistogram(bounds, counts);
    return new Distribution(time, 0, Histograms.NONE.plus(histogram));
  }

  private static List<String> read(Quantity quantity) {
    StepBuckets buckets = begun(quantity, 0);
    buckets.add(new GaugeAggregate(2 * MINUTE - 5, 0, 1, 2, 2, 2, 120));
    buckets.add(new GaugeAggregate(2 * MINUTE, 0, 1, 6, 6, 6, 360));
    return closed(buckets, 2 * MINUTE);
  }

  /** Buckets whose first, partial one is behind them. */
  private static StepBuckets begun(Quantity quantity, long minEvents) {
    StepBuckets buckets = new StepBuckets(MINUTE, quantity, minEvents);
    buckets.add(sum(MINUTE, quantity == Quantity.RATE ? (int) minEvents : 0, 1, 1));
    closed(buckets, MINUTE);
    return buckets;
  }

  private static Sum sum(long time, int source, long counted, long total) {
    return new Sum(time, source, counted, total, true, true);
  }

  private static List<String> closed(StepBuckets buckets, long before) {
    List<String> closed = new ArrayList<>();
    StepBuckets.Closed next = buckets.close(before);
    while (next != null) {
      closed.add(next.endMillis() / MINUTE + ": " + next.value());
      next = buckets.close(before);
    }
    return closed;
  }
}
