/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly;

import java.time.Duration;

/**
 * Which anomalies are worth an alert.
 *
 * @param direction on which side of the expected value
 * @param minDeviation how far from the expected value at least, in the unit of the series; 0 for
 *     any
 * @param minRelativeDeviation how far from the expected value at least, as a share of it; 0 for any
 * @param rest after an alert started, no other starts for so long, unless far more extreme
 * @param maxPerDay how many alerts may start within 24 hours, at least 1
 * @param clearAfter how long the series must be calm before an alert ends
 */
public record AlertPolicySettings(
    Direction direction,
    double minDeviation,
    double minRelativeDeviation,
    Duration rest,
    int maxPerDay,
    Duration clearAfter) {

  /** Either side, any deviation, 15 minutes' rest, at most 3 alerts a day, calm after 5 minutes. */
  public static final AlertPolicySettings DEFAULT =
      new AlertPolicySettings(
          Direction.BOTH, 0, 0, Duration.ofMinutes(15), 3, Duration.ofMinutes(5));

  /** Checks the ranges. */
  public AlertPolicySettings {
    if (!(minDeviation >= 0)) {
      throw new IllegalArgumentException(
          "minimum deviation: " + minDeviation + " (expected: 0 or more)");
    }
    if (!(minRelativeDeviation >= 0)) {
      throw new IllegalArgumentException(
          "minimum relative deviation: " + minRelativeDeviation + " (expected: 0 or more)");
    }
    if (rest.isNegative() || clearAfter.isNegative()) {
      throw new IllegalArgumentException(
          "rest: " + rest + ", clear after: " + clearAfter + " (expected: 0 or longer)");
    }
    if (maxPerDay < 1) {
      throw new IllegalArgumentException("alerts per day: " + maxPerDay + " (expected: 1 or more)");
    }
  }
}
