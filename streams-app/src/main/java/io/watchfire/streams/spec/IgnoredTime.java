/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/** A time in which a rule neither judges nor learns. */
public sealed interface IgnoredTime {
  /** Whether that moment lies in it, by the clocks of that zone. */
  boolean covers(Instant moment, ZoneId zone);

  /**
   * A recurring maintenance window; over midnight if it ends before it begins, and then its days
   * are those on which it begins.
   */
  record Weekly(Set<DayOfWeek> days, LocalTime from, LocalTime to) implements IgnoredTime {
    /** Copies the days. */
    public Weekly {
      days = Set.copyOf(days);
    }

    @Override
    public boolean covers(Instant moment, ZoneId zone) {
      ZonedDateTime local = moment.atZone(zone);
      LocalTime time = local.toLocalTime();
      if (from.isBefore(to)) {
        return days.contains(local.getDayOfWeek()) && !time.isBefore(from) && time.isBefore(to);
      }
      return !time.isBefore(from)
          ? days.contains(local.getDayOfWeek())
          : time.isBefore(to) && days.contains(local.getDayOfWeek().minus(1));
    }
  }

  /** Holidays: from the first to the last day, both included. */
  record Days(LocalDate first, LocalDate last) implements IgnoredTime {
    @Override
    public boolean covers(Instant moment, ZoneId zone) {
      LocalDate day = moment.atZone(zone).toLocalDate();
      return !day.isBefore(first) && !day.isAfter(last);
    }
  }

  /** One window, its end excluded. */
  record Once(Instant from, Instant to) implements IgnoredTime {
    @Override
    public boolean covers(Instant moment, ZoneId zone) {
      return !moment.isBefore(from) && moment.isBefore(to);
    }
  }
}
