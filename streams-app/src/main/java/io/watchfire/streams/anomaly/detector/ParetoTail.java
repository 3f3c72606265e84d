/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.detector;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * How rare a standardised distance is on one side: as under a normal distribution up to two, and
 * beyond that as often and as far as the series itself went there (peaks over threshold with a
 * generalised Pareto tail, fitted by moments: J. R. M. Hosking and J. R. Wallis, "Parameter and
 * quantile estimation for the generalized Pareto distribution", Technometrics 29, 1987). Begins
 * with a tail somewhat heavier than normal, worth {@value #PRIOR} peaks, and never assumes one that
 * ends.
 */
public final class ParetoTail {
  /** Where the tail begins. */
  private static final double START = 2;

  /** Distances beyond all reason, and infinite ones, count as this. */
  public static final double FARTHEST = 1e9;

  private static final int PRIOR = 20;

  /** How far the peaks of a normal distribution lie beyond the start on average, and some more. */
  static final double NORMAL_EXCESS = 0.5;

  private static final double FORGET_SHARE = 1 / 2_000.0;
  private static final double FORGET_EXCESS = 1 / 100.0;

  /** A heavier tail has no variance to fit it by. */
  private static final double HEAVIEST = 0.45;

  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);
  private static final double NORMAL_SHARE = NORMAL.cumulativeProbability(-START);

  private double share = NORMAL_SHARE;
  private double seen = PRIOR;
  private final double heaviest;
  private double excess;
  private double square;

  private ParetoTail(double excess, double heaviest) {
    this.heaviest = heaviest;
    this.excess = excess;
    square = 2 * excess * excess;
  }

  /** For distances of single values: as heavy as they turn out to be. */
  public static ParetoTail ofValues() {
    return new ParetoTail(NORMAL_EXCESS, HEAVIEST);
  }

  /**
   * For sums that are pulled back to 0 by a constant: their tail is exponential.
   *
   * @param excess how far beyond any height they go on average
   */
  public static ParetoTail ofSums(double excess) {
    return new ParetoTail(excess, 0);
  }

  /** The surprisal: -ln of the probability to be at least that far out; ln 2 in the middle. */
  public double surprisal(double distance) {
    if (!(distance > 0)) {
      return Math.log(2);
    }
    double far = Math.min(distance, FARTHEST);
    if (far <= START) {
      return Math.log(2) - stretch() * Math.log(2 * NORMAL.cumulativeProbability(-far));
    }
    double shape = shape();
    double beyond = (far - START) / scale(shape);
    return -Math.log(share) + (shape < 1e-9 ? beyond : Math.log1p(shape * beyond) / shape);
  }

  /** The distance of that surprisal: the inverse of {@link #surprisal}. */
  public double distance(double surprisal) {
    double beyond = surprisal + Math.log(share);
    if (beyond <= 0) {
      double p = Math.exp((Math.log(2) - surprisal) / stretch()) / 2;
      return Math.max(0, -NORMAL.inverseCumulativeProbability(Math.min(0.5, p)));
    }
    double shape = shape();
    double out = shape < 1e-9 ? beyond : Math.expm1(shape * beyond) / shape;
    return Math.min(FARTHEST, START + scale(shape) * out);
  }

  /** Takes note of a distance on this side (positive) or the other one (negative). */
  public void learn(double distance) {
    boolean peak = distance > START;
    // Neither never nor always: both would leave no tail to speak of.
    share += FORGET_SHARE * ((peak ? 1 : 0) - share);
    share = Math.clamp(share, NORMAL_SHARE / 4, 0.4);
    if (peak) {
      double beyond = Math.min(distance, FARTHEST) - START;
      double weight = Math.max(1 / ++seen, FORGET_EXCESS);
      excess += weight * (beyond - excess);
      square += weight * (beyond * beyond - square);
    }
  }

  public void write(ByteWriter out) {
    Bits.write(out, share, seen, excess, square);
  }

  /** Takes on what a tail of the same kind has written. */
  public ParetoTail read(ByteReader in) {
    share = Bits.read(in);
    seen = Bits.read(in);
    excess = Bits.read(in);
    square = Bits.read(in);
    return this;
  }

  /** Bends the normal distribution so that it meets the share of peaks where the tail begins. */
  private double stretch() {
    return Math.log(2 * share) / Math.log(2 * NORMAL_SHARE);
  }

  private double shape() {
    double variance = square - excess * excess;
    if (!(variance > excess * excess)) {
      return 0;
    }
    return Math.min(heaviest, 0.5 * (1 - excess * excess / variance));
  }

  private double scale(double shape) {
    return Math.max(excess, 0.1) * (1 - shape);
  }
}
