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
 */
public record Increment(
    Outcome outcome, long[] increments, long sinceNanos, @Nullable Histogram histogram) {

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
