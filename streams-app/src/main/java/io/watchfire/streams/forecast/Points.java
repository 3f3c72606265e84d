/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

import java.util.Arrays;

/** The filled cells or blocks of a window without their season, as points over hours. */
final class Points {
  private static final double HOUR_MILLIS = 3_600_000;

  private final double[] x;
  private final double[] y;
  private int size;

  private Points(int most) {
    x = new double[most];
    y = new double[most];
  }

  /** The blocks from the first to the last, inclusive. */
  static Points ofBlocks(Rollup rollup, long first, long last, Season season) {
    Points points = new Points((int) (last - first + 1));
    for (long block = first; block <= last; block++) {
      double hours = hours(rollup, (block - last) * Rollup.PER_BLOCK);
      points.add(hours, rollup.block(block) - season.at(block));
    }
    return points;
  }

  /** The cells from the first to the last, inclusive. */
  static Points ofCells(Rollup rollup, long first, long last, Season season) {
    Points points = new Points((int) (last - first + 1));
    for (long cell = first; cell <= last; cell++) {
      double value = rollup.cell(cell) - season.at(Rollup.blockOf(cell));
      points.add(hours(rollup, cell - last), value);
    }
    return points;
  }

  static double hours(Rollup rollup, long number) {
    return number * rollup.cellMillis() / HOUR_MILLIS;
  }

  private void add(double hours, double value) {
    if (!Double.isNaN(value)) {
      x[size] = hours;
      y[size++] = value;
    }
  }

  int size() {
    return size;
  }

  /** Between the least and the greatest value. */
  double spread() {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < size; i++) {
      least = Math.min(least, y[i]);
      greatest = Math.max(greatest, y[i]);
    }
    return size == 0 ? 0 : greatest - least;
  }

  /** The least value; infinity if there are none. */
  double least() {
    return Arrays.stream(y, 0, size).min().orElse(Double.POSITIVE_INFINITY);
  }

  Trend trend() {
    return Trend.of(x, y, size);
  }
}
