/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.grouping;

import java.time.Duration;

/**
 * When alerts of many groups are one.
 *
 * @param share of the rule's groups that must fire, above 0 and up to 1
 * @param atLeast so many groups must fire, at least 2; a rule with fewer groups is never gathered
 * @param groupWait how long the alert of a group waits for others
 */
public record GroupingSettings(double share, int atLeast, Duration groupWait) {
  /** What holds if nothing is said. */
  public static final GroupingSettings DEFAULT =
      new GroupingSettings(0.2, 10, Duration.ofSeconds(5));

  /** Every alert by itself. */
  public static final GroupingSettings OFF =
      new GroupingSettings(1, Integer.MAX_VALUE, Duration.ZERO);

  /** The least more that counts, against numbers such as 0.1 that a double does not hold. */
  private static final double GRAIN = 1e-9;

  /** How many of so many groups must fire. */
  long threshold(long groups) {
    return Math.max(atLeast, (long) Math.ceil(share * groups - GRAIN));
  }
}
