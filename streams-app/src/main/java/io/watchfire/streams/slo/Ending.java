/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.slo;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * How an alert ends that a tier made fire: not where it began, or noise would begin and end it time
 * and again. A burn rate keeps it while it is above {@code clearBelow × factor} in both windows;
 * once none is, it goes on for {@code hold}.
 *
 * @param clearBelow the share of the factor that still keeps the alert, above 0 and at most 1
 * @param hold how long nothing may keep it before it ends, at least 0
 */
public record Ending(BigDecimal clearBelow, Duration hold) {
  /** Ends where it begins, at once: Sloth's alerts, and those of the SRE Workbook. */
  public static final Ending SLOTH = new Ending(BigDecimal.ONE, Duration.ZERO);

  /** The default of {@code clearBelow}. */
  public static final BigDecimal CLEAR_BELOW = new BigDecimal("0.8");

  private static final Duration QUARTER = Duration.ofMinutes(15);

  /** Checks the ranges. */
  public Ending {
    if (clearBelow.signum() <= 0 || clearBelow.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(
          "clearBelow: " + clearBelow.toPlainString() + " (expected: > 0 and <= 1)");
    }
    if (hold.isNegative()) {
      throw new IllegalArgumentException("hold: " + hold + " (expected: 0 or longer)");
    }
  }

  /**
   * The default of {@code hold}: three times the short window up to a quarter of an hour, and never
   * less than the short window. A short window that holds few errors is empty for longer than it
   * lasts; a long one holds enough of them.
   */
  public static Duration holdOf(Duration shortWindow) {
    Duration calm = shortWindow.multipliedBy(3);
    Duration most = shortWindow.compareTo(QUARTER) > 0 ? shortWindow : QUARTER;
    return calm.compareTo(most) < 0 ? calm : most;
  }

  /** The default for a short window. */
  public static Ending of(Duration shortWindow) {
    return new Ending(CLEAR_BELOW, holdOf(shortWindow));
  }
}
