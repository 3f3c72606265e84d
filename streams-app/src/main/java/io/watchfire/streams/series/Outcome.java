/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.series;

/** What became of a point; the label {@code outcome} of {@code watchfire_points_applied_total}. */
public enum Outcome {
  /** Grew by the difference to the point before, or by a delta. */
  INCREMENT("increment"),
  /** A gauge was read. */
  READING("reading"),
  /** First of its series, and young: its whole value counts. */
  FIRST("first"),
  /** First of its series, of unknown age: remembered, counts nothing. */
  BASELINE("baseline"),
  /** The counter started anew: its whole value counts. */
  RESET("reset"),
  /** Bounds or scale changed: counts of all go on, those of buckets begin anew. */
  BOUNDS_CHANGED("epoch"),
  /** Seen before. */
  DUPLICATE("duplicate"),
  /** Same time or interval, other value: two writers of one series. */
  CONFLICT("conflict"),
  /** Older than the point before; the total is kept by the next one. */
  OUT_OF_ORDER("out_of_order"),
  /** A delta too old to tell whether it was seen. */
  LATE("late"),
  /** Says that no value was recorded. */
  STALE("stale"),
  /** A series above the tenant's quota. */
  REFUSED("refused");

  private final String text;

  Outcome(String text) {
    this.text = text;
  }

  /** The value of the label. */
  public String text() {
    return text;
  }

  /** Whether the point is evidence that its source is alive and reporting. */
  public boolean observed() {
    return switch (this) {
      case INCREMENT, READING, FIRST, BASELINE, RESET, BOUNDS_CHANGED -> true;
      case DUPLICATE, CONFLICT, OUT_OF_ORDER, LATE, STALE, REFUSED -> false;
    };
  }
}
