/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.histogram;

/**
 * One bucket: so many observations between two values. Where between them is not known; they are
 * taken to be spread evenly, or evenly on a logarithmic scale.
 *
 * @param low below it is none; equal to {@code high} if all have that value
 * @param high above it is none
 * @param geometric whether the scale is logarithmic; then both have the same sign and neither is 0
 */
record Bucket(double low, double high, long count, boolean geometric) {

  /** How many of them are at most that value. */
  double upTo(double value) {
    return value >= high ? count : below(value);
  }

  /** How many of them are less than that value. */
  double below(double value) {
    if (value > high || (value == high && low < high)) {
      return count;
    }
    return value <= low ? 0 : count * share(value);
  }

  /** Whether some of them lie between these two, neither of which is inside of it. */
  boolean covers(double from, double to) {
    return low < high && low <= from && to <= high;
  }

  private double share(double value) {
    if (!geometric) {
      double width = high - low;
      // Halves are as far apart as bounds can be without overflow.
      return Double.isInfinite(width)
          ? (value / 2 - low / 2) / (high / 2 - low / 2)
          : (value - low) / width;
    }
    return low > 0
        ? Math.log(value / low) / Math.log(high / low)
        : Math.log(low / value) / Math.log(low / high);
  }
}
