/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

import io.watchfire.runtime.promql.Matcher;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An alert that must keep arriving; where it stays away, whoever sends alerts is broken.
 *
 * @param matchers at least one; all must match
 * @param within the longest time between two arrivals, from 10 s to 1 d
 * @param policy the name of the policy by which its absence is paged
 */
public record Watchdog(List<Matcher> matchers, Duration within, String policy) {
  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException says which value is wrong and what was expected
   */
  public Watchdog {
    matchers = List.copyOf(matchers);
    if (matchers.isEmpty()) {
      throw new IllegalArgumentException("match: nothing (expected: at least one matcher)");
    }
    Range.WITHIN.require("within", within);
  }

  /** Whether an alert with these labels is the one that must keep arriving. */
  public boolean matches(Map<String, String> labels) {
    return matchers.stream().allMatch(matcher -> matcher.matches(labels));
  }
}
