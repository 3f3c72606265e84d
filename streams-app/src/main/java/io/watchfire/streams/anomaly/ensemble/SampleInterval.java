/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.ensemble;

import io.watchfire.streams.anomaly.detector.Bits;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.time.Instant;
import java.time.ZoneId;

/** The sampling interval as the series shows it, and the wall-clock time where it lives. */
final class SampleInterval {
  private static final long NEVER = Long.MIN_VALUE;
  private static final long HOUR = 3_600_000;
  private static final double DOWN = 0.2;
  private static final double UP = 0.02;

  private final ZoneId zone;
  private long last = NEVER;
  private double step;
  private long offsetHour = NEVER;
  private long offset;

  SampleInterval(ZoneId zone) {
    this.zone = zone;
  }

  /** Sees the time of a value; gives how many steps have passed, 0 if unknown. */
  double next(long time) {
    double passed = last == NEVER ? 0 : time - last;
    last = time;
    if (step == 0) {
      step = Math.max(0, passed);
      return passed > 0 ? 1 : 0;
    }
    double steps = passed / step;
    step += passed < step ? DOWN * (passed - step) : UP * (Math.min(passed, 2 * step) - step);
    step = Math.max(1, step);
    return steps;
  }

  /** Milliseconds from value to value; 0 while unknown. */
  double step() {
    return step;
  }

  /**
   * Local wall-clock time as milliseconds; changes of the clock fall on hours of UTC in quarters.
   */
  long local(long time) {
    long hour = Math.floorDiv(time, HOUR / 4);
    if (hour != offsetHour) {
      offsetHour = hour;
      offset = zone.getRules().getOffset(Instant.ofEpochMilli(time)).getTotalSeconds() * 1000L;
    }
    // The epoch was a Thursday; weeks begin on Mondays.
    return time + offset + 3 * 24 * HOUR;
  }

  void write(ByteWriter out) {
    out.zigzag(last);
    Bits.write(out, step);
  }

  void read(ByteReader in) {
    last = in.zigzag();
    step = Bits.read(in);
  }
}
