/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.classical;

import io.watchfire.streams.anomaly.detector.Bits;
import io.watchfire.streams.anomaly.detector.MonotonicTime;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.util.Arrays;

/** What each part of the day adds to the level, in the series' own time zone. */
final class DayProfile {
  /** How many parts a day has: a quarter of an hour each. */
  static final int SLOTS = 96;

  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
  private static final int SLOT_SECONDS = 86_400 / SLOTS;

  /** Fewer parts seen within a day are no day's course. */
  private static final int LEAST = 12;

  private static final double WEIGHT = 0.15;

  private final ZoneId zone;
  private final double[] parts = new double[SLOTS];
  private long sinceMillis = Long.MIN_VALUE;
  private boolean known;
  private double mean;

  DayProfile(ZoneId zone) {
    this.zone = zone;
    Arrays.fill(parts, Double.NaN);
  }

  /** The part of the day at that time. */
  int slot(long timeMillis) {
    long second =
        Instant.ofEpochMilli(timeMillis)
            .plusSeconds(
                zone.getRules().getOffset(Instant.ofEpochMilli(timeMillis)).getTotalSeconds())
            .getLong(ChronoField.INSTANT_SECONDS);
    return (int) (Math.floorMod(second, 86_400L) / SLOT_SECONDS);
  }

  /** Whether a whole day was seen. */
  boolean known() {
    return known;
  }

  /** Notes a value of the first day; true once that is over. */
  boolean begin(long timeMillis, int slot, double value) {
    if (sinceMillis == Long.MIN_VALUE) {
      sinceMillis = timeMillis;
    }
    if (timeMillis - sinceMillis >= DAY_MILLIS) {
      settle(timeMillis);
      return known;
    }
    parts[slot] = Double.isNaN(parts[slot]) ? value : parts[slot] + WEIGHT * (value - parts[slot]);
    return false;
  }

  /** The mean of the first day. */
  double mean() {
    return mean;
  }

  /** What that part of the day adds; of one never seen, what the one before it does. */
  double at(int slot) {
    for (int back = 0; back < SLOTS; back++) {
      double part = parts[Math.floorMod(slot - back, SLOTS)];
      if (!Double.isNaN(part)) {
        return part;
      }
    }
    return 0;
  }

  void learn(int slot, double addition) {
    double before = at(slot);
    parts[slot] = MonotonicTime.bounded(before + WEIGHT * (addition - before));
  }

  private void settle(long timeMillis) {
    double sum = 0;
    int seen = 0;
    for (double part : parts) {
      if (!Double.isNaN(part)) {
        sum += part / SLOTS;
        seen++;
      }
    }
    if (seen < LEAST) {
      sinceMillis = timeMillis;
      return;
    }
    mean = sum * SLOTS / seen;
    for (int i = 0; i < SLOTS; i++) {
      parts[i] -= mean;
    }
    known = true;
  }

  void write(ByteWriter out) {
    out.u8(known ? 1 : 0).fixed64(sinceMillis);
    Bits.write(out, mean);
    Bits.writeAll(out, parts, SLOTS);
  }

  static DayProfile read(ByteReader in, ZoneId zone) {
    DayProfile profile = new DayProfile(zone);
    profile.known = in.u8() != 0;
    profile.sinceMillis = in.fixed64();
    profile.mean = Bits.read(in);
    Bits.readAll(in, profile.parts);
    return profile;
  }
}
