/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.ensemble;

import io.watchfire.streams.anomaly.detector.Bits;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;

/**
 * Where a series lies and how far it strays: its first two moments, exponentially weighted (T.
 * Finch, "Incremental calculation of weighted mean and variance", 2009), outliers clipped.
 */
final class RunningMoments {
  private static final double CLIP = 3;
  private static final int UNCLIPPED = 30;

  /** Differences below this share of the level are no differences. */
  private static final double RESOLUTION = 1e-4;

  private static final double TINY = 1e-12;

  /** A series that changes less often than once in so many values is at rest: it has no grain. */
  private static final int RESTING = 100;

  private final double share;
  private double mean;
  private double variance;
  private long count;
  private double last;
  private double quantum;
  private long jumps;

  /** Variance of where the level may have gone to unseen; 0 once it was learnt again. */
  private double doubt;

  /**
   * @param memory about so many values
   */
  RunningMoments(int memory) {
    share = 1.0 / memory;
  }

  double mean() {
    return mean;
  }

  /** The standard deviation, no finer than the grain of the series and what computing costs. */
  double spread() {
    return Math.max(Math.sqrt(variance), Math.max(grain(), RESOLUTION * Math.abs(mean) + TINY));
  }

  /** The spread of values about a level that is not quite known: the spread, but behind a gap. */
  double reach() {
    return doubt == 0 ? spread() : Math.hypot(spread(), Math.sqrt(doubt));
  }

  /** The variance of where the level may be; 0 where it is known. */
  double doubt() {
    return doubt;
  }

  /** Behind a gap: the level may have moved, by so much of a variance. */
  void doubt(double variance) {
    doubt = Math.max(doubt, variance);
  }

  /** Whether so many values would have changed the level altogether. */
  boolean forgets(double rows) {
    return rows * share >= 1;
  }

  /** How far a value lies from the level, 0 or more, in spreads, or in what it may stray. */
  double distance(double value) {
    return told(value - mean) / reach();
  }

  /** The size of a difference, or 0 if it is none but of rounding. */
  double told(double difference) {
    return Rounding.told(Math.abs(difference), mean);
  }

  /**
   * The smallest step that was seen between two values, if they step at all: less is no difference.
   */
  double grain() {
    return jumps * RESTING > count ? quantum : 0;
  }

  long count() {
    return count;
  }

  void learn(double value) {
    double jump = Math.abs(value - last);
    if (count > 0 && jump > RESOLUTION * Math.abs(mean) + TINY) {
      quantum = quantum == 0 ? jump : Math.min(quantum, jump);
      jumps++;
    }
    last = value;
    count++;
    double part = Math.max(share, 1.0 / count);
    if (doubt > 0) {
      find(value, part);
    }
    double limit = count > UNCLIPPED ? CLIP * spread() : Double.MAX_VALUE;
    double delta = Math.clamp(value - mean, -limit, limit);
    mean += part * delta;
    variance = (1 - part) * (variance + part * delta * delta);
  }

  /**
   * Moves a doubtful level towards a value, as far as either is sure (the gain of a Kalman filter):
   * the first value behind a long gap is the level, the second half of it. What is too far even for
   * a doubtful level does not say where it is.
   */
  private void find(double value, double part) {
    double delta = value - mean;
    if (Math.abs(delta) > CLIP * reach()) {
      return;
    }
    double gain = doubt / (doubt + spread() * spread());
    mean += gain * delta;
    doubt = gain > part ? (1 - gain) * doubt : 0;
  }

  void write(ByteWriter out) {
    Bits.write(out, mean, variance, last, quantum);
    out.varint(count).varint(jumps);
  }

  void read(ByteReader in) {
    mean = Bits.read(in);
    variance = Bits.read(in);
    last = Bits.read(in);
    quantum = Bits.read(in);
    count = in.varint();
    jumps = in.varint();
  }
}
