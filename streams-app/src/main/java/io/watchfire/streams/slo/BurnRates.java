/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.slo;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Burn rates of one objective over the windows of one group. {@code burn(w) = bad / total / (1 −
 * objective) × min(1, covered / w)}: time before the first observation counts as clean traffic at
 * the observed rate, so a total outage shows as fast as when warm, and one error of a young service
 * does not.
 *
 * <p>Whether a tier burns is decided without rounding: counts are integers and percentages are
 * decimal, so "more than 14.4" means just that.
 */
public final class BurnRates {
  private static final double CLEAR = 1e-9;

  private final Objective objective;
  private final BucketLayout layout;
  private final boolean countsGood;

  /**
   * @param countsGood whether the rule counts good events instead of bad ones
   */
  public BurnRates(Objective objective, BucketLayout layout, boolean countsGood) {
    this.objective = objective;
    this.layout = layout;
    this.countsGood = countsGood;
  }

  /** What one window holds at the group's clock. */
  public Reading read(Buckets buckets, int window, long coverageStart) {
    long total = buckets.total(window);
    long counted = buckets.counted(window);
    long bad = Math.clamp(countsGood ? total - counted : counted, 0, Math.max(0, total));
    long covered = buckets.clock() - coverageStart;
    long length = layout.window(window);
    return new Reading(length, bad, total, Math.clamp(covered, 0, length));
  }

  /** Whether more events were counted than happened; possible when two sources disagree. */
  public boolean exceedsTotal(Buckets buckets, int window) {
    return buckets.counted(window) > buckets.total(window);
  }

  /**
   * The burn rate: 1 spends the whole budget in exactly one period. At least 0; 0 without traffic.
   */
  public double rate(Reading reading) {
    return reading.total() == 0
        ? 0
        : (double) reading.bad()
            / reading.total()
            / objective.budget().doubleValue()
            * reading.coveredMillis()
            / reading.windowMillis();
  }

  /** The first tier of that severity which burns, or null. */
  public @Nullable Tier burning(Severity severity, Buckets buckets, long coverageStart) {
    for (Tier tier : objective.tiers()) {
      if (tier.severity() == severity && burns(tier, BigDecimal.ONE, buckets, coverageStart)) {
        return tier;
      }
    }
    return null;
  }

  /**
   * The first tier of that severity which keeps an alert that fires: one that burns, or else one
   * that {@linkplain Ending#clearBelow still} burns above its share of the factor, with that share
   * of the traffic; null if none does.
   */
  public @Nullable Tier keeping(Severity severity, Buckets buckets, long coverageStart) {
    Tier burning = burning(severity, buckets, coverageStart);
    if (burning != null) {
      return burning;
    }
    for (Tier tier : objective.tiers()) {
      if (tier.severity() == severity
          && burns(tier, tier.ending().clearBelow(), buckets, coverageStart)) {
        return tier;
      }
    }
    return null;
  }

  private boolean burns(Tier tier, BigDecimal share, Buckets buckets, long coverageStart) {
    Reading longReading = read(buckets, layout.indexOf(tier.longWindow()), coverageStart);
    return objective.minimumTraffic().met(tier.severity(), longReading, share)
        && exceeds(tier, share, longReading)
        && exceeds(tier, share, read(buckets, layout.indexOf(tier.shortWindow()), coverageStart));
  }

  /** {@code burn > share × factor}, multiplied out; exact where doubles are too close. */
  private boolean exceeds(Tier tier, BigDecimal share, Reading reading) {
    if (reading.bad() == 0) {
      return false;
    }
    double left =
        (double) reading.bad() * reading.coveredMillis() * 100 * tier.longWindow().toMillis();
    double right =
        share.doubleValue()
            * tier.budgetPercent().doubleValue()
            * objective.period().toMillis()
            * reading.total()
            * reading.windowMillis()
            * objective.budget().doubleValue();
    if (Math.abs(left - right) > CLEAR * right) {
      return left > right;
    }
    BigDecimal exactLeft =
        BigDecimal.valueOf(reading.bad())
            .multiply(BigDecimal.valueOf(reading.coveredMillis()))
            .multiply(BigDecimal.valueOf(100))
            .multiply(BigDecimal.valueOf(tier.longWindow().toMillis()));
    BigDecimal exactRight =
        share
            .multiply(tier.budgetPercent())
            .multiply(BigDecimal.valueOf(objective.period().toMillis()))
            .multiply(BigDecimal.valueOf(reading.total()))
            .multiply(BigDecimal.valueOf(reading.windowMillis()))
            .multiply(objective.budget());
    return exactLeft.compareTo(exactRight) > 0;
  }

  /**
   * What a window holds.
   *
   * @param windowMillis its length in milliseconds
   * @param bad bad events, 0 to total
   * @param total all events
   * @param coveredMillis how much of the window has been observed, in milliseconds, 0 to window
   */
  public record Reading(long windowMillis, long bad, long total, long coveredMillis) {}
}
