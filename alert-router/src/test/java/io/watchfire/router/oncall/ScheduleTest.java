/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final LocalTime NINE = LocalTime.of(9, 0);

  @Test
  void theMomentOfAHandOverBelongsToTheNextPerson() {
    Schedule schedule = schedule(weekly("2026-11-02", "alice", "bob"));

    assertThat(schedule.onCallAt(at("2026-11-02T09:00").minusNanos(1))).isNull();
    assertThat(schedule.onCallAt(at("2026-11-02T09:00"))).isEqualTo("alice");
    assertThat(schedule.onCallAt(at("2026-11-09T09:00").minusNanos(1))).isEqualTo("alice");
    assertThat(schedule.onCallAt(at("2026-11-09T09:00"))).isEqualTo("bob");
    assertThat(schedule.onCallAt(at("2026-11-16T09:00"))).isEqualTo("alice");
  }

  @Test
  void aWeeklyHandOverStaysAtItsLocalTime() {
    Schedule schedule = schedule(weekly("2026-10-19", "alice", "bob"));

    assertThat(schedule.shiftAt(at("2026-10-20T00:00")))
        .isEqualTo(
            new Shift(
                "alice",
                Instant.parse("2026-10-19T07:00:00Z"),
                Instant.parse("2026-10-26T08:00:00Z")));
  }

  @Test
  void aHandOverByTheHourIsOfElapsedTime() {
    HandOvers halfDays = new HandOvers.Elapsed(at("2026-10-24T09:00"), Duration.ofHours(12));
    Schedule schedule = schedule(layer(halfDays, null, null, "alice", "bob"));

    // Clocks went back an hour in between.
    assertThat(schedule.onCallAt(at("2026-10-25T07:59"))).isEqualTo("bob");
    assertThat(schedule.onCallAt(at("2026-10-25T08:00"))).isEqualTo("alice");
  }

  @Test
  void aHandOverThatIsLeftOutIsLaterByWhatWasLeftOut() {
    HandOvers daily =
        new HandOvers.Local(LocalDate.parse("2027-03-27"), LocalTime.of(2, 30), BERLIN, 1);
    Schedule schedule = schedule(layer(daily, null, null, "alice", "bob"));

    assertThat(schedule.nextAfter(Instant.parse("2027-03-28T00:00:00Z")))
        .isEqualTo(
            new Shift(
                "bob",
                Instant.parse("2027-03-28T01:30:00Z"),
                Instant.parse("2027-03-29T00:30:00Z")));
  }

  @Test
  void ofAHandOverThatComesTwiceTheFirstCounts() {
    HandOvers daily =
        new HandOvers.Local(LocalDate.parse("2026-10-24"), LocalTime.of(2, 30), BERLIN, 1);
    Schedule schedule = schedule(layer(daily, null, null, "alice", "bob"));

    assertThat(schedule.nextAfter(Instant.parse("2026-10-25T00:00:00Z")))
        .isEqualTo(
            new Shift(
                "bob",
                Instant.parse("2026-10-25T00:30:00Z"),
                Instant.parse("2026-10-26T01:30:00Z")));
  }

  @Test
  void aHandOverAtMidnightStaysDoneWhenClocksGoBackIntoTheDayBefore() {
    ZoneId stJohns = ZoneId.of("America/St_Johns");
    HandOvers midnight =
        new HandOvers.Local(LocalDate.parse("2010-11-05"), LocalTime.MIDNIGHT, stJohns, 1);
    Schedule schedule = schedule(layer(midnight, null, null, "alice", "bob"));

    // A minute after midnight it was 23:01 again.
    assertThat(schedule.shiftAt(Instant.parse("2010-11-07T03:00:00Z")))
        .isEqualTo(
            new Shift(
                "alice",
                Instant.parse("2010-11-07T02:30:00Z"),
                Instant.parse("2010-11-08T03:30:00Z")));
  }

  @Test
  void aLaterLayerWinsWhereItHasSomebody() {
    Restriction weekends =
        new Restriction(
            Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
            LocalTime.MIDNIGHT,
            LocalTime.MIDNIGHT,
            BERLIN);
    Schedule schedule =
        schedule(
            weekly("2026-11-02", "alice"),
            layer(handOvers("2026-11-02", 7), null, weekends, "bob"));

    assertThat(schedule.shifts(at("2026-11-02T09:00"), at("2026-11-09T09:00")))
        .extracting(Shift::person, Shift::from)
        .containsExactly(
            begins("alice", "2026-11-02T09:00"),
            begins("bob", "2026-11-07T00:00"),
            begins("alice", "2026-11-09T00:00"));
  }

  @Test
  void hoursThatWrapOverMidnightBelongToTheDayOnWhichTheyBegin() {
    Restriction nights =
        new Restriction(Set.of(DayOfWeek.MONDAY), LocalTime.of(22, 0), LocalTime.of(6, 0), BERLIN);
    Schedule schedule = schedule(layer(handOvers("2026-11-01", 1), null, nights, "alice"));

    assertThat(schedule.onCallAt(at("2026-11-02T05:00"))).isNull();
    assertThat(schedule.onCallAt(at("2026-11-02T21:59"))).isNull();
    assertThat(schedule.shiftAt(at("2026-11-03T05:59")))
        .isEqualTo(new Shift("alice", at("2026-11-02T22:00"), at("2026-11-03T06:00")));
    assertThat(schedule.onCallAt(at("2026-11-03T06:00"))).isNull();
    assertThat(schedule.onCallAt(at("2026-11-03T22:00"))).isNull();
  }

  @Test
  void anOverrideWinsOverAllLayersAndTheLaterOverTheEarlier() {
    Schedule schedule =
        new Schedule(
            "primary",
            BERLIN,
            List.of(weekly("2026-12-21", "alice")),
            List.of(
                new Shift("bob", at("2026-12-24T09:00"), at("2026-12-27T09:00")),
                new Shift("carol", at("2026-12-25T09:00"), at("2026-12-26T09:00"))));

    assertThat(schedule.shifts(at("2026-12-23T00:00"), at("2026-12-28T00:00")))
        .extracting(Shift::person, Shift::from)
        .containsExactly(
            begins("alice", "2026-12-21T09:00"),
            begins("bob", "2026-12-24T09:00"),
            begins("carol", "2026-12-25T09:00"),
            begins("bob", "2026-12-26T09:00"),
            begins("alice", "2026-12-27T09:00"));
  }

  @Test
  void anOverrideCountsBeforeAnyLayerBegins() {
    Shift early = new Shift("bob", at("2026-01-01T00:00"), at("2026-01-02T00:00"));
    Schedule schedule =
        new Schedule("primary", BERLIN, List.of(weekly("2026-11-02", "alice")), List.of(early));

    assertThat(schedule.shiftAt(at("2026-01-01T12:00"))).isEqualTo(early);
    assertThat(schedule.nextAfter(at("2025-12-01T00:00"))).isEqualTo(early);
  }

  @Test
  void aShiftGoesOnOverHandOversToTheSamePerson() {
    Schedule schedule = schedule(weekly("2026-11-02", "alice", "alice", "bob"));

    assertThat(schedule.shiftAt(at("2026-11-10T00:00")))
        .isEqualTo(new Shift("alice", at("2026-11-02T09:00"), at("2026-11-16T09:00")));
  }

  @Test
  void aShiftWithoutEndIsFollowedForAYear() {
    Schedule schedule = schedule(weekly("2020-01-01", "alice"));
    Instant now = at("2026-11-28T12:00");

    assertThat(schedule.shiftAt(now))
        .isEqualTo(new Shift("alice", at("2020-01-01T09:00"), now.plus(Schedule.HORIZON)));
    assertThat(schedule.nextAfter(now)).isNull();
  }

  @Test
  void shiftsThatAreTooLongForOneComeInPartsWithoutGaps() {
    Schedule schedule = schedule(weekly("2020-01-01", "alice"));
    Instant from = at("2026-01-01T00:00");

    List<Shift> shifts = schedule.shifts(from, from.plus(Schedule.MAX_RANGE));

    assertThat(shifts.getLast().until()).isAfterOrEqualTo(from.plus(Schedule.MAX_RANGE));
    for (int i = 1; i < shifts.size(); i++) {
      assertThat(shifts.get(i).from()).isEqualTo(shifts.get(i - 1).until());
    }
  }

  @Test
  void nobodyIsOnCallAfterTheLastHandOver() {
    Instant until = at("2026-11-16T09:00");
    Schedule schedule = schedule(layer(handOvers("2026-11-02", 7), until, null, "alice", "bob"));

    assertThat(schedule.onCallAt(until.minusNanos(1))).isEqualTo("bob");
    assertThat(schedule.onCallAt(until)).isNull();
    assertThat(schedule.shiftAt(until)).isNull();
    assertThat(schedule.nextAfter(at("2026-11-09T09:00"))).isNull();
    assertThat(schedule.shifts(until, until.plus(Duration.ofDays(30)))).isEmpty();
  }

  @Test
  void aScheduleWithoutLayersHasNobody() {
    assertThat(schedule().onCallAt(Instant.EPOCH)).isNull();
    assertThat(schedule().shifts(Instant.EPOCH, Instant.EPOCH)).isEmpty();
    assertThat(schedule().nextAfter(Instant.EPOCH)).isNull();
  }

  @Test
  void aRangeThatEndsBeforeItBeginsIsRefused() {
    Instant from = at("2026-11-02T00:00");

    assertThatThrownBy(() -> schedule().shifts(from, from.minusSeconds(1)))
        .hasMessageStartingWith("to: 2026-11-01T22:59:59Z (expected: from 2026-11-01T23:00:00Z on");
    assertThatThrownBy(() -> schedule().shifts(from, from.plus(Duration.ofDays(3661))))
        .hasMessageContaining("at most 3660d later");
  }

  @Test
  void schedulesThatSayTheSameAreEqual() {
    assertThat(schedule(weekly("2026-11-02", "alice")))
        .isEqualTo(schedule(weekly("2026-11-02", "alice")))
        .hasSameHashCodeAs(schedule(weekly("2026-11-02", "alice")))
        .isNotEqualTo(schedule(weekly("2026-11-02", "bob")))
        .isNotEqualTo(schedule(weekly("2026-11-03", "alice")))
        .hasToString("schedule/primary");
  }

  private static Tuple begins(String person, String local) {
    return tuple(person, at(local));
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
  }

  private static Schedule schedule(Layer... layers) {
    return new Schedule("primary", BERLIN, List.of(layers), List.of());
  }

  private static Layer weekly(String start, String... people) {
    return layer(handOvers(start, 7), null, null, people);
  }

  private static HandOvers handOvers(String start, int days) {
    return new HandOvers.Local(LocalDate.parse(start), NINE, BERLIN, days);
  }

  private static Layer layer(
      HandOvers handOvers, @Nullable Instant until, @Nullable Restriction only, String... people) {
    return new Layer("layer", handOvers, List.of(people), until, only);
  }
}
