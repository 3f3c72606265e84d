/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.series;

/**
 * What a point added.
 *
 * @param outcome why
 * @param increments one per component of the point, not negative; all zero where nothing was added
 */
public record Growth(Outcome outcome, long[] increments) {
  static Growth none(Outcome outcome, Point point) {
    return new Growth(outcome, new long[point.components().length]);
  }

  static Growth whole(Outcome outcome, Point point) {
    return new Growth(outcome, point.values().clone());
  }
}
