/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.alerting;

import java.time.Duration;

/**
 * How patient an alert is; all by event time.
 *
 * @param pendingFor how long the condition must hold before it fires; zero fires at once
 * @param keepFiringFor how long it goes on firing after the condition ended
 * @param noData what a firing alert does without data
 */
public record Timing(Duration pendingFor, Duration keepFiringFor, NoDataPolicy noData) {
  /** Fires at once, resolves at once, and holds without data. */
  public static final Timing DEFAULT = new Timing(Duration.ZERO, Duration.ZERO, NoDataPolicy.HOLD);

  /** The same, but it goes on firing for at least that long after the condition ended. */
  public Timing keepingFor(Duration atLeast) {
    return keepFiringFor.compareTo(atLeast) >= 0 ? this : new Timing(pendingFor, atLeast, noData);
  }
}
