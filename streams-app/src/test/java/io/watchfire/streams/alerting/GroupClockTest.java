/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupClockTest {
  private static final long NOW = 1_795_428_000_000L;

  private static GroupClock clock(boolean following) {
    return following ? GroupClock.following(NOW, NOW) : GroupClock.steady(NOW, NOW);
  }

  /** Ticks second by second. */
  private static void listen(GroupClock clock, long fromMillis, long untilMillis) {
    for (long wall = fromMillis + 1_000; wall <= untilMillis; wall += 1_000) {
      clock.tick(wall);
    }
  }

  @ParameterizedTest(name = "following: {0}")
  @ValueSource(booleans = {false, true})
  void standsAtTheNewestEventTime(boolean following) {
    GroupClock clock = clock(following);
    clock.observe(NOW + 3_000, NOW + 3_100, NOW + 3_200);
    clock.observe(NOW + 2_000, NOW + 3_300, NOW + 3_400);
    assertThat(clock.nowMillis()).isEqualTo(NOW + 3_000);
    assertThat(clock.carriedFromMillis()).isEqualTo(NOW + 3_000);
  }

  @ParameterizedTest(name = "following: {0}")
  @ValueSource(booleans = {false, true})
  void isCarriedOnByTheWallClockSinceTheNewestWasReceived(boolean following) {
    GroupClock clock = clock(following);
    clock.observe(NOW + 3_000, NOW + 9_000, NOW + 10_000);
    clock.tick(NOW + 12_500);
    assertThat(clock.nowMillis()).as("2.5 s later").isEqualTo(NOW + 5_500);
    assertThat(clock.carriedFromMillis()).isEqualTo(NOW + 3_000);
  }

  @ParameterizedTest(name = "following: {0}")
  @ValueSource(booleans = {false, true})
  void eventTimeAheadOfItsReceiptCountsUpToTheTolerance(boolean following) {
    GroupClock clock = clock(following);
    clock.observe(NOW + 3_600_000, NOW, NOW);
    assertThat(clock.nowMillis()).isEqualTo(NOW + GroupClock.TOLERANCE_MILLIS);
    assertThat(GroupClock.capped(NOW + 5_000, NOW)).isEqualTo(NOW + 5_000);
    assertThat(GroupClock.capped(NOW + 5_001, NOW)).isEqualTo(NOW + 5_000);
  }

  @ParameterizedTest(name = "following: {0}")
  @ValueSource(booleans = {false, true})
  void neverGoesBack(boolean following) {
    GroupClock clock = clock(following);
    listen(clock, NOW, NOW + 60_000);
    clock.tick(NOW + 10_000);
    assertThat(clock.nowMillis()).as("the wall clock was set back").isEqualTo(NOW + 60_000);
    clock.observe(NOW + 20_000, NOW + 70_000, NOW + 70_000);
    assertThat(clock.nowMillis()).as("late data").isEqualTo(NOW + 60_000);
  }

  @Test
  void aWallClockThatIsSetBackHoldsItButDoesNotTurnIt() {
    GroupClock clock = GroupClock.steady(NOW, NOW);
    clock.observe(NOW + 1_000, NOW + 1_000, NOW + 1_000);
    clock.tick(NOW - 3_600_000);
    assertThat(clock.nowMillis()).isEqualTo(NOW + 1_000);
  }

  @Test
  void aSteadyClockGoesOnWhereTheLagOfTheDataGrows() {
    GroupClock clock = GroupClock.steady(NOW, NOW);
    listen(clock, NOW, NOW + 60_000);
    clock.observe(NOW + 20_000, NOW + 60_000, NOW + 60_000);
    clock.tick(NOW + 61_000);
    assertThat(clock.nowMillis()).isEqualTo(NOW + 61_000);
    assertThat(clock.carriedFromMillis()).isEqualTo(NOW);
  }

  @Test
  void aFollowingClockWaitsUntilTheDataHasCaughtUp() {
    GroupClock clock = GroupClock.following(NOW, NOW);
    listen(clock, NOW, NOW + 60_000);
    clock.observe(NOW + 20_000, NOW + 60_000, NOW + 60_000);
    listen(clock, NOW + 60_000, NOW + 100_000);
    assertThat(clock.nowMillis()).as("20 s + 40 s").isEqualTo(NOW + 60_000);
    clock.tick(NOW + 101_000);
    assertThat(clock.nowMillis()).isEqualTo(NOW + 61_000);
    assertThat(clock.carriedFromMillis()).isEqualTo(NOW + 20_000);
  }

  @ParameterizedTest(name = "following: {0}")
  @ValueSource(booleans = {false, true})
  void goesOnFromWhereItStoodAfterAnAbsence(boolean following) {
    GroupClock clock = clock(following);
    clock.tick(NOW + 2_000);
    clock.resume(NOW + 3_600_000);
    assertThat(clock.nowMillis()).isEqualTo(NOW + 2_000);
    clock.tick(NOW + 3_601_000);
    assertThat(clock.nowMillis()).isEqualTo(NOW + 3_000);
  }

  @Test
  void aSteadyClockGoesOnFor150SecondsPastTheNewestAndAFollowingOneForAsLongAsWeListen() {
    GroupClock steady = clock(false);
    GroupClock following = clock(true);
    listen(steady, NOW, NOW + 7_200_000);
    listen(following, NOW, NOW + 7_200_000);
    assertThat(steady.nowMillis()).isEqualTo(NOW + 150_000);
    assertThat(following.nowMillis()).isEqualTo(NOW + 7_200_000);
    assertThat(steady.silentMillis()).isEqualTo(7_200_000);
    assertThat(steady.withSilenceMillis()).isEqualTo(NOW + 7_200_000);
  }

  @ParameterizedTest(name = "following: {0}")
  @ValueSource(booleans = {false, true})
  void whatIsReceivedEndsASilenceHoweverOldItIs(boolean following) {
    GroupClock clock = clock(following);
    listen(clock, NOW, NOW + 600_000);
    assertThat(clock.silentMillis()).isEqualTo(600_000);
    clock.observe(NOW - 86_400_000, NOW + 600_000, NOW + 600_000);
    assertThat(clock.silentMillis()).isZero();
    assertThat(clock.nowMillis()).isGreaterThanOrEqualTo(NOW + 150_000);
  }

  @ParameterizedTest(name = "following: {0}")
  @ValueSource(booleans = {false, true})
  void ourOwnClockMayStepByYearsAndASilenceIsWhatWasListened(boolean following) {
    GroupClock clock = clock(following);
    long years = 3 * 365 * 86_400_000L;
    clock.tick(NOW + 1_000);
    clock.tick(NOW + years);
    assertThat(clock.silentMillis()).as("forward").isEqualTo(11_000);
    clock.tick(NOW - years);
    assertThat(clock.silentMillis()).as("back").isEqualTo(11_000);
    clock.tick(NOW - years + 1_000);
    assertThat(clock.silentMillis()).isEqualTo(12_000);
    assertThat(clock.nowMillis()).isEqualTo(NOW + 12_000);
  }

  @ParameterizedTest(name = "following: {0}")
  @ValueSource(booleans = {false, true})
  void realDataAnchorsAClockAnewThatIsYearsAhead(boolean following) {
    long ahead = NOW + 3 * 365 * 86_400_000L;
    GroupClock clock = following ? GroupClock.following(ahead, NOW) : GroupClock.steady(ahead, NOW);
    assertThat(clock.observe(NOW - 2_000, NOW, NOW)).isTrue();
    assertThat(clock.nowMillis()).isEqualTo(NOW - 2_000);
    assertThat(clock.carriedFromMillis()).isEqualTo(NOW - 2_000);
    assertThat(clock.observe(NOW - 5_000, NOW, NOW)).as("late data, later").isFalse();
    assertThat(clock.nowMillis()).isEqualTo(NOW - 2_000);
  }

  @ParameterizedTest(name = "following: {0}")
  @ValueSource(booleans = {false, true})
  void dataThatIsItselfAheadOfOurClockIsNoAnchor(boolean following) {
    GroupClock clock = clock(following);
    long wrong = NOW - 3 * 365 * 86_400_000L;
    assertThat(clock.observe(NOW + 1_000, NOW + 1_000, wrong)).isFalse();
    assertThat(clock.observe(NOW - 60_000, NOW + 1_000, wrong)).isFalse();
    assertThat(clock.nowMillis()).isEqualTo(NOW + 1_000);
  }
}
