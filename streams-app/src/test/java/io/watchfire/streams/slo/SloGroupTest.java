/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.slo;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.streams.alerting.GroupClock;
import io.watchfire.streams.alerting.Timing;
import io.watchfire.streams.query.Origin;
import io.watchfire.streams.query.Sum;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SloGroupTest {
  private static final long NOW = 1_795_428_000_000L;

  private final SloGroup group = group(List.of());

  private static SloGroup group(List<Origin> origins) {
    return SloGroup.begin(
        new SloDefinition(
            new Objective(
                new BigDecimal("99.9"),
                Duration.ofDays(30),
                Objective.defaultTiers(),
                MinimumTraffic.DEFAULT),
            Timing.DEFAULT,
            false,
            origins),
        sum(NOW, 0, 10),
        NOW,
        NOW,
        new NoLog());
  }

  private static final class NoLog implements BucketLog {
    @Override
    public void put(int level, long end, long counted, long total) {}

    @Override
    public void delete(int level, long end) {}
  }

  private static Sum sum(long time, long bad, long total) {
    return new Sum(time, 0, bad, total, true, true);
  }

  /** Ticks second by second. */
  private void listen(long fromMillis, long untilMillis) {
    for (long wall = fromMillis + 1_000; wall <= untilMillis; wall += 1_000) {
      group.tick(wall);
    }
  }

  @Test
  void theClockIsTheNewestEventTimeCarriedForwardByWallTime() {
    group.observe(sum(NOW, 0, 10), NOW, NOW);
    group.tick(NOW + 3_000);
    assertThat(group.state().clockMillis()).isEqualTo(NOW + 3_000);
    group.observe(sum(NOW + 4_000, 0, 10), NOW + 4_200, NOW + 4_500);
    group.tick(NOW + 5_500);
    assertThat(group.state().clockMillis()).isEqualTo(NOW + 5_000);
  }

  @Test
  void aStreamOfLatePointsDoesNotHoldTheClockBack() {
    group.observe(sum(NOW, 0, 10), NOW, NOW);
    for (long wall = NOW; wall < NOW + 600_000; wall += 100) {
      group.observe(sum(NOW - 1_200_000, 0, 1), wall, wall);
      if (wall % 1_000 == 0) {
        group.tick(wall);
      }
      assertThat(group.noData()).as("something is received all the time").isFalse();
    }
    assertThat(group.state().clockMillis()).isEqualTo(NOW + 150_000);
  }

  @Test
  void aPodThatIsAheadMovesTheClockAFewSecondsAtMostWhoeverStampedItsRecord() {
    group.observe(sum(NOW + 50_000, 0, 10), NOW, NOW);
    assertThat(group.state().clockMillis()).isEqualTo(NOW + GroupClock.TOLERANCE_MILLIS);
    assertThat(group.buckets().total(0)).isZero();
    listen(NOW, NOW + 50_000);
    assertThat(group.buckets().total(0)).isEqualTo(10);
  }

  @Test
  void aClockThatStoodStillGoesOnFromWhereItStood() {
    group.observe(sum(NOW, 0, 10), NOW, NOW);
    group.resume(NOW + 3_600_000);
    group.tick(NOW + 3_601_000);
    assertThat(group.state().clockMillis()).isEqualTo(NOW + 1_000);
  }

  @Test
  void aPointOlderThanEveryWindowIsCountedAndDropped() {
    group.observe(sum(NOW, 0, 10), NOW, NOW);
    boolean taken = group.observe(sum(NOW - Duration.ofDays(31).toMillis(), 5, 5), NOW, NOW);
    assertThat(taken).isFalse();
    assertThat(group.state().tooOld()).isEqualTo(1);
    assertThat(group.state().coverageStart()).isEqualTo(NOW);
  }

  @Test
  void numeratorAndDenominatorWaitForEachOtherWithinABucket() {
    group.observe(new Sum(NOW + 10_000, 0, 0, 10, false, true), NOW + 10_000, NOW + 10_000);
    assertThat(group.unsettled()).as("no numerator was ever seen").isFalse();
    group.observe(new Sum(NOW + 10_000, 0, 1, 0, true, false), NOW + 10_000, NOW + 10_000);
    assertThat(group.unsettled()).as("both are in the same bucket").isFalse();
    group.observe(new Sum(NOW + 70_000, 0, 0, 10, false, true), NOW + 70_000, NOW + 70_000);
    assertThat(group.unsettled()).as("only the denominator moved on").isTrue();
    group.observe(new Sum(NOW + 400_000, 0, 0, 10, false, true), NOW + 400_000, NOW + 400_000);
    assertThat(group.unsettled()).as("the numerator has been gone for five minutes").isFalse();
  }

  @Test
  void whatIsMadeOfSpansIsHeardOnlyAfterTheProcessesAreSilentAndErasesNothing() {
    SloGroup group = group(List.of(Origin.OWN, Origin.SPAN_METRICS));
    group.observe(sum(NOW, 0, 10), NOW, NOW);
    Sum other = new Sum(NOW + 1_000, 1, 3, 3, true, true);
    assertThat(group.observe(other, NOW + 1_000, NOW + 1_000)).isFalse();
    listen(NOW + 1_000, NOW + 3_700_000);
    Sum later = new Sum(NOW + 3_700_000, 1, 3, 3, true, true);
    assertThat(group.observe(later, NOW + 3_700_000, NOW + 3_700_000)).isTrue();
    int period = group.layout().size() - 1;
    assertThat(group.buckets().total(period)).as("nothing is erased").isEqualTo(13);
    assertThat(group.state().source()).as("which counted last").isEqualTo(1);
  }

  @Test
  void aClockThatWasLeftYearsAheadIsAnchoredAnewAndErasesOnlyWhatLiesAhead() {
    long years = 3 * 365 * 86_400_000L;
    for (int minute = 60; minute >= 1; minute--) {
      group.observe(sum(NOW - minute * 60_000L, 1, 10), NOW, NOW);
    }
    long wrong = NOW + Duration.ofMinutes(50).toMillis();
    group.observe(sum(wrong, 7, 7), wrong, wrong);
    group.evaluate();
    assertThat(group.state().clockMillis()).isEqualTo(wrong);
    group.observe(sum(NOW + 1_000, 0, 1), NOW + 1_000, NOW + 1_000);
    assertThat(group.state().clockMillis()).isEqualTo(NOW + 1_000);
    assertThat(group.state().lastObservation()).isEqualTo(NOW + 1_000);
    int period = group.layout().size() - 1;
    assertThat(group.buckets().counted(period)).isEqualTo(60);
    assertThat(group.buckets().total(period)).isEqualTo(601);
    assertThat(group.state().page().sinceMillis()).isLessThanOrEqualTo(NOW + 1_000);
    long future = NOW + years;
    group.observe(sum(future, 7, 7), future, future);
    group.observe(sum(NOW + 2_000, 0, 1), NOW + 2_000, NOW + 2_000);
    assertThat(group.state().clockMillis()).as("years").isEqualTo(NOW + 2_000);
  }

  @Test
  void silenceIsRememberedOverRestartsByTheHourAndEndsWithTheNextObservation() {
    group.observe(sum(NOW, 0, 10), NOW, NOW);
    listen(NOW, NOW + Duration.ofMinutes(150).toMillis());
    GroupState kept = GroupState.read(group.state().write());
    assertThat(kept).isEqualTo(group.state());
    assertThat(kept.observed().silentMillis()).isEqualTo(Duration.ofHours(2).toMillis());
    assertThat(group.noData()).isTrue();
    assertThat(group.judgedAtMillis()).isEqualTo(NOW + Duration.ofMinutes(150).toMillis());
    group.observe(sum(NOW + 1_000, 0, 10), NOW + 9_100_000, NOW + 9_100_000);
    assertThat(group.noData()).isFalse();
    assertThat(group.state().observed().silentMillis()).isZero();
    assertThat(group.state().latenessMillis()).isEqualTo(9_099_000);
  }
}
