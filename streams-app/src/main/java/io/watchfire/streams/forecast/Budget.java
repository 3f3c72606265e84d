/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

/**
 * The budget's own arithmetic: what of the past is still in the window at each step ahead. Time
 * before the first event counts as clean traffic at the rate observed since, as burn rates have it.
 */
final class Budget {
  private final double allowed;
  private final double[] bad;
  private final double[] total;
  private final double perMilli;

  /**
   * @param allowed share of the events that may be bad
   * @param steps how many steps ahead
   * @param stepMillis length of one
   */
  Budget(
      Events events,
      double allowed,
      long windowMillis,
      long nowMillis,
      int steps,
      long stepMillis) {
    this.allowed = allowed;
    bad = new double[steps + 1];
    total = new double[steps + 1];
    long beginsMillis = Math.max(nowMillis - windowMillis, events.begin());
    perMilli = events.total(beginsMillis, nowMillis) / Math.max(1, nowMillis - beginsMillis);
    for (int k = 0; k <= steps; k++) {
      long from = nowMillis - windowMillis + k * stepMillis;
      bad[k] = events.bad(from, nowMillis);
      total[k] = events.total(from, nowMillis) + perMilli * Math.max(0, beginsMillis - from);
    }
  }

  /** Events per millisecond, on average since the first. */
  double perMilli() {
    return perMilli;
  }

  /** What is left after {@code step} steps that brought these events, as a share of the budget. */
  double remaining(int step, double moreBad, double moreTotal) {
    return 1 - (bad[step] + moreBad) / (allowed * (total[step] + moreTotal));
  }
}
