/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

/**
 * Where a series goes from here, in turned values (more is worse): along the trend if it is one,
 * else nowhere, as its season has it, and how wide that must be taken.
 *
 * @param level where the series is, without its season
 * @param slope per hour
 * @param noise what a value differs from the line anyway
 * @param slopeError standard deviation of the slope, per hour
 * @param season what recurs
 * @param newest the block from which on
 * @param blockHours hours per block
 */
record Projection(
    double level,
    double slope,
    double noise,
    double slopeError,
    Season season,
    long newest,
    double blockHours) {
  private static final double TENTH = 1.2816;
  private static final double TRENDS_CHANGE = 0.2;
  private static final double LEAST = 1e-6;
  private static final int STEPS = 96;

  static Projection along(
      double level, Trend trend, Season season, long newest, double blockHours) {
    return new Projection(
        level - season.at(newest),
        trend.lower() > 0 || trend.upper() < 0 ? trend.slope() : 0,
        trend.noise(),
        (trend.upper() - trend.lower()) / (2 * TENTH),
        season,
        newest,
        blockHours);
  }

  /** The same from another level. */
  Projection from(double otherLevel) {
    return new Projection(otherLevel, slope, noise, slopeError, season, newest, blockHours);
  }

  /** The value in so many hours, as likely below as above but for the series' own errors. */
  double value(double hours) {
    return value(hours, slope);
  }

  /** The value in so many hours at another slope. */
  double value(double hours, double otherSlope) {
    return level + otherSlope * hours + season.at(newest + Math.round(hours / blockHours));
  }

  /** How wide the value in so many hours is, about one standard deviation. */
  double width(double hours) {
    double drift = slopeError * hours;
    double change = TRENDS_CHANGE * slope * hours;
    double least = LEAST * Math.max(1, Math.abs(level));
    return Math.sqrt(noise * noise + drift * drift + change * change) + least;
  }

  /**
   * In how many hours the line that lies so many widths beside crosses; NaN if not within reach.
   */
  double crossing(double limit, double widths, double reachHours) {
    double before = value(0) + widths * width(0);
    if (before >= limit) {
      return 0;
    }
    for (int i = 1; i <= STEPS; i++) {
      double hours = reachHours * i / STEPS;
      double value = value(hours) + widths * width(hours);
      if (value >= limit) {
        return hours - reachHours / STEPS * (value - limit) / (value - before);
      }
      before = value;
    }
    return Double.NaN;
  }
}
