/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

import io.watchfire.streams.forecast.Forecast.State;
import java.time.Duration;
import java.util.Locale;

/** Says a forecast in words. */
final class ForecastText {
  private ForecastText() {}

  static Forecast crossed(Forecast last, ForecastSettings settings, long timeMillis, double value) {
    String why =
        String.format(Locale.ROOT, "at %.4g it is beyond the limit %.4g", value, settings.limit());
    return new Forecast(
        State.CROSSED,
        last.holds(),
        timeMillis,
        timeMillis,
        timeMillis,
        last.low(),
        last.middle(),
        last.high(),
        last.slopePerHour(),
        why);
  }

  static String learning(ForecastSettings settings, double coverage, int recent) {
    return String.format(
        Locale.ROOT,
        "values since the series began or last jumped cover %.0f %% of %s (needed: %.0f %%), with"
            + " %d cells of the last %s filled",
        100 * coverage,
        span(settings.longWindow()),
        100 * settings.minCoverage(),
        recent,
        span(settings.shortWindow()));
  }

  static String judged(
      Forecast forecast, ForecastSettings settings, long timeMillis, boolean claims, Trend slow) {
    String trend =
        String.format(
            Locale.ROOT,
            "%+.3g per hour over %s",
            forecast.slopePerHour(),
            span(settings.longWindow()));
    if (forecast.state() == State.WILL_CROSS) {
      return trend
          + " leads across "
          + String.format(Locale.ROOT, "%.4g", settings.limit())
          + in(forecast.expected(), timeMillis)
          + ", even by the cautious bound within "
          + span(settings.horizon());
    }
    if (slow.lower() <= 0) {
      return trend + " may be chance: no trend towards the limit is certain";
    }
    if (!claims) {
      return trend + " does not go on in the last " + span(settings.shortWindow());
    }
    return trend
        + " does not surely lead across "
        + String.format(Locale.ROOT, "%.4g", settings.limit())
        + " within "
        + span(settings.horizon());
  }

  static String reset(Forecast forecast, ForecastSettings settings, double resetBelow) {
    return String.format(
        Locale.ROOT,
        "%+.3g per hour over %s, but such climbs were reset: nothing is said until it is beyond"
            + " %.4g",
        forecast.slopePerHour(),
        span(settings.longWindow()),
        resetBelow);
  }

  private static String in(long whenMillis, long nowMillis) {
    return whenMillis == Forecast.NEVER
        ? ""
        : " in about " + span(Duration.ofMillis(whenMillis - nowMillis));
  }

  static BudgetOutlook learning() {
    double no = Double.NaN;
    return new BudgetOutlook(
        BudgetOutlook.State.LEARNING,
        no,
        no,
        Forecast.NEVER,
        Forecast.NEVER,
        Forecast.NEVER,
        no,
        no,
        no,
        "there were no events in the window");
  }

  static String budget(
      BudgetOutlook.State state,
      double remaining,
      double probability,
      double left,
      Duration horizon) {
    String will =
        switch (state) {
          case LEARNING -> "";
          case WILL_NOT_RUN_OUT -> "it will not run out within ";
          case MAY_RUN_OUT -> "it may run out within ";
          case WILL_RUN_OUT -> "it will run out within ";
          case EXHAUSTED -> "it is exhausted; in ";
        };
    return String.format(
        Locale.ROOT,
        "%.1f %% of the budget is left; %s%s (chance %.0f %%), then about %.1f %% is left",
        100 * remaining,
        will,
        span(horizon),
        100 * probability,
        100 * left);
  }

  /** A duration in the largest units that say it well: 3d 4h, 2h 30m, 12m. */
  static String span(Duration duration) {
    long minutes = Math.round(duration.toSeconds() / 60.0);
    if (minutes < 60) {
      return minutes + "m";
    }
    if (minutes < 48 * 60) {
      return minutes / 60 + "h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + "m");
    }
    long hours = Math.round(minutes / 60.0);
    return hours / 24 + "d" + (hours % 24 == 0 ? "" : " " + hours % 24 + "h");
  }
}
