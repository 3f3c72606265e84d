/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec.yaml;

import io.watchfire.runtime.config.Section;
import io.watchfire.streams.forecast.ForecastSettings;
import io.watchfire.streams.forecast.Side;
import io.watchfire.streams.spec.ForecastSpec;
import io.watchfire.streams.spec.RuleHead;
import io.watchfire.streams.spec.SeriesSpec;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * Reads a rule of kind {@code ForecastRule}: of a series that has a {@code limit}, or of the {@code
 * budget} of an objective.
 */
final class ForecastReader {
  private static final Duration FAST = Duration.ofHours(12);

  private final Section metadata;
  private final Section spec;

  ForecastReader(Section document) {
    this.metadata = document.section("metadata");
    this.spec = document.section("spec");
  }

  ForecastSpec read() {
    RuleHead head = HeadReader.read(metadata, spec);
    if (spec.has("budget")) {
      if (spec.has("gather")) {
        spec.problem("gather", "spec.gather (expected: left out; budgets alert one by one)");
      }
      return new ForecastSpec.OfBudget(
          head,
          spec.requiredString("budget"),
          spec.duration("horizon", Duration.ofDays(7)),
          probability());
    }
    SeriesSpec series = new SeriesReader(head.name(), metadata.string("tenant", ""), spec).read();
    return new ForecastSpec.OfSeries(head, series, settings());
  }

  /** How near a limit from above is has no measure: nothing says what is a long way. */
  private double nearness(Side side, ForecastSettings standard) {
    double usual = side == Side.BELOW ? 1 : standard.nearness();
    BigDecimal share = spec.decimal("nearness", BigDecimal.valueOf(usual));
    return share == null ? usual : share.doubleValue();
  }

  private double probability() {
    BigDecimal percent = spec.decimal("probability", BigDecimal.valueOf(90));
    if (percent == null
        || percent.signum() <= 0
        || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
      spec.problem(
          "probability", "probability: " + percent + " (expected: > 0 and <= 100 percent)");
      return 0.9;
    }
    return percent.doubleValue() / 100;
  }

  /** Up to half a day ahead the quick settings, beyond it the careful ones, are the defaults. */
  private ForecastSettings settings() {
    BigDecimal limit = spec.decimal("limit", null);
    if (limit == null) {
      spec.problem("limit", "limit is missing (expected: a number that must not be crossed)");
    }
    double number = limit == null ? 0 : limit.doubleValue();
    Side side = spec.choice("side", Side.ABOVE, Side::text);
    Duration horizon = spec.duration("horizon", Duration.ofHours(24));
    ForecastSettings standard =
        horizon.compareTo(FAST) < 0
            ? ForecastSettings.hoursAhead(number, side)
            : ForecastSettings.dayAhead(number, side);
    try {
      return new ForecastSettings(
          number,
          side,
          horizon,
          spec.duration("longWindow", standard.longWindow()),
          spec.duration("shortWindow", standard.shortWindow()),
          standard.minCoverage(),
          standard.stepShare(),
          nearness(side, standard),
          spec.duration("for", standard.pendingFor()),
          spec.duration("keepFiringFor", standard.clearFor()));
    } catch (IllegalArgumentException e) {
      spec.problem("longWindow", String.valueOf(e.getMessage()));
      return standard;
    }
  }
}
