/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.ensemble;

import io.watchfire.streams.anomaly.detector.Bits;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;

/**
 * Keeps a series to its rate of alerts: where surprisals above the threshold come more often than
 * they should, they are that much less rare than they seemed.
 */
final class AlarmRate {
  private static final double FADE = 1 - 1.0 / 10_000;
  private static final double TOLERATED = 1.6;

  /** A surprisal of the ensemble is about so much of the logarithm of its rarity. */
  private static final double WEIGHT = 0.55;

  private static final int APART = 110;

  private double rows;
  private double alarms;
  private int quiet = APART + 1;

  /** How much less a surprisal counts. */
  double discount(double threshold) {
    double expected = rows * Math.exp(-threshold);
    return WEIGHT * Math.max(0, Math.log((alarms + TOLERATED) / (expected + TOLERATED)));
  }

  /** Counts a surprisal, before the discount. */
  void next(double surprisal, double threshold) {
    rows = rows * FADE + 1;
    alarms *= FADE;
    quiet = Math.min(quiet + 1, APART + 1);
    if (surprisal > threshold) {
      alarms += quiet > APART ? 1 : 0;
      quiet = 0;
    }
  }

  void write(ByteWriter out) {
    Bits.write(out, rows, alarms);
    out.u8(quiet);
  }

  void read(ByteReader in) {
    rows = Bits.read(in);
    alarms = Bits.read(in);
    quiet = in.u8();
  }
}
