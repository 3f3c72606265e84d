/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec;

import java.time.Duration;

/**
 * A rule of kind {@code AbsenceRule}: something that should be received, for each group.
 *
 * @param head what it says of itself
 * @param series what is awaited; how it becomes a number is of no interest
 * @param silence after so long without anything received it alerts, above zero
 * @param keepFiringFor how long it goes on once something came
 * @param forgetAfter after so long without anything received a group is awaited no more; zero:
 *     never
 * @param fixed whether it is known what is awaited before anything came
 */
public record AbsenceSpec(
    RuleHead head,
    SeriesSpec series,
    Duration silence,
    Duration keepFiringFor,
    Duration forgetAfter,
    boolean fixed) {
  /** Whose telemetry is awaited; empty for every tenant's. */
  public String tenant() {
    Indicator own = series.own();
    return own == null ? "" : own.tenant();
  }
}
