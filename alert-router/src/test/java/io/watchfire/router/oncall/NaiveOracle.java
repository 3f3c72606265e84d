/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Who is on call at each minute, found by walking: hand-over by hand-over and day by day, writing
 * the name on every minute. Local times are found by looking at the wall clock every minute.
 */
final class NaiveOracle {
  private static final int MINUTE = 60;
  private static final int SEARCHED = 50 * 60 * MINUTE;

  private final RandomSchedule schedule;
  private final long start;
  private final @Nullable String[] minutes;

  NaiveOracle(RandomSchedule schedule, Instant from, Instant to) {
    this.schedule = schedule;
    this.start = from.getEpochSecond();
    this.minutes = new String[(int) ((to.getEpochSecond() - start) / MINUTE)];
    schedule.layers().forEach(this::layer);
    schedule.overrides().forEach(o -> write(o.person(), o.from(), o.until(), null));
  }

  @Nullable String[] minutes() {
    return minutes.clone();
  }

  private void layer(RandomSchedule.Rotation rotation) {
    BitSet allowed = rotation.only() == null ? null : allowed(rotation.only());
    Instant end =
        rotation.until() == null
            ? instant(minutes.length)
            : resolve(rotation.until(), rotation.handover());
    Instant first = resolve(rotation.start(), rotation.handover());
    Instant handOver = first;
    for (int n = 0; handOver.isBefore(end) && handOver.isBefore(instant(minutes.length)); n++) {
      Instant next =
          rotation.hours() > 0
              ? first.plusSeconds((n + 1) * rotation.hours() * 3600L)
              : resolve(rotation.start().plusDays((n + 1L) * rotation.days()), rotation.handover());
      String person = rotation.people().get(n % rotation.people().size());
      write(person, handOver, next.isBefore(end) ? next : end, allowed);
      handOver = next;
    }
  }

  private BitSet allowed(RandomSchedule.Hours only) {
    BitSet allowed = new BitSet();
    LocalDate day = LocalDate.ofInstant(instant(0), schedule.zone()).minusDays(4);
    LocalDate last = LocalDate.ofInstant(instant(minutes.length), schedule.zone()).plusDays(2);
    for (; day.isBefore(last); day = day.plusDays(1)) {
      if (only.days().contains(day.getDayOfWeek())) {
        LocalDate end = only.to().isAfter(only.from()) ? day : day.plusDays(1);
        int from = index(resolve(day, only.from()));
        allowed.set(from, Math.max(from, index(resolve(end, only.to()))));
      }
    }
    return allowed;
  }

  private void write(String person, Instant from, Instant until, @Nullable BitSet allowed) {
    for (int i = index(from); i < index(until); i++) {
      if (allowed == null || allowed.get(i)) {
        minutes[i] = person;
      }
    }
  }

  private Instant resolve(LocalDate date, LocalTime time) {
    LocalDateTime wanted = date.atTime(time);
    ZoneId zone = schedule.zone();
    long guess = wanted.toEpochSecond(ZoneOffset.UTC);
    LocalDateTime before = wall(guess - SEARCHED, zone);
    for (long second = guess - SEARCHED; second <= guess + SEARCHED; second += MINUTE) {
      LocalDateTime wall = wall(second, zone);
      if (wall.equals(wanted)) {
        return Instant.ofEpochSecond(second);
      }
      if (before.isBefore(wanted) && wall.isAfter(wanted)) {
        // Left out: as if the clock had not been changed.
        return Instant.ofEpochSecond(second)
            .plusSeconds(Duration.between(before, wanted).toSeconds() - MINUTE);
      }
      before = wall;
    }
    throw new IllegalStateException(wanted + " in " + zone);
  }

  private static LocalDateTime wall(long second, ZoneId zone) {
    return LocalDateTime.ofInstant(Instant.ofEpochSecond(second), zone);
  }

  private int index(Instant t) {
    long index = Math.floorDiv(t.getEpochSecond() - start, MINUTE);
    return (int) Math.max(0, Math.min(minutes.length, index));
  }

  private Instant instant(int index) {
    return Instant.ofEpochSecond(start + (long) index * MINUTE);
  }
}
