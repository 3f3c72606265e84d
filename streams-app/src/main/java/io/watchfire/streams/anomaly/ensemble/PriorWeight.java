/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.ensemble;

import io.watchfire.streams.anomaly.detector.Bits;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;

/**
 * How far the {@link StudentPrior} is believed of a series: the less the more of it was seen, and
 * far less once it broke the law again and again, as a series of spikes does.
 */
final class PriorWeight {
  /** After so many values what was seen counts as much as what is usual of any series. */
  private static final double PRIOR = 1000;

  /** What surprises so much by the law breaks it. */
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

  /** From 1, the law alone, to 0, the series' own past alone. */
  double share(Seen seen) {
    double told = VALUES * Math.max(0, breaches - TOLERATED) / Math.pow(seen.length(), 3);
    return PRIOR / (PRIOR + seen.values() + told);
  }

  /** Holds a distance against the law. */
  void learn(double distance) {
    worst = Math.max(worst, distance);
    if (++inBlock == BLOCK) {
      breaches += StudentPrior.surprise(worst) > BROKEN ? 1 : 0;
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
