/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

import io.watchfire.runtime.config.Durations;
import java.time.Duration;

/** The durations that a key may have; both bounds belong to it. */
public record Range(Duration min, Duration max) {
  public static final Range SECOND_TO_DAY = new Range(Duration.ofSeconds(1), Duration.ofDays(1));
  public static final Range ACKNOWLEDGE_EXPIRES =
      new Range(Duration.ofSeconds(1), Duration.ofDays(30));
  public static final Range WITHIN = new Range(Duration.ofSeconds(10), Duration.ofDays(1));
  public static final Range EVERY = new Range(Duration.ofHours(1), Duration.ofDays(365));

  public boolean has(Duration value) {
    return value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
  }

  /** For constructors: throws IllegalArgumentException where it is outside. */
  void require(String key, Duration value) {
    if (!has(value)) {
      throw new IllegalArgumentException(wrong(key, value.toString()));
    }
  }

  public String wrong(String key, String value) {
    return key + ": " + value + " (expected: " + this + ")";
  }

  @Override
  public String toString() {
    return Durations.text(min) + " to " + Durations.text(max);
  }
}
