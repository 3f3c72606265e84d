/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of an incident, in which order, and how often.
 *
 * @param name unique among policies
 * @param steps at least one
 * @param repeat how many more times the steps are gone through after the last one, from 0 to 20
 * @param acknowledgeExpires after which time an acknowledged incident that still lasts is paged
 *     again, from 1 s to 30 d; null: never
 * @param silenceOnAcknowledge whether acknowledging silences the alerts in Alertmanager
 */
public record Policy(
    String name,
    List<Step> steps,
    int repeat,
    @Nullable Duration acknowledgeExpires,
    boolean silenceOnAcknowledge) {
  public static final int MAX_REPEAT = 20;

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException says which value is wrong and what was expected
   */
  public Policy {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("steps: none (expected: at least one)");
    }
    if (repeat < 0 || repeat > MAX_REPEAT) {
      throw new IllegalArgumentException(
          "repeat: " + repeat + " (expected: 0 to " + MAX_REPEAT + ")");
    }
    if (acknowledgeExpires != null) {
      Range.ACKNOWLEDGE_EXPIRES.require("acknowledgeExpires", acknowledgeExpires);
    }
  }
}
