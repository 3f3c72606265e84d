/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.forecast;

import io.watchfire.streams.forecast.ForecastSettings;
import io.watchfire.streams.forecast.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Two days at a minute: what fills within hours, and what only looks like it. */
final class FastFamilies {
  private static final ForecastSettings HOURS = ForecastSettings.hoursAhead(90, Side.ABOVE);
  private static final long STEP = Duration.ofMinutes(1).toMillis();
  private static final int JUDGED = 2 * 24 * 60;
  private static final int SIZE = JUDGED + 6 * 60;

  private FastFamilies() {}

  static List<Gauge> of(long seed, int each) {
    List<Gauge> gauges = new ArrayList<>();
    for (String family : List.of("flat", "fill", "burst", "rotation", "batch", "daily")) {
      for (int i = 0; i < each; i++) {
        Random random = new Random(seed * 1_000_003 + family.hashCode() * 31L + i);
        gauges.add(new Gauge(family, HOURS, STEP, values(family, random), JUDGED));
      }
    }
    return gauges;
  }

  private static double[] values(String family, Random r) {
    double level = 20 + 30 * r.nextDouble();
    double from = 300 + 2200 * r.nextDouble();
    double[] y = new double[SIZE];
    double noise = 0.05 + 0.5 * r.nextDouble();
    double height = 10 + 25 * r.nextDouble();
    double period = 20 + 160 * r.nextDouble();
    double lasts = 20 + 100 * r.nextDouble();
    double fills = 90 + 270 * r.nextDouble();
    for (int i = 0; i < SIZE; i++) {
      double since = Math.max(0, i - from);
      double more =
          switch (family) {
            case "fill" -> since * (90 - level) / fills;
            case "burst" -> since > 0 && since < lasts ? height * Math.min(1, since / 15) : 0;
            case "rotation" -> height * (i / period - Math.floor(i / period));
            // Writes for up to two hours, then stays.
            case "batch" -> height * Math.min(1, since / lasts);
            case "daily" -> height * Math.sin(2 * Math.PI * i / 1440);
            default -> 0;
          };
      y[i] = level + more + noise * r.nextGaussian();
    }
    return y;
  }
}
