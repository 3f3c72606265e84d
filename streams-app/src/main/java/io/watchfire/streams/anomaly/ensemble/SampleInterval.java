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
  private static final long HOUR_MILLIS = 3_600_000;
  private static final double DOWN = 0.2;
  private static final double UP = 0.02;

  private final ZoneId zone;
  private long lastMillis = NEVER;
  private double stepMillis;
  private long offsetQuarterHour = NEVER;
  private long offsetMillis;

  SampleInterval(ZoneId zone) {
    this.zone = zone;
  }

  /** Sees the time of a value; gives how many steps have passed, 0 if unknown. */
  double next(long timeMillis) {
    double passedMillis = lastMillis == NEVER ? 0 : timeMillis - lastMillis;
    lastMillis = timeMillis;
    if (stepMillis == 0) {
      stepMillis = Math.max(0, passedMillis);
      return passedMillis > 0 ? 1 : 0;
    }
    double steps = passedMillis / stepMillis;
    stepMillis +=
        passedMillis < stepMillis
            ? DOWN * (passedMillis - stepMillis)
            : UP * (Math.min(passedMillis, 2 * stepMillis) - stepMillis);
    stepMillis = Math.max(1, stepMillis);
    return steps;
  }

  /** Milliseconds from value to value; 0 while unknown. */
  double stepMillis() {
    return stepMillis;
  }

  /**
   * Local wall-clock time as milliseconds; changes of the clock fall on hours of UTC in quarters.
   */
  long localMillis(long timeMillis) {
    long quarterHour = Math.floorDiv(timeMillis, HOUR_MILLIS / 4);
    if (quarterHour != offsetQuarterHour) {
      offsetQuarterHour = quarterHour;
      offsetMillis =
          zone.getRules().getOffset(Instant.ofEpochMilli(timeMillis)).getTotalSeconds() * 1000L;
    }
    // The epoch was a Thursday; weeks begin on Mondays.
    return timeMillis + offsetMillis + 3 * 24 * HOUR_MILLIS;
  }

  void write(ByteWriter out) {
    out.zigzag(lastMillis);
    Bits.write(out, stepMillis);
  }

  void read(ByteReader in) {
    lastMillis = in.zigzag();
    stepMillis = Bits.read(in);
  }
}
