/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

import java.time.Instant;

/**
 * A time during which one person is on call without a break.
 *
 * @param from the first moment
 * @param until the first moment after it, which belongs to the next person
 */
public record Shift(String person, Instant from, Instant until) {
  /**
   * Checks.
   *
   * @throws IllegalArgumentException if it would last no time
   */
  public Shift {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("until: " + until + " (expected: after " + from + ")");
    }
  }
}
