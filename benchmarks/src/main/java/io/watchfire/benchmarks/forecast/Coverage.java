/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.forecast;

import io.watchfire.streams.forecast.Forecast;

/** How often the value at the horizon lay within the interval that was forecast. */
final class Coverage {
  private int below;
  private int within;
  private int above;
  private int earlier;
  private int crossings;
  private int later;

  void run(Gauge gauge, Forecast forecast, int at) {
    int ahead = (int) (gauge.settings().horizon().toMillis() / gauge.stepMillis());
    if (Double.isNaN(forecast.low()) || at + ahead >= gauge.values().length) {
      return;
    }
    double came = mean(gauge.values(), at + ahead);
    if (!Double.isNaN(came)) {
      below += came < forecast.low() ? 1 : 0;
      above += came > forecast.high() ? 1 : 0;
      within += came >= forecast.low() && came <= forecast.high() ? 1 : 0;
    }
    if (forecast.holds() && gauge.crossing() < gauge.values().length) {
      long crossing = gauge.crossing() * gauge.stepMillis();
      crossings++;
      earlier += crossing < forecast.earliest() ? 1 : 0;
      later += crossing > forecast.latest() ? 1 : 0;
    }
  }

  /** A quarter of an hour, as the level is that forecasts are about. */
  private static double mean(double[] values, int at) {
    return (values[at] + values[at - 1] + values[at - 2]) / 3;
  }

  void add(Coverage other) {
    below += other.below;
    within += other.within;
    above += other.above;
    earlier += other.earlier;
    crossings += other.crossings;
    later += other.later;
  }

  String row() {
    double all = below + within + above;
    return String.format(
        "%.3f within (%.3f below, %.3f above); crossing earlier than P10 %.3f, later than P90 %.3f",
        within / all,
        below / all,
        above / all,
        (double) earlier / crossings,
        (double) later / crossings);
  }
}
