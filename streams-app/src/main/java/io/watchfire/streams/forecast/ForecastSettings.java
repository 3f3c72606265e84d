/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

import java.time.Duration;

/**
 * What a user sets of the forecast of one gauge.
 *
 * @param limit what must not be crossed, in the gauge's unit
 * @param side on which side of the limit it is bad
 * @param horizon how far ahead an alert looks; above 0
 * @param longWindow what the trend is taken from; at least one season of the gauge
 * @param shortWindow what must agree with it; between a 32nd and half of the long window
 * @param minCoverage share of the long window that must hold values, above 0 up to 1
 * @param stepShare a jump of more than this share of the level or of the window's spread restarts
 *     the fit, above 0
 * @param nearness alerts only if less than this share of the way from zero to the limit is left
 *     (ABOVE) or if the value is less than that share above the limit (BELOW); above 0, 1 is off
 * @param pendingFor how long the condition must hold before it is an alert; 0 or more
 * @param clearFor how long it must be gone before the alert ends; 0 or more
 */
public record ForecastSettings(
    double limit,
    Side side,
    Duration horizon,
    Duration longWindow,
    Duration shortWindow,
    double minCoverage,
    double stepShare,
    double nearness,
    Duration pendingFor,
    Duration clearFor) {
  private static final int SHORTEST_SHARE = 32;

  /** Checks the ranges. */
  public ForecastSettings {
    check(Double.isFinite(limit), "limit", limit, "a number");
    check(isPositive(horizon), "horizon", horizon, "> 0");
    check(
        longWindow.compareTo(Duration.ofMinutes(5)) >= 0, "long window", longWindow, "5m or more");
    check(
        shortWindow.multipliedBy(SHORTEST_SHARE).compareTo(longWindow) >= 0
            && shortWindow.multipliedBy(2).compareTo(longWindow) <= 0,
        "short window",
        shortWindow,
        "between a 32nd and half of the long window, " + longWindow);
    check(minCoverage > 0 && minCoverage <= 1, "minimum coverage", minCoverage, "> 0 and <= 1");
    check(stepShare > 0, "step share", stepShare, "> 0");
    check(nearness > 0, "nearness", nearness, "> 0");
    check(!pendingFor.isNegative(), "pending for", pendingFor, "0 or more");
    check(!clearFor.isNegative(), "clear for", clearFor, "0 or more");
  }

  /** Looks a day ahead with the trend of a day, for what fills over hours to days. */
  public static ForecastSettings dayAhead(double limit, Side side) {
    return new ForecastSettings(
        limit,
        side,
        Duration.ofHours(24),
        Duration.ofHours(24),
        Duration.ofHours(4),
        0.8,
        0.2,
        1,
        Duration.ofMinutes(30),
        Duration.ofHours(2));
  }

  /**
   * Looks four hours ahead with the trend of two hours, for what fills faster. In so short a time a
   * batch that ends looks like a fill that does not, so it speaks only when it is near.
   */
  public static ForecastSettings hoursAhead(double limit, Side side) {
    return new ForecastSettings(
        limit,
        side,
        Duration.ofHours(4),
        Duration.ofHours(2),
        Duration.ofMinutes(30),
        0.8,
        0.2,
        0.2,
        Duration.ofMinutes(5),
        Duration.ofMinutes(15));
  }

  /**
   * All of it. Stores keep this text with what was learnt, which counts only under the same: it
   * stays as it is, whatever is renamed here.
   */
  public String text() {
    return "ForecastSettings[limit="
        + limit
        + ", side="
        + (side == Side.ABOVE ? "ABOVE" : "BELOW")
        + ", horizon="
        + horizon
        + ", longWindow="
        + longWindow
        + ", shortWindow="
        + shortWindow
        + ", minCoverage="
        + minCoverage
        + ", stepShare="
        + stepShare
        + ", nearness="
        + nearness
        + ", pendingFor="
        + pendingFor
        + ", clearFor="
        + clearFor
        + ']';
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  private static void check(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }
}
