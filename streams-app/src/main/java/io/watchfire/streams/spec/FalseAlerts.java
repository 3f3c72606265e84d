/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec;

import io.watchfire.runtime.config.Durations;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many false alerts a series may cost, by time or by values.
 *
 * @param count of alerts, above 0
 * @param values within so many values; 0 if it is by time
 * @param millis within so much time; 0 if it is by values
 */
public record FalseAlerts(double count, long values, long millis) {
  /** What is asked for if nothing is said: as most detectors are measured with. */
  public static final String DEFAULT = "1 per 2000 values";

  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?) +per +(?:(\\d{1,12}) +values|(\\S+))");
  private static final double MOST = 0.5;
  private static final double LEAST = 1e-12;

  /**
   * Reads {@code 1 per 2d} or {@code 1 per 5000 values}.
   *
   * @throws IllegalArgumentException if it is anything else; the message says what was expected
   */
  public static FalseAlerts parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    try {
      if (matcher.matches()) {
        double count = Double.parseDouble(matcher.group(1));
        boolean byValues = matcher.group(2) != null;
        long values = byValues ? Long.parseLong(matcher.group(2)) : 0;
        long millis = byValues ? 0 : Durations.parse(matcher.group(3)).toMillis();
        if (count > 0 && (values > count || millis > 0)) {
          return new FalseAlerts(count, values, millis);
        }
      }
    } catch (IllegalArgumentException e) {
      // Told below, with all that may be written.
    }
    throw new IllegalArgumentException(
        text + " (expected: such as \"1 per 2d\" or \"1 per 5000 values\")");
  }

  /**
   * The same per value, for {@link io.watchfire.streams.anomaly.detector.DetectorSettings}.
   *
   * @param step milliseconds from value to value
   */
  public double perValue(long step) {
    double share = values > 0 ? count / values : count * step / millis;
    return Math.max(LEAST, Math.min(MOST, share));
  }
}
