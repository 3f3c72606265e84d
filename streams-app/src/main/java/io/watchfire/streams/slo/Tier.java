/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.slo;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * One pair of windows: when both burn faster than the factor, the budget is in danger. The factor
 * follows from how much of the period's budget may be spent within the long window (SRE Workbook,
 * chapter 5; kept as a percentage, as Sloth does, so that it holds for any period).
 *
 * @param severity the alert that this tier belongs to
 * @param budgetPercent percent of the period's error budget, above 0
 * @param shortWindow the window that ends the alert soon after the trouble ends
 * @param longWindow the window that makes it significant
 * @param ending when the alert ends
 */
public record Tier(
    Severity severity,
    BigDecimal budgetPercent,
    Duration shortWindow,
    Duration longWindow,
    Ending ending) {

  /** A tier whose alert ends as it does by default. */
  public Tier(
      Severity severity, BigDecimal budgetPercent, Duration shortWindow, Duration longWindow) {
    this(severity, budgetPercent, shortWindow, longWindow, Ending.of(shortWindow));
  }

  /** Burn rate above which this tier fires, for a period: percent of budget over share of time. */
  public double factor(Duration period) {
    return budgetPercent.doubleValue() / 100 * period.toMillis() / longWindow.toMillis();
  }
}
