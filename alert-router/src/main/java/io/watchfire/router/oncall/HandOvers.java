/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** The moments at which a rotation passes to its next person, counted from 0. */
public sealed interface HandOvers {

  /** When the hand-over of that number is. Later numbers are never earlier. */
  Instant at(long index);

  /** The last hand-over that is not after {@code t}, which is not before the first. */
  long indexAt(Instant t);

  /**
   * Every so many days at the same local time. Where daylight saving leaves that time out, it is
   * later by what was left out; where it comes twice, the first counts: the rule of {@link
   * java.time.ZonedDateTime#of(java.time.LocalDateTime, ZoneId)} and of RFC 5545.
   */
  record Local(LocalDate start, LocalTime time, ZoneId zone, int days) implements HandOvers {
    @Override
    public Instant at(long index) {
      return start.plusDays(index * days).atTime(time).atZone(zone).toInstant();
    }

    @Override
    public long indexAt(Instant t) {
      long elapsed = ChronoUnit.DAYS.between(start, LocalDate.ofInstant(t, zone));
      // One more: where clocks go back over midnight, tomorrow's has been before today's second
      // end.
      long index = Math.floorDiv(elapsed, days) + 1;
      while (index > 0 && at(index).isAfter(t)) {
        index--;
      }
      return index;
    }
  }

  /** Every so many hours, whatever the clocks on the wall say. */
  record Elapsed(Instant first, Duration every) implements HandOvers {
    @Override
    public Instant at(long index) {
      return first.plus(every.multipliedBy(index));
    }

    @Override
    public long indexAt(Instant t) {
      return Duration.between(first, t).dividedBy(every);
    }
  }
}
