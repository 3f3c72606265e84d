/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.ensemble;

import io.watchfire.streams.anomaly.detector.Bits;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;

/**
 * How rare a statistic's values are, by its own past: the largest of its blocks, and beyond them a
 * power law whose exponent is Hill's estimate (B. M. Hill, "A simple general approach to inference
 * about the tail of a distribution", Annals of Statistics 3, 1975). A block counts once, so what
 * lingers is one observation. The past fades.
 */
final class HillTail {
  private static final int KEPT = 8;
  private static final int BLOCK = 12;

  /** Rows after which a block counts a third. */
  private static final double MEMORY = 22_000;

  private static final double FADE = Math.exp(-BLOCK / MEMORY);

  /** The sizes fade more slowly than the count: a record stays one for weeks. */
  private static final double SIZE_FADE = Math.pow(FADE, 0.48);

  private static final double LEAST_SLOPE = 0.1;

  /** The surprisal, beyond its frequency, of a difference from what is nearly always zero. */
  private static final double RARE = 1.3;

  private static final int NEWTON_STEPS = 3;

  private final double cap;
  private final boolean ofWindows;
  private final float[] largest = new float[KEPT];
  private double blocks;
  private float blockMaximum;
  private int inBlock;
  private int kept;

  // What follows from the largest.
  private double slope = LEAST_SLOPE;
  private double fromSurprisal;

  /**
   * @param cap what has a larger surprisal is learnt as if it had this one: incidents do not become
   *     the measure of what follows
   * @param ofWindows whether it is a statistic of windows, many of which are zero most of the time
   *     and not for nothing: that one differs again is no news
   */
  HillTail(double cap, boolean ofWindows) {
    this.cap = cap;
    this.ofWindows = ofWindows;
  }

  private boolean known() {
    return kept == KEPT;
  }

  /** Where the power law begins. */
  private double from() {
    return largest[KEPT - 1];
  }

  /** The surprisal: -ln of how likely a value at least that large is; 0 if ordinary. */
  double surprisal(double value) {
    if (!(value > 0) || !known()) {
      return 0;
    }
    return from() == 0 ? amongFew(value) : Math.max(0, beyond(value));
  }

  /** Of what nearly always was zero: by how many were as large. */
  private double amongFew(double value) {
    int asLarge = 0;
    while (largest[asLarge] >= value) {
      asLarge++;
    }
    return asLarge > 0 && ofWindows ? 0 : few(asLarge);
  }

  private double few(int asLarge) {
    return Math.log(blocks * BLOCK / (asLarge + 1)) + RARE;
  }

  private double beyond(double value) {
    return fromSurprisal + Math.log(value / from()) / slope;
  }

  /**
   * The least value whose surprisal, blended with that of the {@link StudentPrior}, is so much;
   * infinite if none is.
   *
   * @param share of the prior, 0 to 1
   */
  double edge(double surprisal, double share) {
    double alone = share == 0 ? Double.POSITIVE_INFINITY : StudentPrior.valueOf(surprisal / share);
    if (!known()) {
      return alone;
    }
    return from() == 0 ? edgeAmongFew(surprisal, share) : blendedEdge(surprisal, share, alone);
  }

  /** From one kept size to the next only the surprisal of the prior grows. */
  private double edgeAmongFew(double surprisal, double share) {
    for (int asLarge = KEPT - 1; asLarge > 0; asLarge--) {
      double edge = Math.max(largest[asLarge], edgeBeside(few(asLarge), surprisal, share));
      if (edge <= largest[asLarge - 1]) {
        return edge;
      }
    }
    return Math.max(largest[0], edgeBeside(few(0), surprisal, share));
  }

  private static double edgeBeside(double few, double surprisal, double share) {
    double left = surprisal - (1 - share) * few;
    if (left <= 0) {
      return 0;
    }
    return share == 0 ? Double.POSITIVE_INFINITY : StudentPrior.valueOf(left / share);
  }

  /**
   * By Newton's method on the logarithm, from above: the blend is convex there, so it stays above.
   */
  private double blendedEdge(double surprisal, double share, double alone) {
    double least = from() * Math.exp(-slope * fromSurprisal);
    if (alone <= least) {
      return alone;
    }
    double edge = from() * Math.exp(slope * (surprisal - fromSurprisal));
    if (share == 0 || Double.isInfinite(edge)) {
      return edge;
    }
    edge = Math.min(alone, Math.max(edge, StudentPrior.valueOf(surprisal)));
    for (int i = 0; i < NEWTON_STEPS; i++) {
      double excess = share * StudentPrior.surprisal(edge) + (1 - share) * beyond(edge) - surprisal;
      double growth = share * StudentPrior.growth(edge) + (1 - share) / slope;
      edge = Math.max(least, edge * Math.exp(-excess / growth));
    }
    return edge;
  }

  /** Remembers a value that was judged to have that surprisal. */
  void learn(double value, double surprisal) {
    double learnt = surprisal > cap && known() && from() > 0 ? Math.min(value, capped()) : value;
    blockMaximum = Math.max(blockMaximum, (float) learnt);
    if (++inBlock < BLOCK) {
      return;
    }
    blocks = blocks * FADE + 1;
    for (int i = 0; i < kept; i++) {
      largest[i] *= (float) SIZE_FADE;
    }
    insert(blockMaximum);
    blockMaximum = 0;
    inBlock = 0;
    fit();
  }

  /** The value whose surprisal is the cap. */
  private double capped() {
    return from() * Math.exp(slope * Math.max(0, cap - fromSurprisal));
  }

  private void insert(float maximum) {
    if (known() && maximum <= largest[KEPT - 1]) {
      return;
    }
    int at = Math.min(kept, KEPT - 1);
    while (at > 0 && largest[at - 1] < maximum) {
      largest[at] = largest[at - 1];
      at--;
    }
    largest[at] = maximum;
    kept = Math.min(kept + 1, KEPT);
  }

  private void fit() {
    if (!known() || from() == 0) {
      return;
    }
    double sum = 0;
    for (float size : largest) {
      sum += Math.log(size / from());
    }
    slope = Math.max(LEAST_SLOPE, sum / (KEPT - 1));
    fromSurprisal = Math.log(blocks / KEPT);
  }

  void write(ByteWriter out) {
    Bits.write(out, largest);
    Bits.write(out, blocks, blockMaximum);
    out.u8(inBlock).u8(kept);
  }

  void read(ByteReader in) {
    Bits.read(in, largest);
    blocks = Bits.read(in);
    blockMaximum = (float) Bits.read(in);
    inBlock = in.u8();
    kept = in.u8();
    fit();
  }
}
