/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;

/**
 * Notices that the level of a series shifted: a cleanup, a resize, a restart. What was before then
 * says nothing of the trend, so the fit starts over. Where shifts of the same direction come again
 * and again they are the series' way (log rotation, compaction), and the fit goes across them.
 */
final class LevelShifts {
  static final int BEFORE = 6;
  private static final int AFTER = 2;
  private static final double NOISE = 6;
  private static final long RECURS_WITHIN = 2L * Rollup.BLOCKS;

  private final double share;
  private final long[] last = {Long.MIN_VALUE, Long.MIN_VALUE};
  private long start = Long.MIN_VALUE;

  LevelShifts(double share) {
    this.share = share;
  }

  /** The first block that the fit may use. */
  long start() {
    return start;
  }

  /**
   * Looks whether the blocks up to the newest closed one lie apart from those before.
   *
   * @param spread between the least and the greatest block of the window
   * @return whether they lie below, and just came to
   */
  boolean detect(Rollup rollup, long newest, double spread) {
    long first = newest - AFTER + 1;
    double[] before = new double[BEFORE];
    double[] steps = new double[BEFORE - 1];
    for (int i = 0; i < BEFORE; i++) {
      before[i] = rollup.block(first - BEFORE + i);
      if (i > 0) {
        steps[i - 1] = Math.abs(before[i] - before[i - 1]);
      }
      if (Double.isNaN(before[i])) {
        return false;
      }
    }
    double level = Ranks.median(before, BEFORE);
    double noise = NOISE * Ranks.median(steps, BEFORE - 1);
    double least = Math.max(share * Math.max(Math.abs(level), spread), noise);
    double one = rollup.block(first) - level;
    double two = rollup.block(newest) - level;
    if (Math.min(one, two) > least) {
      shifted(1, first);
    }
    return Math.max(one, two) < -least && shifted(0, first);
  }

  /** Whether that is news. */
  private boolean shifted(int direction, long block) {
    long since = last[direction];
    if (since != Long.MIN_VALUE && block - since <= BEFORE) {
      return false;
    }
    boolean recurs = since != Long.MIN_VALUE && block - since <= RECURS_WITHIN;
    start = recurs ? Long.MIN_VALUE : block;
    last[direction] = block;
    return true;
  }

  void write(ByteWriter out) {
    out.fixed64(start).fixed64(last[0]).fixed64(last[1]);
  }

  static LevelShifts read(ByteReader in, double share) {
    LevelShifts levelShifts = new LevelShifts(share);
    levelShifts.start = in.fixed64();
    levelShifts.last[0] = in.fixed64();
    levelShifts.last[1] = in.fixed64();
    return levelShifts;
  }
}
