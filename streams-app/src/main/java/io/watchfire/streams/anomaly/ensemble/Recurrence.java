/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.ensemble;

import io.watchfire.streams.anomaly.detector.Bits;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.codec.CorruptValueException;

/**
 * What was surprising at this time of the day or week before. What came back on both of the last
 * two days, or a week ago, is expected: its surprisal must be far more than then.
 */
final class Recurrence {
  private static final long SLOT_MILLIS = 600_000;
  private static final int DAY_SLOTS = 144;
  private static final int WEEK_SLOTS = 7 * DAY_SLOTS;

  /** Surprisals below this share of the threshold are not worth remembering. */
  private static final double WORTH = 0.75;

  private static final double LEFT = 0.1;

  /** Surprisals are kept to a fortieth of their logarithm, up to some 580, a byte each. */
  private static final double GRAIN = 40;

  private final byte[] week = new byte[WEEK_SLOTS];
  private int slot = -1;
  private double peak;
  private boolean learnt;

  // What follows from the week for the present slot.
  private double usual;

  /** Moves on to a local time. */
  void at(long localMillis) {
    int now = (int) (Math.floorMod(localMillis, WEEK_SLOTS * SLOT_MILLIS) / SLOT_MILLIS);
    if (now != slot) {
      turn(now);
    }
  }

  /** The surprisal of which now as much is left as the threshold. */
  double least(double threshold) {
    return usual < WORTH * threshold ? threshold : Math.min(threshold / LEFT, threshold + usual);
  }

  /** Whether something is expected to recur now. */
  boolean recurs(double threshold) {
    return usual >= WORTH * threshold;
  }

  /** What is left of a surprisal. */
  double next(double surprisal, double threshold, boolean learn) {
    learnt |= learn;
    peak = learn ? Math.max(peak, surprisal) : peak;
    return usual < WORTH * threshold ? surprisal : Math.max(LEFT * surprisal, surprisal - usual);
  }

  private double usual(int now) {
    double daily = Math.min(around(now - DAY_SLOTS), around(now - 2 * DAY_SLOTS));
    return Math.max(daily, Math.max(peakOf(now), peakOf(now + 1)));
  }

  /** The peak around a slot that is over. */
  private double around(int at) {
    return Math.max(peakOf(at - 1), Math.max(peakOf(at), peakOf(at + 1)));
  }

  private double peakOf(int at) {
    return Math.expm1((week[Math.floorMod(at, WEEK_SLOTS)] & 0xff) / GRAIN);
  }

  private void turn(int now) {
    if (slot >= 0 && learnt) {
      week[slot] = (byte) Math.clamp(Math.round(Math.log1p(peak) * GRAIN), 0, 255);
    }
    slot = now;
    peak = 0;
    learnt = false;
    usual = usual(slot);
  }

  void write(ByteWriter out) {
    out.bytes(week).zigzag(slot).u8(learnt ? 1 : 0);
    Bits.write(out, peak);
  }

  void read(ByteReader in) {
    byte[] peaks = in.bytes();
    if (peaks.length != WEEK_SLOTS) {
      throw new CorruptValueException(
          "surprises of a week: " + peaks.length + " slots (expected: " + WEEK_SLOTS + ")");
    }
    System.arraycopy(peaks, 0, week, 0, WEEK_SLOTS);
    slot = (int) in.zigzag();
    learnt = in.u8() == 1;
    peak = Bits.read(in);
    usual = usual(slot);
  }
}
