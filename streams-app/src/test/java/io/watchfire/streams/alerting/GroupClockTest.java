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
  void eventTimeAheadOfItsAppendTimeCountsUpToTheTolerance(boolean following) {
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
    clock.tick(NOW + 60_000);
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
    clock.tick(NOW + 60_000);
    clock.observe(NOW + 20_000, NOW + 60_000, NOW + 60_000);
    clock.tick(NOW + 61_000);
    assertThat(clock.nowMillis()).isEqualTo(NOW + 61_000);
    assertThat(clock.carriedFromMillis()).isEqualTo(NOW);
  }

  @Test
  void aFollowingClockWaitsUntilTheDataHasCaughtUp() {
    GroupClock clock = GroupClock.following(NOW, NOW);
    clock.tick(NOW + 60_000);
    clock.observe(NOW + 20_000, NOW + 60_000, NOW + 60_000);
    clock.tick(NOW + 100_000);
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
}
