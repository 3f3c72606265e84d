/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

/**
 * One series with what people (or the generator) say was wrong in it.
 *
 * @param name of the file or family
 * @param times milliseconds since the epoch
 * @param values NaN for none
 * @param incidents first and last row of each, in order
 */
public record LabelledSeries(String name, long[] times, double[] values, int[][] incidents) {
  /** How many rows there are. */
  int rows() {
    return times.length;
  }

  /** How many days the rows span from one on. */
  double daysFrom(int row) {
    return (times[times.length - 1] - times[row]) / 86_400_000.0;
  }
}
