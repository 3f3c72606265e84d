/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;

/**
 * How high the climbs of a series came before something reset them: a restart that ends a leak, a
 * cleanup that comes every other day. A climb that always was reset below the limit says nothing of
 * a crossing until it is higher than any before.
 *
 * <p>A burst is no tooth: it falls to where it was shortly before. A tooth falls to where it was
 * long ago.
 */
final class Sawtooth {
  private static final int KEPT = 8;
  private static final int CLIMB = Rollup.BLOCKS / 4;
  private static final double LEAST_MARGIN = 0.05;
  private static final double MOST_OF_THE_REST = 0.5;
  private static final long FORGOTTEN = 14L * Rollup.BLOCKS;

  private final long[] block = new long[KEPT];
  private final double[] height = new double[KEPT];
  private final double[] climb = new double[KEPT];
  private int seen;

  /**
   * Remembers a fall if it ended a tooth, and says whether it did.
   *
   * @param first the first block after the fall
   */
  boolean fell(Rollup rollup, long first) {
    double trough = Math.min(rollup.block(first), rollup.block(first + 1));
    double peak = Double.NEGATIVE_INFINITY;
    for (long b = first - LevelShifts.BEFORE; b < first; b++) {
      peak = Math.max(peak, rollup.block(b));
    }
    double middle = (trough + peak) / 2;
    for (long b = first - CLIMB; b < first; b++) {
      if (rollup.block(b) < middle) {
        return false;
      }
    }
    int i = seen % KEPT;
    block[i] = first;
    height[i] = peak;
    climb[i] = peak - trough;
    // Stays below twice the capacity, so that it never overflows.
    seen = seen + 1 == 2 * KEPT ? KEPT : seen + 1;
    return true;
  }

  /**
   * What a climb must be above to be believed; negative infinity if nothing was reset.
   *
   * <p>The highest of n is not the highest that may come: that lies about an n-th of it further, if
   * all heights are as likely (the German tank problem). But a warning that waits until the limit
   * is none, so at most half of what is left to it counts.
   */
  double threshold(long newest, double limit) {
    int n = Math.min(seen, KEPT);
    double threshold = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      double left = limit - height[i];
      // A tooth that came to the limit is no reason to expect less of the next.
      if (left > 0 && newest - block[i] <= FORGOTTEN) {
        double margin = Math.max(LEAST_MARGIN, 1.0 / n) * climb[i];
        threshold = Math.max(threshold, height[i] + Math.min(margin, MOST_OF_THE_REST * left));
      }
    }
    return threshold;
  }

  void write(ByteWriter out) {
    out.varint(seen);
    for (int i = 0; i < Math.min(seen, KEPT); i++) {
      out.fixed64(block[i]).float64(height[i]).float64(climb[i]);
    }
  }

  static Sawtooth read(ByteReader in) {
    Sawtooth sawtooth = new Sawtooth();
    sawtooth.seen = (int) Math.clamp(in.varint(), 0L, 2L * KEPT - 1);
    for (int i = 0; i < Math.min(sawtooth.seen, KEPT); i++) {
      sawtooth.block[i] = in.fixed64();
      sawtooth.height[i] = in.float64();
      sawtooth.climb[i] = in.float64();
    }
    return sawtooth;
  }
}
