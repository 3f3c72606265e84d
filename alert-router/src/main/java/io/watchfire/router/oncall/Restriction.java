/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * The hours of the week to which a layer is limited: on each of the days, from one local time to
 * another, which is on the next day where it is not later. Daylight saving is as in {@link
 * HandOvers.Local}: a window whose end comes before its beginning in that way is left out.
 *
 * @param days those on which a window begins
 */
public record Restriction(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
  /** A window lasts a day, and a zone that changes sides of the date line leaves out one more. */
  private static final int DAYS_BEFORE = 3;

  private static final int DAYS_AFTER = 2;

  public Restriction {
    days = Set.copyOf(days);
  }

  /** The part of the piece around {@code t} in which it is either allowed or not. */
  Piece restrict(Piece piece, Instant t) {
    LocalDate today = LocalDate.ofInstant(t, zone);
    Piece part = piece;
    boolean allowed = false;
    for (int day = -DAYS_BEFORE; day <= DAYS_AFTER; day++) {
      LocalDate date = today.plusDays(day);
      Instant begin = begin(date);
      Instant end = end(date);
      allowed |= days.contains(date.getDayOfWeek()) && !t.isBefore(begin) && t.isBefore(end);
      part = cut(cut(part, begin, t), end, t);
    }
    return allowed ? part : Piece.nobody(part.from(), part.until());
  }

  private static Piece cut(Piece piece, Instant boundary, Instant t) {
    return boundary.isAfter(t)
        ? piece.within(Instant.MIN, boundary)
        : piece.within(boundary, Instant.MAX);
  }

  private Instant begin(LocalDate date) {
    return date.atTime(from).atZone(zone).toInstant();
  }

  private Instant end(LocalDate date) {
    LocalDate last = to.isAfter(from) ? date : date.plusDays(1);
    return last.atTime(to).atZone(zone).toInstant();
  }
}
