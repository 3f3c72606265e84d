/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.anomaly;

import io.watchfire.codec.ByteReader;
import io.watchfire.codec.ByteWriter;

/**
 * How rare a statistic's values are, by its own past: a histogram of their logarithms, and beyond
 * its last per cent a power law whose exponent is Hill's estimate (B. M. Hill, "A simple general
 * approach to inference about the tail of a distribution", Annals of Statistics 3, 1975), drawn
 * towards an ordinary one while few values were seen. The past fades.
 */
final class Tail {
  private static final int BINS = 48;

  /** Bins per octave; coarse, which also keeps the exponent from following the noise. */
  private static final int PER_OCTAVE = 2;

  private static final double LN_BIN = Math.log(2) / PER_OCTAVE;
  private static final double TOP_SHARE = 0.02;
  private static final double TOP_LEAST = 8;
  private static final double USUAL_SLOPE = 0.25;
  private static final double USUAL_WEIGHT = 3;
  private static final double LEAST_SLOPE = 0.08;
  private static final double LEAST_SEEN = 30;
  private static final double FADE = 20000;
  private static final double RESCALE = 1e6;
  private static final int REFIT = 8;

  /** The surprise, beyond the number of values, of what was never seen to differ from zero. */
  private static final double FIRST_EVER = 2;

  private static final int NEWTON_STEPS = 3;

  private final int block;
  private final double cap;
  private final double rare;
  private final float[] bins = new float[BINS];
  private double weight = 1;
  private double total;
  private double unit;
  private double blockMaximum;
  private int inBlock;
  private int sinceFit;
  private double from;
  private double slope = USUAL_SLOPE;
  private double fromSurprise;

  /**
   * @param block learns the largest of so many values, so that what lingers counts once
   * @param cap what surprises more is learnt as if it surprised so much: one outlier cannot blind
   * @param rare what surprises more is learnt with a tenth of the weight: an outage is not normal
   */
  Tail(int block, double cap, double rare) {
    this.block = block;
    this.cap = cap;
    this.rare = rare;
  }

  /** The negative logarithm of how likely a value at least that large is; 0 if ordinary. */
  double surprise(double value) {
    // Whatever the value: what is not learnt must not change when the next fit is due.
    if (total >= LEAST_SEEN * weight && unit > 0 && sinceFit++ % REFIT == 0) {
      fit();
    }
    if (!(value > 0) || total < LEAST_SEEN * weight) {
      return 0;
    }
    if (unit == 0) {
      return Math.log(total / weight) + FIRST_EVER;
    }
    return value <= from ? 0 : beyond(value);
  }

  private double beyond(double value) {
    return fromSurprise + Math.log(value / from) / slope;
  }

  /**
   * The least value beyond which the last judgement's surprise, its share taken, and that of a law
   * usual of every series together are so much; infinite if none is.
   */
  double edge(double surprise, double share) {
    double alone = share == 0 ? Double.POSITIVE_INFINITY : UsualLaw.valueOf(surprise / share);
    if (total < LEAST_SEEN * weight) {
      return alone;
    }
    if (unit == 0) {
      double left = surprise - (1 - share) * (Math.log(total / weight) + FIRST_EVER);
      return left <= 0 ? 0 : share == 0 ? alone : UsualLaw.valueOf(left / share);
    }
    return alone <= from ? alone : blendedEdge(surprise, share, alone);
  }

  /**
   * By Newton's method on the logarithm, from above: the law is convex there, so it stays above.
   */
  private double blendedEdge(double surprise, double share, double alone) {
    double edge = from * Math.exp(slope * Math.max(0, surprise - fromSurprise));
    if (share == 0) {
      return edge;
    }
    edge = Math.min(alone, Math.max(edge, UsualLaw.valueOf(surprise)));
    for (int i = 0; i < NEWTON_STEPS; i++) {
      double excess = share * UsualLaw.surprise(edge) + (1 - share) * beyond(edge) - surprise;
      double growth = share * UsualLaw.growth(edge) + (1 - share) / slope;
      edge = Math.max(from, edge * Math.exp(-excess / growth));
    }
    return edge;
  }

  /** The value of that surprise; NaN while unknown. */
  double valueOf(double surprise) {
    return unit == 0 || from == 0
        ? Double.NaN
        : from * Math.exp(slope * Math.max(0, surprise - fromSurprise));
  }

  private void fit() {
    double enough = Math.max(TOP_LEAST * weight, TOP_SHARE * total);
    double count = 0;
    double sum = 0;
    int lowest = BINS - 1;
    for (int bin = BINS - 1; bin > 0 && count < enough; bin--) {
      if (bins[bin] > 0) {
        count += bins[bin];
        sum += bins[bin] * (bin + 0.5);
        lowest = bin;
      }
    }
    double excess = (sum - count * lowest) * LN_BIN / weight;
    slope =
        Math.max(
            LEAST_SLOPE, (excess + USUAL_WEIGHT * USUAL_SLOPE) / (count / weight + USUAL_WEIGHT));
    from = unit * Math.exp((lowest - BINS / 2.0) * LN_BIN);
    fromSurprise = Math.log(total / Math.max(count, weight));
  }

  /** Remembers a value that was judged to surprise so much. */
  void learn(double value, double surprise) {
    double seen = surprise > cap ? valueOf(cap) : value;
    blockMaximum = Math.max(blockMaximum, Double.isNaN(seen) ? value : seen);
    if (++inBlock < block) {
      return;
    }
    double maximum = blockMaximum;
    blockMaximum = 0;
    inBlock = 0;
    if (unit == 0) {
      unit = maximum;
    }
    count(maximum, surprise > rare ? 0.1 * weight : weight);
  }

  private void count(double value, double by) {
    int bin = value > 0 ? (int) (BINS / 2.0 + Math.floor(Math.log(value / unit) / LN_BIN)) : 0;
    bins[Math.clamp(bin, 0, BINS - 1)] += (float) by;
    total += by;
    weight *= 1 + block / FADE;
    if (weight > RESCALE) {
      for (int i = 0; i < BINS; i++) {
        bins[i] = (float) (bins[i] / weight);
      }
      total /= weight;
      weight = 1;
    }
  }

  void write(ByteWriter out) {
    Bits.write(out, bins);
    Bits.write(out, weight, total, unit, blockMaximum, from, slope, fromSurprise);
    out.u8(inBlock).u8(sinceFit % REFIT);
  }

  void read(ByteReader in) {
    Bits.read(in, bins);
    weight = Bits.read(in);
    total = Bits.read(in);
    unit = Bits.read(in);
    blockMaximum = Bits.read(in);
    from = Bits.read(in);
    slope = Bits.read(in);
    fromSurprise = Bits.read(in);
    inBlock = in.u8();
    sinceFit = in.u8();
  }
}
