/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.series;

/**
 * What a point added.
 *
 * @param outcome why
 * @param increments one per component of the point, not negative; all zero where nothing was added;
 *     of a gauge the bits of its reading
 * @param since of a gauge: nanoseconds since the reading before, or what is assumed for the first
 */
public record Growth(Outcome outcome, long[] increments, long since) {
  Growth(Outcome outcome, long[] increments) {
    this(outcome, increments, 0);
  }

  static Growth reading(Point point, long since) {
    return new Growth(Outcome.READING, point.values(), since);
  }

  static Growth none(Outcome outcome, Point point) {
    return new Growth(outcome, new long[point.components().length]);
  }

  static Growth whole(Outcome outcome, Point point) {
    return new Growth(outcome, point.values().clone());
  }
}
