/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.forecast;

import io.watchfire.streams.forecast.ForecastSettings;
import java.time.Duration;

/**
 * A series with its limit.
 *
 * @param family what kind of series it is
 * @param settings limit, side and horizon
 * @param stepMillis between two values
 * @param values one per step; NaN is a gap
 * @param judged how many of them alerts are judged on; the rest only says what came
 */
record Gauge(
    String family, ForecastSettings settings, long stepMillis, double[] values, int judged) {
  /** An alert is right if the series crosses within this many horizons. */
  private static final double RIGHT_WITHIN = 1.5;

  /** The first value beyond the limit, or the number of values. */
  int crossing() {
    for (int i = 0; i < values.length; i++) {
      if (beyond(values[i])) {
        return i;
      }
    }
    return values.length;
  }

  boolean beyond(double value) {
    return switch (settings.side()) {
      case ABOVE -> value >= settings.limit();
      case BELOW -> value <= settings.limit();
    };
  }

  /** Up to where alerts are judged: the crossing, or what can be labelled. */
  int end() {
    return Math.min(judged, crossing());
  }

  /** Whether an alert that begins at that value is right. */
  boolean right(int at) {
    return crossing() < values.length
        && (crossing() - at) * stepMillis <= RIGHT_WITHIN * settings.horizon().toMillis();
  }

  double weeks() {
    return (double) end() * stepMillis / Duration.ofDays(7).toMillis();
  }

  double hours(int steps) {
    return (double) steps * stepMillis / Duration.ofHours(1).toMillis();
  }

  /** The share of the way to the limit that is left, 0 to 1, as a disk's free space. */
  double left(double value) {
    return Math.abs(settings.limit() - value) / 100;
  }
}
