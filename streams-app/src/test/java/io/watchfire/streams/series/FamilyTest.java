/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * From points to increments, series by series. Longer than 300 lines, since it is read as the
 * specification of one page of the docs.
 */
class FamilyTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long T = 1_795_428_000L * SECOND;

  private final List<byte[]> blocks = new ArrayList<>();
  private final ResourceHistory history = ResourceHistory.begin();
  private long receivedNanos = Long.MAX_VALUE / 2;
  private final BlockStore store =
      new BlockStore() {
        @Override
        public byte[] get(int block) {
          return block < blocks.size() ? blocks.get(block) : null;
        }

        @Override
        public void put(int block, byte[] value) {
          if (block == blocks.size()) {
            blocks.add(value);
          } else {
            blocks.set(block, value);
          }
        }
      };

  private static Point point(long series, boolean delta, long start, long time, long... values) {
    long[] components = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      components[i] = i;
    }
    Point.Kind kind = delta ? Point.Kind.DELTA : Point.Kind.CUMULATIVE;
    return new Point(series, kind, false, start, time, 0, components, values);
  }

  /** Each point through the store, as from a record of its own. */
  private Increment apply(Point point) {
    Family family = Family.open(store, "acme", history);
    Increment increment = family.apply(point, receivedNanos, () -> true);
    family.save();
    history.endRecord();
    return increment;
  }

  private String total(long startSeconds, long timeSeconds, long... values) {
    return text(
        apply(
            point(
                1,
                false,
                startSeconds == 0 ? 0 : T + startSeconds * SECOND,
                T + timeSeconds * SECOND,
                values)));
  }

  private String increment(long startSeconds, long timeSeconds, long value) {
    return text(apply(point(1, true, T + startSeconds * SECOND, T + timeSeconds * SECOND, value)));
  }

  private static String text(Increment increment) {
    StringBuilder text = new StringBuilder(increment.outcome().text());
    for (long added : increment.increments()) {
      text.append(' ').append(added);
    }
    return text.toString();
  }

  @Test
  void aTotalGrowsByTheDifference() {
    assertThat(total(-3_600, 0, 100)).isEqualTo("baseline 0");
    assertThat(total(-3_600, 60, 130)).isEqualTo("increment 30");
    assertThat(total(-3_600, 120, 130)).isEqualTo("increment 0");
  }

  @Test
  void aYoungSeriesCountsFromItsFirstPoint() {
    assertThat(total(-120, 0, 7))
        .as("two intervals of 60 s, while none is known")
        .isEqualTo("first 7");
  }

  @Test
  void aSeriesOlderThanTwoIntervalsDoesNot() {
    assertThat(total(-121, 0, 7)).isEqualTo("baseline 0");
    assertThat(text(apply(point(2, false, 0, T, 7)))).as("unknown start").isEqualTo("baseline 0");
    assertThat(text(apply(point(3, false, T, T, 7))))
        .as("start equals time")
        .isEqualTo("baseline 0");
  }

  @Test
  void theKnownIntervalOfTheFamilyDecidesHowYoungIsYoung() {
    total(-10, 0, 1);
    total(-10, 15, 2);
    assertThat(text(apply(point(2, false, T - 16 * SECOND, T + 15 * SECOND, 5))))
        .isEqualTo("baseline 0");
    assertThat(text(apply(point(3, false, T - 15 * SECOND, T + 15 * SECOND, 5))))
        .isEqualTo("first 5");
  }

  @Test
  void olderTotalsAreDroppedAndTheNextOneKeepsTheTotal() {
    total(-10, 0, 10);
    assertThat(total(-10, 120, 30)).isEqualTo("increment 20");
    assertThat(total(-10, 60, 20)).isEqualTo("out_of_order 0");
    assertThat(total(-10, 180, 35)).isEqualTo("increment 5");
  }

  @Test
  void theSameTimeIsADuplicateOrAConflict() {
    total(-10, 0, 10);
    assertThat(total(-10, 0, 10)).isEqualTo("duplicate 0");
    assertThat(total(-10, 0, 11)).isEqualTo("conflict 0");
    assertThat(total(-10, 60, 12)).as("the first one won").isEqualTo("increment 2");
  }

  @Test
  void aLowerTotalOrAStartAfterTheLastPointIsAReset() {
    total(-10, 0, 10);
    assertThat(total(-10, 60, 4)).isEqualTo("reset 4");
    assertThat(total(70, 120, 9)).as("a higher value, but a newer start").isEqualTo("reset 9");
    assertThat(total(120, 180, 12)).as("at the last point's time").isEqualTo("reset 12");
    assertThat(total(120, 240, 13)).isEqualTo("increment 1");
  }

  /** As gunicorn's workers, or those of Node's cluster, that share a resource. */
  @Test
  void workersBehindOneResourceAreCountedEachByItsOwnStart() {
    assertThat(total(-7_200, 0, 1_000)).isEqualTo("baseline 0");
    assertThat(total(-7_100, 1, 3_000)).as("another worker").isEqualTo("baseline 0");
    assertThat(total(-7_200, 60, 1_010)).isEqualTo("increment 10");
    assertThat(total(-7_100, 61, 3_020)).isEqualTo("increment 20");
    assertThat(total(30, 65, 5)).as("a young one").isEqualTo("first 5");
    assertThat(total(-7_200, 120, 1_040)).isEqualTo("increment 30");
    assertThat(total(30, 125, 9)).isEqualTo("increment 4");
    assertThat(total(-7_100, 121, 3_021)).isEqualTo("increment 1");
  }

  @Test
  void theLastOfMoreWritersThanAreKeptForgetsWhoWasSilentForLongest() {
    for (int i = 0; i <= CumulativeSeries.MAX_STREAMS; i++) {
      total(-9_000 + 10 * i, i, 100 + i);
    }
    assertThat(total(-8_990, 100, 105)).isEqualTo("increment 4");
    assertThat(total(-9_000, 101, 105)).as("the first was forgotten").isEqualTo("baseline 0");
  }

  @Test
  void aStartThatJittersAddsWhatIsNewAndNotTheLifetime() {
    total(-3_600, 0, 1_000_000);
    assertThat(jittering(1, 60, 1_000_100)).isEqualTo("increment 100");
    assertThat(jittering(-2, 120, 1_000_150)).isEqualTo("increment 50");
    assertThat(jittering(999, 180, 1_000_151)).isEqualTo("increment 1");
  }

  private String jittering(long millis, long timeSeconds, long value) {
    long start = T - 3_600 * SECOND + millis * 1_000_000;
    return text(apply(point(1, false, start, T + timeSeconds * SECOND, value)));
  }

  @Test
  void aStartThatStepsBackAndStaysDoesNotSilenceTheSeries() {
    total(-3_600, 0, 100);
    assertThat(total(-3_601, 60, 130)).isEqualTo("increment 30");
    assertThat(total(-3_601, 120, 150)).isEqualTo("increment 20");
    assertThat(total(-9_000, 180, 160)).as("far back: another writer").isEqualTo("baseline 0");
    assertThat(total(-9_000, 240, 175)).isEqualTo("increment 15");
  }

  @Test
  void whoBeginsToLookAtACounterGoesOnWhereTheOneBeforeStopped() {
    total(-3_600, 0, 9_000_000);
    assertThat(total(60, 60, 9_000_030))
        .as("the start is its first look")
        .isEqualTo("increment 30");
    assertThat(total(60, 120, 9_000_040)).isEqualTo("increment 10");
    assertThat(total(180, 180, 5)).as("at a process that was restarted").isEqualTo("reset 5");
  }

  @Test
  void theFirstErrorOfAnOldProcessCountsWhole() {
    history.under(7);
    assertThat(total(-3_600, 0, 5_000)).isEqualTo("baseline 0");
    assertThat(total(-3_600, 60, 5_900)).isEqualTo("increment 900");
    assertThat(errors(-3_600, 60, 90))
        .as("its process was seen a minute before")
        .isEqualTo("first 90");
    assertThat(errors(-3_600, 120, 91)).isEqualTo("increment 1");
  }

  @Test
  void aSeriesThatIsFirstSeenWithItsProcessDoesNot() {
    history.under(7);
    total(-3_600, 0, 5_000);
    assertThat(errors(-3_600, 0, 90)).isEqualTo("baseline 0");
    assertThat(errors(-9_000, 60, 90)).as("another process").isEqualTo("baseline 0");
  }

  @Test
  void whatNewRulesWantOfAKnownProcessIsNotNew() {
    history.under(7);
    total(-3_600, 0, 5_000);
    total(-3_600, 60, 5_000);
    history.under(8);
    total(-3_600, 120, 5_000);
    assertThat(errors(-3_600, 120, 90)).isEqualTo("baseline 0");
    assertThat(text(apply(point(3, false, T - 3_600 * SECOND, T + 180 * SECOND, 4))))
        .as("but after the first record under these rules it is")
        .isEqualTo("first 4");
  }

  @Test
  void aProcessOfWhichSomethingWasRefusedMayNotBeNewThoughItLooksSo() {
    history.under(7);
    total(-3_600, 0, 5_000);
    Family.open(store, "acme", history)
        .apply(point(2, false, T - 3_600 * SECOND, T, 90), receivedNanos, () -> false);
    assertThat(errors(-3_600, 60, 95)).isEqualTo("baseline 0");
  }

  @Test
  void aHistoryReadsWhatItWrote() {
    history.under(7);
    total(-3_600, 0, 5_000);
    byte[] bytes = history.write();
    ResourceHistory read = ResourceHistory.read(bytes);
    assertThat(read.write()).isEqualTo(bytes);
    read.under(7);
    assertThat(read.sawBefore(point(2, false, T - 3_600 * SECOND, T + SECOND, 1), SECOND)).isTrue();
    assertThat(read.sawBefore(point(2, false, T - 3_600 * SECOND, T, 1), SECOND)).isFalse();
  }

  private String errors(long startSeconds, long timeSeconds, long value) {
    return text(apply(point(2, false, T + startSeconds * SECOND, T + timeSeconds * SECOND, value)));
  }

  @Test
  void aSeriesWhoseClockRanAheadGoesOnWhenItIsRight() {
    receivedNanos = T;
    total(-3_600, 3_600 * 24 * 365, 100);
    assertThat(total(-3_600, 10, 130)).isEqualTo("increment 30");
    assertThat(total(-3_600, 5, 120)).isEqualTo("out_of_order 0");
  }

  @Test
  void oneLowerComponentResetsAll() {
    total(-10, 0, 10, 20);
    assertThat(total(-10, 60, 5, 30)).isEqualTo("reset 5 30");
  }

  @Test
  void aSumThatFallsIsNotAResetAndItsGrowthIsNotKnown() {
    total(-3_600, 0, 100, 5_000);
    Increment increment = apply(point(1, false, T - 3_600 * SECOND, T + 60 * SECOND, 110, 4_999));
    assertThat(text(increment)).isEqualTo("increment 10 0");
    assertThat(increment.knows(0)).isTrue();
    assertThat(increment.knows(1)).isFalse();
    assertThat(total(-3_600, 120, 111, 5_001)).isEqualTo("increment 1 2");
  }

  @Test
  void changedBoundsLeaveTheCountOfAllAlone() {
    total(-10, 0, 10);
    Point other =
        new Point(
            1,
            Point.Kind.CUMULATIVE,
            false,
            T - 10 * SECOND,
            T + 60 * SECOND,
            77,
            new long[] {0},
            new long[] {50});
    assertThat(text(apply(other))).isEqualTo("epoch 40");
  }

  @Test
  void aStaleFlagKeepsTheLastValue() {
    total(-10, 0, 10);
    Point stale =
        new Point(1, Point.Kind.CUMULATIVE, true, 0, T + 60 * SECOND, 0, new long[0], new long[0]);
    assertThat(text(apply(stale))).isEqualTo("stale");
    assertThat(total(-10, 120, 13)).isEqualTo("increment 3");
  }

  @Test
  void aNewComponentOfAKnownSeriesBeginsAtNothing() {
    total(-10, 0, 10);
    assertThat(total(-10, 60, 12, 99)).isEqualTo("increment 2 0");
    assertThat(total(-10, 120, 13, 100)).isEqualTo("increment 1 1");
  }

  @Test
  void anIdleSeriesForgetsItsValueButTellsARestartFromAReturn() {
    total(-10, 0, 10);
    evict(T + SECOND, T - SECOND);
    assertThat(total(-10, 7_200, 500)).as("a return").isEqualTo("baseline 0");
    evict(T + 7_300 * SECOND, T);
    assertThat(total(7_400, 7_500, 8)).as("a restart").isEqualTo("reset 8");
    evict(T + 8_000 * SECOND, T + 8_000 * SECOND);
    assertThat(
            Family.open(store, "acme", history)
                .apply(point(1, false, 0, T, 1), receivedNanos, () -> false)
                .outcome())
        .as("gone, and no room for it")
        .isEqualTo(Outcome.REFUSED);
  }

  private void evict(long idleBefore, long goneBefore) {
    byte[] value = Eviction.of(blocks.get(0), idleBefore, goneBefore).value();
    assertThat(value).isNotNull();
    blocks.set(0, value);
  }

  @Test
  void anIncrementCountsOncePerInterval() {
    assertThat(increment(0, 60, 5)).isEqualTo("first 5");
    assertThat(increment(60, 120, 6)).isEqualTo("increment 6");
    assertThat(increment(0, 60, 5)).isEqualTo("duplicate 0");
    assertThat(increment(90, 150, 5)).as("an overlap").isEqualTo("conflict 0");
    assertThat(increment(-60, 0, 3)).as("late, but new").isEqualTo("increment 3");
  }

  @Test
  void anIncrementOfUnknownStartTakesItsMoment() {
    assertThat(text(apply(point(1, true, 0, T, 5)))).isEqualTo("first 5");
    assertThat(text(apply(point(1, true, 0, T, 5)))).isEqualTo("duplicate 0");
    assertThat(text(apply(point(1, true, 0, T + 1, 5)))).isEqualTo("increment 5");
  }

  @Test
  void beyondTheRememberedIntervalsAnIncrementIsLate() {
    for (int i = 0; i <= DeltaSeries.MAX_RANGES; i++) {
      increment(i * 100, i * 100 + 50, 1);
    }
    assertThat(increment(20, 40, 1)).isEqualTo("late 0");
    assertThat(increment(50, 60, 1))
        .as("after the oldest that is forgotten")
        .isEqualTo("increment 1");
  }

  @Test
  void seriesBeyondABlockGoIntoTheNext() {
    Family family = Family.open(store, "acme", history);
    for (int i = 0; i < SeriesBlock.MAX_SERIES + 1; i++) {
      family.apply(point(i, false, 0, T, i), receivedNanos, () -> true);
    }
    family.save();
    assertThat(blocks).hasSize(2);
    assertThat(text(apply(point(SeriesBlock.MAX_SERIES, false, 0, T + 1, 70))))
        .isEqualTo("increment 6");
  }

  @Test
  void writersBesideTheNewestAreRememberedBehindAllSeries() {
    total(-7_200, 0, 1_000);
    byte[] alone = blocks.get(0);
    total(-7_100, 1, 3_000);
    byte[] both = blocks.get(0);
    assertThat(both.length).isGreaterThan(alone.length);
    assertThat(SeriesBlock.read(both).write()).isEqualTo(both);
    evict(T + 3_600 * SECOND, 0);
    assertThat(blocks.get(0).length).as("both are idle").isLessThan(alone.length);
  }

  @Test
  void bothKindsOfSeriesReadWhatTheyWrote() {
    total(-10, 0, 10, 20);
    ByteReader in = ByteReader.versioned(blocks.get(0), 2, "block");
    assertThat(in.hasMore()).isTrue();
    SeriesBlock block = SeriesBlock.read(blocks.get(0));
    assertThat(block.write()).isEqualTo(blocks.get(0));
    DeltaSeries delta = DeltaSeries.first(point(9, true, T, T + 5, 1));
    byte[] bytes = written(delta);
    assertThat(written(Series.read(new ByteReader(bytes)))).isEqualTo(bytes);
  }

  @Test
  void aReadingCountsOnceAndSaysHowLongTheOneBeforeHeld() {
    Increment first = apply(reading(T, 7.5));
    Increment second = apply(reading(T + 30 * SECOND, -2));
    assertThat(first.outcome()).isEqualTo(Outcome.READING);
    assertThat(Double.longBitsToDouble(second.increments()[0])).isEqualTo(-2);
    assertThat(second.sinceNanos()).isEqualTo(30 * SECOND);
    assertThat(apply(reading(T + 30 * SECOND, -2)).outcome()).isEqualTo(Outcome.DUPLICATE);
    assertThat(apply(reading(T + 30 * SECOND, -3)).outcome()).isEqualTo(Outcome.CONFLICT);
    assertThat(apply(reading(T, 7.5)).outcome()).isEqualTo(Outcome.OUT_OF_ORDER);
  }

  @Test
  void aCounterUnderTheIdentityOfAGaugeIsAConflict() {
    apply(reading(T, 7.5));
    Increment counter = apply(point(1, false, 0, T + SECOND, 3));
    assertThat(counter.outcome()).isEqualTo(Outcome.CONFLICT);
  }

  private static Point reading(long time, double value) {
    long[] bits = {Double.doubleToRawLongBits(value)};
    return new Point(1, Point.Kind.GAUGE, false, 0, time, 0, new long[] {2}, bits);
  }

  private static byte[] written(Series series) {
    ByteWriter out = new ByteWriter(64);
    series.write(out);
    return out.toBytes();
  }
}
