/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.detector;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;

/**
 * Holds a detector to time that goes forward (milliseconds since the epoch), and keeps values where
 * doubles can be computed with.
 */
public final class MonotonicTime {
  private static final double LARGEST = 1e300;

  private boolean begun;
  private long lastMillis;

  /** Moves on; IllegalArgumentException unless the time is later than the last one. */
  public void at(long timeMillis) {
    if (begun && timeMillis <= lastMillis) {
      throw new IllegalArgumentException(
          "time: "
              + timeMillis
              + " (expected: later than "
              + lastMillis
              + ", which was judged already)");
    }
    begun = true;
    lastMillis = timeMillis;
  }

  /** The value, or the largest that differences and their sums do not overflow with. */
  public static double bounded(double value) {
    return Math.clamp(value, -LARGEST, LARGEST);
  }

  public void write(ByteWriter out) {
    out.u8(begun ? 1 : 0).fixed64(lastMillis);
  }

  public static MonotonicTime read(ByteReader in) {
    MonotonicTime monotonicTime = new MonotonicTime();
    monotonicTime.begun = in.u8() != 0;
    monotonicTime.lastMillis = in.fixed64();
    return monotonicTime;
  }
}
