/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.detect;

import java.util.Arrays;

/**
 * The usual time from row to row: the median of the first ones, so that later rows change nothing.
 */
final class UsualStep {
  private static final int GAPS = 50;
  private static final long UNKNOWN_MILLIS = 60_000;

  private final long[] gapsMillis = new long[GAPS];
  private int count;
  private boolean begun;
  private long lastMillis;

  /** Sees the time of the next row, milliseconds since the epoch, in order of time. */
  void add(long timeMillis) {
    long gapMillis = begun ? timeMillis - lastMillis : 0;
    if (gapMillis > 0 && count < GAPS) {
      gapsMillis[count++] = gapMillis;
    }
    begun = true;
    lastMillis = timeMillis;
  }

  /** Milliseconds; a minute for a single row. */
  long millis() {
    if (count == 0) {
      return UNKNOWN_MILLIS;
    }
    long[] sorted = Arrays.copyOf(gapsMillis, count);
    Arrays.sort(sorted);
    return sorted[count / 2];
  }
}
