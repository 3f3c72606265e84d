/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec;

import io.watchfire.streams.forecast.ForecastSettings;
import java.time.Duration;

/** A rule of kind {@code ForecastRule}. */
public sealed interface ForecastSpec {
  /** What it says of itself. */
  RuleHead head();

  /**
   * A series that will cross a limit.
   *
   * @param head what it says of itself
   * @param series what is foreseen
   * @param settings limit, horizon and caution
   */
  record OfSeries(RuleHead head, SeriesSpec series, ForecastSettings settings)
      implements ForecastSpec {}

  /**
   * An error budget that will be exhausted.
   *
   * @param head what it says of itself
   * @param slo name of the objective
   * @param horizon how far ahead to look; more than the objective's period counts as the period
   * @param probability alerts where exhaustion within the horizon is at least so likely, 0 to 1
   */
  record OfBudget(RuleHead head, String slo, Duration horizon, double probability)
      implements ForecastSpec {}
}
