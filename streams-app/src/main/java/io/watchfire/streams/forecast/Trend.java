/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

/**
 * A line through points, the Theil-Sen estimator: its slope is the median of the slopes of all
 * pairs, so that up to 29 % of the points may be anything. The bounds are Sen's (P. K. Sen,
 * "Estimates of the regression coefficient based on Kendall's tau", JASA 63, 1968), from the
 * variance of Kendall's S, widened by the autocorrelation of what the line leaves over: neighbours
 * that move together count as fewer points.
 *
 * @param slope per unit of x
 * @param lower below which the slope is one time in ten
 * @param upper above which the slope is one time in ten
 * @param noise standard deviation of the points around the line, taken robustly; 0 or more
 * @param now where the line is at x = 0
 */
record Trend(double slope, double lower, double upper, double noise, double now) {
  private static final double TENTH = 1.2816;
  private static final double MAD_TO_SIGMA = 1.4826;
  private static final double MOST_AUTOCORRELATION = 0.95;

  /** The line through the first {@code n} points, at least 3, with growing x. */
  static Trend of(double[] x, double[] y, int n) {
    double[] slopes = new double[n * (n - 1) / 2];
    int pairs = 0;
    for (int i = 1; i < n; i++) {
      for (int j = 0; j < i; j++) {
        slopes[pairs++] = (y[i] - y[j]) / (x[i] - x[j]);
      }
    }
    double slope = Ranks.median(slopes, pairs);
    double[] rest = new double[n];
    for (int i = 0; i < n; i++) {
      rest[i] = y[i] - slope * x[i];
    }
    double middle = Ranks.median(rest.clone(), n);
    double[] distance = new double[n];
    for (int i = 0; i < n; i++) {
      rest[i] -= middle;
      distance[i] = Math.abs(rest[i]);
    }
    double variance = n * (n - 1.0) * (2 * n + 5) / 18 * inflation(rest);
    double reach = TENTH * Math.sqrt(variance);
    int below = (int) Math.clamp(Math.floor((pairs - reach) / 2), 0, pairs - 1);
    int above = (int) Math.clamp(Math.ceil((pairs + reach) / 2), 0, pairs - 1);
    return new Trend(
        slope,
        Ranks.select(slopes, pairs, below),
        Ranks.select(slopes, pairs, above),
        MAD_TO_SIGMA * Ranks.median(distance, n),
        middle);
  }

  /**
   * How many points count as one, for a first-order autoregression: the variance inflation {@code
   * (1 + rho) / (1 - rho)}.
   */
  private static double inflation(double[] rest) {
    double mean = 0;
    for (double r : rest) {
      mean += r / rest.length;
    }
    double own = 0;
    double next = 0;
    for (int i = 0; i < rest.length; i++) {
      own += (rest[i] - mean) * (rest[i] - mean);
      if (i > 0) {
        next += (rest[i] - mean) * (rest[i - 1] - mean);
      }
    }
    double rho = own == 0 ? 0 : Math.clamp(next / own, 0, MOST_AUTOCORRELATION);
    return (1 + rho) / (1 - rho);
  }
}
