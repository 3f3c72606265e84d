/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

import java.util.Arrays;

/**
 * What recurs from one long window to the next, a value for each block of it. It is taken from the
 * window before the last, as far as the last one repeats it: a day's rise is not a leak if
 * yesterday rose and fell as well.
 *
 * @param profile by block number modulo the window; all 0 if nothing recurs
 */
record Season(double[] profile) {
  private static final double RECURS = 0.7;
  private static final double COVERED = 0.8;

  static final Season NONE = new Season(new double[Rollup.BLOCKS]);

  /** The season up to the newest block, if blocks from {@code start} on cover two windows. */
  static Season of(Rollup rollup, long newest, long start) {
    long oldest = newest - 2 * Rollup.BLOCKS + 1;
    if (start > oldest) {
      return NONE;
    }
    Points before = Points.ofBlocks(rollup, oldest, newest - Rollup.BLOCKS, NONE);
    Points after = Points.ofBlocks(rollup, newest - Rollup.BLOCKS + 1, newest, NONE);
    double least = COVERED * Rollup.BLOCKS;
    if (before.size() < least || after.size() < least) {
      return NONE;
    }
    long middle = oldest + Rollup.BLOCKS;
    double alike =
        correlation(
            shape(rollup, oldest, before.trend().slope()),
            shape(rollup, middle, after.trend().slope()));
    if (!(alike >= RECURS)) {
      return NONE;
    }
    double[] shape = shape(rollup, oldest, slopeBetween(rollup, oldest));
    double[] profile = new double[Rollup.BLOCKS];
    for (int i = 0; i < shape.length; i++) {
      profile[slot(oldest + i)] = alike * smooth(shape, i);
    }
    return new Season(profile);
  }

  /** What is to be taken off that block. */
  double at(long block) {
    return profile[slot(block)];
  }

  /**
   * The trend per hour, from what changed between the windows. A line through one window of a
   * season has a slope that is only its phase.
   */
  private static double slopeBetween(Rollup rollup, long oldest) {
    double[] changes = new double[Rollup.BLOCKS];
    int n = 0;
    for (int i = 0; i < Rollup.BLOCKS; i++) {
      changes[n] = rollup.block(oldest + Rollup.BLOCKS + i) - rollup.block(oldest + i);
      n += Double.isNaN(changes[n]) ? 0 : 1;
    }
    return Ranks.median(changes, n) / Points.hours(rollup, Rollup.BLOCKS * Rollup.PER_BLOCK);
  }

  /** What a window's blocks are beside a trend; 0 where there is none. */
  private static double[] shape(Rollup rollup, long oldest, double slope) {
    double[] shape = new double[Rollup.BLOCKS];
    double hoursPerBlock = Points.hours(rollup, Rollup.PER_BLOCK);
    double[] filled = new double[Rollup.BLOCKS];
    int n = 0;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = rollup.block(oldest + i) - slope * i * hoursPerBlock;
      if (!Double.isNaN(shape[i])) {
        filled[n++] = shape[i];
      }
    }
    double mean = Arrays.stream(filled, 0, n).average().orElse(0);
    for (int i = 0; i < shape.length; i++) {
      shape[i] = Double.isNaN(shape[i]) ? 0 : shape[i] - mean;
    }
    return shape;
  }

  private static double correlation(double[] a, double[] b) {
    double aa = 0;
    double bb = 0;
    double ab = 0;
    for (int i = 0; i < a.length; i++) {
      aa += a[i] * a[i];
      bb += b[i] * b[i];
      ab += a[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }

  private static double smooth(double[] shape, int i) {
    int n = shape.length;
    return (shape[(i + n - 1) % n] + shape[i] + shape[(i + 1) % n]) / 3;
  }

  private static int slot(long block) {
    return (int) Math.floorMod(block, (long) Rollup.BLOCKS);
  }
}
