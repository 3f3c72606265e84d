/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a schedule says in local times, as a person would write it, drawn at random. */
record RandomSchedule(ZoneId zone, List<Rotation> layers, List<Shift> overrides) {

  /**
   * @param hours of elapsed time between hand-overs; 0 where they are counted in days
   */
  record Rotation(
      List<String> people,
      LocalDate start,
      LocalTime handover,
      int days,
      int hours,
      @Nullable LocalDate until,
      @Nullable Hours only) {}

  record Hours(Set<DayOfWeek> days, LocalTime from, LocalTime to) {}

  static RandomSchedule draw(Random random, ZoneId zone, LocalDate around) {
    List<Rotation> layers = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      layers.add(rotation(random, around));
    }
    List<Shift> overrides = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      LocalDateTime from = around.plusDays(random.nextInt(9) - 4).atTime(time(random));
      Instant begin = from.atZone(zone).toInstant();
      Duration length = Duration.ofMinutes(1 + random.nextInt(3000));
      overrides.add(new Shift("o" + i, begin, begin.plus(length)));
    }
    return new RandomSchedule(zone, layers, overrides);
  }

  private static Rotation rotation(Random random, LocalDate around) {
    List<String> people = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(4); i++) {
      people.add(String.valueOf((char) ('a' + random.nextInt(5))));
    }
    LocalDate start = around.minusDays(random.nextInt(40) - 3);
    int days = random.nextBoolean() ? 1 : 7;
    int hours = random.nextInt(3) == 0 ? 1 + random.nextInt(40) : 0;
    LocalDate until = random.nextInt(4) == 0 ? start.plusDays(1 + random.nextInt(40)) : null;
    Hours only = random.nextBoolean() ? hours(random) : null;
    return new Rotation(people, start, time(random), days, hours, until, only);
  }

  private static Hours hours(Random random) {
    Set<DayOfWeek> days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)));
    for (DayOfWeek day : DayOfWeek.values()) {
      if (random.nextBoolean()) {
        days.add(day);
      }
    }
    return new Hours(days, time(random), time(random));
  }

  /** Mostly of the small hours, in which clocks are changed. */
  private static LocalTime time(Random random) {
    int minute = random.nextBoolean() ? random.nextInt(240) : random.nextInt(1440);
    return LocalTime.ofSecondOfDay(minute / 15 * 15 * 60L);
  }

  Schedule schedule() {
    List<Layer> built = new ArrayList<>();
    for (Rotation rotation : layers) {
      Instant first = rotation.start().atTime(rotation.handover()).atZone(zone).toInstant();
      HandOvers handOvers =
          rotation.hours() > 0
              ? new HandOvers.Elapsed(first, Duration.ofHours(rotation.hours()))
              : new HandOvers.Local(rotation.start(), rotation.handover(), zone, rotation.days());
      Instant until =
          rotation.until() == null
              ? null
              : rotation.until().atTime(rotation.handover()).atZone(zone).toInstant();
      Hours only = rotation.only();
      Restriction restriction =
          only == null ? null : new Restriction(only.days(), only.from(), only.to(), zone);
      built.add(new Layer("layer", handOvers, rotation.people(), until, restriction));
    }
    return new Schedule("random", zone, built, overrides);
  }
}
