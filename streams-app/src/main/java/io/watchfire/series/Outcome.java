/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.series;

import java.util.Locale;

/** What became of a point; the label {@code outcome} of {@code watchfire_points_applied_total}. */
public enum Outcome {
  /** Grew by the difference to the point before, or by a delta. */
  INCREMENT,
  /** A gauge was read. */
  READING,
  /** First of its series, and young: its whole value counts. */
  FIRST,
  /** First of its series, of unknown age: remembered, counts nothing. */
  BASELINE,
  /** The counter started anew: its whole value counts. */
  RESET,
  /** Bounds or scale changed: remembered anew, counts nothing. */
  EPOCH,
  /** Seen before. */
  DUPLICATE,
  /** Same time or interval, other value: two writers of one series. */
  CONFLICT,
  /** Older than the point before; the total is kept by the next one. */
  OUT_OF_ORDER,
  /** Of a stream that has since been restarted. */
  OLDER_START,
  /** A delta too old to tell whether it was seen. */
  LATE,
  /** Says that no value was recorded. */
  STALE,
  /** A series above the tenant's quota. */
  REFUSED;

  /** The value of the label. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the point is evidence that its source is alive and reporting. */
  public boolean observed() {
    return switch (this) {
      case INCREMENT, READING, FIRST, BASELINE, RESET, EPOCH -> true;
      case DUPLICATE, CONFLICT, OUT_OF_ORDER, OLDER_START, LATE, STALE, REFUSED -> false;
    };
  }
}
