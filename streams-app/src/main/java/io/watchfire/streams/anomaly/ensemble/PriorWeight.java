/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.ensemble;

import io.watchfire.streams.anomaly.detector.Bits;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;

/**
 * How much the {@link StudentPrior} weighs against what a series has shown itself, as a prior
 * counts against data: the less the more was seen, and far less once values broke the prior again
 * and again, as a series of spikes does.
 */
final class PriorWeight {
  /** What the prior counts, in values: after so many what was seen counts as much. */
  private static final double PRIOR = 1000;

  /** A larger surprisal by the prior breaks it. */
  private static final double BROKEN = 12;

  /** Breaches within so many values are one. */
  private static final int BLOCK = 12;

  /** A breach tells as much as so many values. */
  private static final double VALUES = 800;

  /** So many breaches are incidents. */
  private static final int TOLERATED = 1;

  private double worst;
  private int inBlock;
  private long breaches;

  /** From 1, the prior alone, to 0, the series' own past alone. */
  double share(Seen seen) {
    double told = VALUES * Math.max(0, breaches - TOLERATED) / Math.pow(seen.windowsPerRow(), 3);
    return PRIOR / (PRIOR + seen.values() + told);
  }

  /** Holds a distance against the prior. */
  void learn(double distance) {
    worst = Math.max(worst, distance);
    if (++inBlock == BLOCK) {
      breaches += StudentPrior.surprisal(worst) > BROKEN ? 1 : 0;
      worst = 0;
      inBlock = 0;
    }
  }

  void write(ByteWriter out) {
    Bits.write(out, worst);
    out.u8(inBlock).varint(breaches);
  }

  void read(ByteReader in) {
    worst = Bits.read(in);
    inBlock = in.u8();
    breaches = in.varint();
  }
}
