/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random schedules over the days on which the clocks of a zone are changed. */
class ScheduleOracleTest {
  private static final int SCHEDULES = 12;
  private static final int DAYS = 6;

  /** Longer ones look different from each of their ends. */
  private static final Duration FOLLOWED = Duration.ofDays(365);

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-10-25",
    "Europe/Berlin, 2027-03-28",
    "America/New_York, 2026-11-01",
    "America/New_York, 2027-03-14",
    // Half an hour.
    "Australia/Lord_Howe, 2026-10-04",
    "Australia/Lord_Howe, 2027-04-04",
    // At midnight.
    "America/Sao_Paulo, 2018-02-18",
    "America/Sao_Paulo, 2018-11-04",
    "Africa/Cairo, 2024-04-26",
    "Africa/Cairo, 2024-11-01",
    // A minute after midnight, back into the day before.
    "America/St_Johns, 2010-11-07",
    "Asia/Kolkata, 2026-11-28",
    "UTC, 2026-11-28",
    // The 30th is missing.
    "Pacific/Apia, 2011-12-30",
  })
  void everyMinuteIsAsWalkedHandOverByHandOver(ZoneId zone, LocalDate change) {
    for (int i = 0; i < SCHEDULES; i++) {
      long seed = change.toEpochDay() * SCHEDULES + i;
      RandomSchedule drawn = RandomSchedule.draw(new Random(seed), zone, change);
      Instant from = change.minusDays(DAYS).atStartOfDay(zone).toInstant();
      Instant to = change.plusDays(DAYS).atStartOfDay(zone).toInstant();
      @Nullable String[] minutes = new NaiveOracle(drawn, from, to).minutes();
      String what = "seed " + seed + ": " + drawn;

      Schedule schedule = drawn.schedule();
      List<Shift> shifts = schedule.shifts(from, to);

      eachMinuteHas(minutes, schedule, from, what);
      assertThat(clipped(shifts, from, to)).as(what).isEqualTo(runs(minutes, from));
      eachShiftIsFoundFromWithin(schedule, shifts, what);
    }
  }

  private static void eachMinuteHas(
      @Nullable String[] minutes, Schedule schedule, Instant from, String what) {
    for (int i = 0; i < minutes.length; i++) {
      // Any second of a minute is like its first.
      Instant t = from.plusSeconds(i * 60L + i % 60);
      String actual = schedule.onCallAt(t);
      if (!Objects.equals(actual, minutes[i])) {
        assertThat(actual).as("%s at %s", what, t).isEqualTo(minutes[i]);
      }
    }
  }

  private static void eachShiftIsFoundFromWithin(
      Schedule schedule, List<Shift> shifts, String what) {
    for (Shift shift : shifts) {
      if (Duration.between(shift.from(), shift.until()).compareTo(FOLLOWED) > 0) {
        continue;
      }
      Instant last = shift.until().minusNanos(1);
      assertThat(schedule.shiftAt(shift.from())).as(what).isEqualTo(shift);
      assertThat(schedule.shiftAt(last)).as(what).isEqualTo(shift);
      assertThat(schedule.nextAfter(shift.from().minusNanos(1))).as(what).isEqualTo(shift);
    }
  }

  /** Minutes of the same person in a row: what shifts are. */
  private static List<Shift> runs(@Nullable String[] minutes, Instant from) {
    List<Shift> runs = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i <= minutes.length; i++) {
      String person = minutes[begin];
      if (i == minutes.length || !Objects.equals(person, minutes[i])) {
        if (person != null) {
          runs.add(new Shift(person, from.plusSeconds(begin * 60L), from.plusSeconds(i * 60L)));
        }
        begin = i;
      }
    }
    return runs;
  }

  private static List<Shift> clipped(List<Shift> shifts, Instant from, Instant to) {
    return shifts.stream()
        .map(
            s ->
                new Shift(
                    s.person(),
                    s.from().isBefore(from) ? from : s.from(),
                    s.until().isAfter(to) ? to : s.until()))
        .toList();
  }
}
