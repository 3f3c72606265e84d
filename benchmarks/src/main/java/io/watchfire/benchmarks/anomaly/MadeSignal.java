/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Random;

/** The clock and the noise of a made series; one call of {@link #advance} per row. */
final class MadeSignal {
  private final Random random;
  private final ZoneId zone;
  private final long start;
  private final double level;
  private final double depth;
  private final double shift;
  private final double weekend;
  private long time;
  private int rows;
  private double lingering;
  private int minuteOfDay;
  private int dayOfWeek;

  /**
   * @param shape tells level and season, once
   * @param noise tells the noise row by row; may be the same generator
   */
  MadeSignal(Random shape, Random noise, ZoneId zone, long start) {
    this.random = noise;
    this.zone = zone;
    this.start = start;
    level = Math.exp(2 + 6 * shape.nextDouble());
    depth = 0.3 + 0.5 * shape.nextDouble();
    shift = shape.nextDouble();
    weekend = 0.6 + 0.4 * shape.nextDouble();
    lingering = shape.nextGaussian();
  }

  void advance(long now) {
    time = now;
    rows++;
    ZonedDateTime local = Instant.ofEpochMilli(now).atZone(zone);
    minuteOfDay = local.getHour() * 60 + local.getMinute();
    dayOfWeek = local.getDayOfWeek().getValue();
  }

  double level() {
    return level;
  }

  /** Around 1; lowest at night and lower at week-ends. */
  double season() {
    double phase = 2 * Math.PI * (minuteOfDay / 1440.0 + shift);
    double day = 1 + depth * (0.8 * Math.sin(phase) + 0.2 * Math.sin(2 * phase + 1));
    return day * (dayOfWeek >= 6 ? weekend : 1);
  }

  /** Normal noise of variance 1 whose neighbours correlate by so much; call once a row. */
  double lingering(double correlation) {
    lingering =
        correlation * lingering + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
    return lingering;
  }

  double normal() {
    return random.nextGaussian();
  }

  /** Exponential noise, mean 1. */
  double skewed() {
    return -Math.log(1 - random.nextDouble());
  }

  double student3() {
    double squares = 0;
    for (int i = 0; i < 3; i++) {
      double g = random.nextGaussian();
      squares += g * g;
    }
    return random.nextGaussian() / Math.sqrt(squares / 3);
  }

  int poisson(double mean) {
    double limit = Math.exp(-mean);
    int count = 0;
    for (double p = random.nextDouble(); p > limit; p *= random.nextDouble()) {
      count++;
    }
    return count;
  }

  int minuteOfDay() {
    return minuteOfDay;
  }

  int dayOfWeek() {
    return dayOfWeek;
  }

  int rows() {
    return rows;
  }

  double days() {
    return (time - start) / 86_400_000.0;
  }
}
