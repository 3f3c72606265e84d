/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.series;

import io.watchfire.streams.histogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What a point added.
 *
 * @param outcome why
 * @param increments one per component of the point, not negative; all zero where nothing was added;
 *     of a gauge the bits of its reading
 * @param sinceNanos of a gauge: time since the reading before, or what is assumed for the first
 * @param histogram what was added to the buckets; null where nothing was, or nobody asked
 * @param unknown which of the increments are not known though the point was taken; null where all
 *     are
 */
public record Increment(
    Outcome outcome,
    long[] increments,
    long sinceNanos,
    @Nullable Histogram histogram,
    boolean @Nullable [] unknown) {
  /** All that are told are known. */
  private Increment(
      Outcome outcome, long[] increments, long sinceNanos, @Nullable Histogram histogram) {
    this(outcome, increments, sinceNanos, histogram, null);
  }

  /** Whether it is known what was added to that component. */
  public boolean knows(int component) {
    return unknown == null || !unknown[component];
  }

  static boolean @Nullable [] unknown(boolean[] which) {
    for (boolean one : which) {
      if (one) {
        return which;
      }
    }
    return null;
  }

  static Increment reading(Point point, long sinceNanos) {
    return new Increment(Outcome.READING, point.values(), sinceNanos, null);
  }

  static Increment none(Outcome outcome, Point point) {
    return new Increment(outcome, new long[point.components().length], 0, null);
  }

  static Increment whole(Outcome outcome, Point point) {
    return new Increment(outcome, point.values().clone(), 0, point.histogram());
  }
}
