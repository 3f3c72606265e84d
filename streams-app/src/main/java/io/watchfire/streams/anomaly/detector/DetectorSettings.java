/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.detector;

import java.time.ZoneId;

/**
 * What a user sets of any detector.
 *
 * @param falseAlerts how many false alerts a value may cost on average, above 0 and below 1; an
 *     alert is due where a value is rarer than that. Values in a row that are due are one alert
 * @param zone the series' own time zone, in which days and weeks recur
 */
public record DetectorSettings(double falseAlerts, ZoneId zone) {
  /** Of 2,000 values one may alert falsely; what was measured is below that. */
  public static final double USUAL_FALSE_ALERTS = 0.0005;

  /** Checks the range. */
  public DetectorSettings {
    if (!(falseAlerts > 0 && falseAlerts < 1)) {
      throw new IllegalArgumentException(
          "false alerts per value: " + falseAlerts + " (expected: > 0 and < 1)");
    }
  }
}
