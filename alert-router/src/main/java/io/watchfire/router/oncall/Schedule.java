/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

import io.watchfire.runtime.config.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who is on call when: layers of people who take turns, a later layer over an earlier one where it
 * has somebody, and overrides over all of them. The moment of a hand-over belongs to the next
 * person.
 *
 * <p>Local times follow java.time's rule, which is also RFC 5545's: one that daylight saving leaves
 * out is later by what was left out (02:30 is 03:30 where 02:00 to 03:00 is missing), of one that
 * comes twice the first counts.
 *
 * <p>Immutable. Moments may lie in the years -999,999,998 to 999,999,998.
 */
public final class Schedule {
  /** How far shifts are followed, each way. */
  static final Duration HORIZON = Duration.ofDays(366);

  /** The most that {@link #shifts} lists at once. */
  static final Duration MAX_RANGE = Duration.ofDays(3660);

  private final String name;
  private final ZoneId timeZone;
  private final List<Layer> layers;
  private final Overrides overrides;

  public Schedule(String name, ZoneId timeZone, List<Layer> layers, List<Shift> overrides) {
    this.name = name;
    this.timeZone = timeZone;
    this.layers = List.copyOf(layers).reversed();
    this.overrides = new Overrides(overrides);
  }

  /** Unique among schedules. */
  public String name() {
    return name;
  }

  /** In which its local times are written. */
  public ZoneId timeZone() {
    return timeZone;
  }

  /** The person's name; null if nobody is on call. */
  public @Nullable String onCallAt(Instant t) {
    return pieceAt(t).person();
  }

  /**
   * The whole shift around {@code t}; null if nobody is on call. What lies more than 366 days from
   * {@code t} may be left out of it.
   */
  public @Nullable Shift shiftAt(Instant t) {
    Piece piece = pieceAt(t);
    String person = piece.person();
    return person == null
        ? null
        : new Shift(person, begin(person, piece, t), end(person, piece, t));
  }

  /**
   * The shifts that touch the time from {@code from} until before {@code to}, in order and whole:
   * the first may begin earlier, the last end later. One of more than 366 days may come in parts.
   *
   * @throws IllegalArgumentException if {@code to} is before {@code from} or more than 3660 days
   *     later
   */
  public List<Shift> shifts(Instant from, Instant to) {
    requireRange(from, to);
    List<Shift> shifts = new ArrayList<>();
    Instant t = from;
    while (t.isBefore(to)) {
      Piece piece = pieceAt(t);
      String person = piece.person();
      if (person == null) {
        t = piece.until();
      } else {
        Instant begin = t.equals(from) ? begin(person, piece, t) : t;
        Shift shift = new Shift(person, begin, end(person, piece, t));
        shifts.add(shift);
        t = shift.until();
      }
    }
    return List.copyOf(shifts);
  }

  /** The first shift that begins after {@code t}; null if none does within 366 days. */
  public @Nullable Shift nextAfter(Instant t) {
    Instant latest = t.plus(HORIZON);
    Piece piece = pieceAt(t);
    while (piece.until().isBefore(latest)) {
      Piece next = pieceAt(piece.until());
      String person = next.person();
      if (person != null && !piece.isOf(person)) {
        return new Shift(person, piece.until(), end(person, next, piece.until()));
      }
      piece = next;
    }
    return null;
  }

  /** From the top down, as far as somebody is there: what lies below does not matter then. */
  private Piece pieceAt(Instant t) {
    Piece piece = overrides.at(t);
    for (Layer layer : layers) {
      if (piece.person() != null) {
        break;
      }
      piece = layer.at(t).within(piece.from(), piece.until());
    }
    return piece;
  }

  private Instant begin(String person, Piece start, Instant t) {
    Instant earliest = t.minus(HORIZON);
    Piece piece = start;
    while (piece.from().isAfter(earliest)) {
      Piece before = pieceAt(piece.from().minusNanos(1));
      if (!before.isOf(person)) {
        break;
      }
      piece = before;
    }
    return piece.from();
  }

  private Instant end(String person, Piece start, Instant t) {
    Instant latest = t.plus(HORIZON);
    Piece piece = start;
    while (piece.until().isBefore(latest)) {
      Piece after = pieceAt(piece.until());
      if (!after.isOf(person)) {
        break;
      }
      piece = after;
    }
    return piece.until().equals(Instant.MAX) ? latest : piece.until();
  }

  private static void requireRange(Instant from, Instant to) {
    if (to.isBefore(from) || from.plus(MAX_RANGE).isBefore(to)) {
      throw new IllegalArgumentException(
          "to: "
              + to
              + " (expected: from "
              + from
              + " on, at most "
              + Durations.text(MAX_RANGE)
              + " later)");
    }
  }

  /**
   * Whether both say the same, so that a file that was read again can be told from a changed one.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Schedule that
        && name.equals(that.name)
        && timeZone.equals(that.timeZone)
        && layers.equals(that.layers)
        && overrides.equals(that.overrides);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, timeZone, layers, overrides);
  }

  @Override
  public String toString() {
    return "schedule/" + name;
  }
}
