/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What is promised, over which period, and when to speak up.
 *
 * @param percent strictly between 0 and 100
 * @param period the rolling period of the error budget
 * @param tiers pairs of windows, at least one
 * @param minimumTraffic how much must have happened in the long window
 */
public record Objective(
    BigDecimal percent, Duration period, List<Tier> tiers, MinimumTraffic minimumTraffic) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** Checks the range of the objective. */
  public Objective {
    if (percent.signum() <= 0 || percent.compareTo(HUNDRED) >= 0) {
      throw new IllegalArgumentException(
          "objective: " + percent.toPlainString() + " (expected: > 0 and < 100)");
    }
    tiers = List.copyOf(tiers);
  }

  /** The tiers of the SRE Workbook for a period of 30 days: two to page, two to file a ticket. */
  public static List<Tier> defaultTiers() {
    return List.of(
        tier(Severity.PAGE, 2, Duration.ofMinutes(5), Duration.ofHours(1)),
        tier(Severity.PAGE, 5, Duration.ofMinutes(30), Duration.ofHours(6)),
        tier(Severity.TICKET, 10, Duration.ofHours(2), Duration.ofDays(1)),
        tier(Severity.TICKET, 10, Duration.ofHours(6), Duration.ofDays(3)));
  }

  /** The share of events that may be bad, above 0 and below 1, exactly. */
  public BigDecimal budget() {
    return HUNDRED.subtract(percent).movePointLeft(2);
  }

  /** Every window that must be kept: those of the tiers, and the period. */
  public BucketLayout layout() {
    TreeSet<Duration> windows = new TreeSet<>();
    for (Tier tier : tiers) {
      windows.add(tier.shortWindow());
      windows.add(tier.longWindow());
    }
    windows.add(period);
    return BucketLayout.of(windows);
  }

  /**
   * How long an alert goes on once nothing keeps it: the {@link Ending#hold} of the tier that kept
   * it last, known by its long window; the longest of its severity where no tier has that window
   * any more.
   */
  Duration hold(Severity severity, long longWindowMillis) {
    return longestHold(severity, longWindowMillis)
        .or(() -> longestHold(severity, 0))
        .orElse(Duration.ZERO);
  }

  private Optional<Duration> longestHold(Severity severity, long longWindowMillis) {
    return tiers.stream()
        .filter(tier -> tier.severity() == severity)
        .filter(tier -> longWindowMillis == 0 || tier.longWindow().toMillis() == longWindowMillis)
        .map(tier -> tier.ending().hold())
        .max(Comparator.naturalOrder());
  }

  /** Whether a tier could fire at all: even with nothing but errors the burn rate has a limit. */
  public boolean canFire(Tier tier) {
    return tier.factor(period) * budget().doubleValue() < 1;
  }

  private static Tier tier(Severity severity, int percent, Duration shortW, Duration longW) {
    return new Tier(severity, BigDecimal.valueOf(percent), shortW, longW);
  }
}
