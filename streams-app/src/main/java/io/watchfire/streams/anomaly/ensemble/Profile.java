/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.ensemble;

import io.watchfire.streams.anomaly.detector.Bits;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.codec.CorruptValueException;

/** What a series usually is at each time of a day or a week: a slowly learnt mean per slot. */
final class Profile {
  /** After so many visits a slot changes slowly. */
  private static final int KNOWN = 100;

  private final long periodMillis;
  private final long slotMillis;
  private final double dailyShare;
  private final float[] means;
  private final byte[] counts;

  /**
   * @param slotMillis milliseconds
   * @param share how much of a slot's mean a visit changes once the slot is known
   */
  Profile(long periodMillis, long slotMillis, double share) {
    this.periodMillis = periodMillis;
    this.slotMillis = slotMillis;
    this.dailyShare = share;
    means = new float[(int) (periodMillis / slotMillis)];
    counts = new byte[means.length];
  }

  /** The usual value at a local time; NaN while unknown. */
  double at(long localMillis) {
    double position = (double) Math.floorMod(localMillis, periodMillis) / slotMillis;
    int here = (int) position;
    if (counts[here] == 0) {
      return Double.NaN;
    }
    int before = Math.floorMod((int) Math.floor(position - 0.5), means.length);
    int after = (before + 1) % means.length;
    if (counts[before] == 0 || counts[after] == 0) {
      return means[here];
    }
    double part = position - 0.5 - Math.floor(position - 0.5);
    return means[before] * (1 - part) + means[after] * part;
  }

  /** Learns a value that stands for so many milliseconds. */
  void learn(long localMillis, double value, double stepMillis) {
    int here = (int) (Math.floorMod(localMillis, periodMillis) / slotMillis);
    counts[here] = (byte) Math.min(counts[here] + 1, KNOWN);
    double share = Math.max(dailyShare * Math.min(1, stepMillis / slotMillis), 1.0 / counts[here]);
    means[here] += (float) (share * (value - means[here]));
  }

  void write(ByteWriter out) {
    Bits.write(out, means);
    out.bytes(counts);
  }

  void read(ByteReader in) {
    Bits.read(in, means);
    byte[] visits = in.bytes();
    if (visits.length != counts.length) {
      throw new CorruptValueException(
          "visits of a profile: " + visits.length + " slots (expected: " + counts.length + ")");
    }
    System.arraycopy(visits, 0, counts, 0, counts.length);
  }
}
