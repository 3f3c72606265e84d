/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec;

import io.watchfire.streams.alerting.Timing;

/**
 * A rule of kind {@code ThresholdRule}: each number of a series is compared with a limit.
 *
 * @param head what it says of itself
 * @param series what is compared
 * @param limits with what
 * @param timing how patient its alerts are
 */
public record ThresholdSpec(RuleHead head, SeriesSpec series, Limits limits, Timing timing) {
  /**
   * The numbers that are well: from {@code below} to {@code above}, both included.
   *
   * @param above a number alerts that is above; NaN if none is too high
   * @param below a number alerts that is below; NaN if none is too low
   */
  public record Limits(double above, double below) {
    /** On which side a number is out of the limits: -1 below, 1 above, 0 if it is within. */
    public int side(double value) {
      if (value > above) {
        return 1;
      }
      return value < below ? -1 : 0;
    }
  }
}
