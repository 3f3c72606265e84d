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

  private final long period;
  private final long slot;
  private final double dailyShare;
  private final float[] means;
  private final byte[] counts;

  /**
   * @param slot milliseconds
   * @param share how much of a slot's mean a visit changes once the slot is known
   */
  Profile(long period, long slot, double share) {
    this.period = period;
    this.slot = slot;
    this.dailyShare = share;
    means = new float[(int) (period / slot)];
    counts = new byte[means.length];
  }

  /** The usual value at a local time; NaN while unknown. */
  double at(long local) {
    double position = (double) Math.floorMod(local, period) / slot;
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
  void learn(long local, double value, double step) {
    int here = (int) (Math.floorMod(local, period) / slot);
    counts[here] = (byte) Math.min(counts[here] + 1, KNOWN);
    double share = Math.max(dailyShare * Math.min(1, step / slot), 1.0 / counts[here]);
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
