/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.anomaly;

import io.watchfire.anomaly.Measure.Kind;
import io.watchfire.codec.ByteReader;
import io.watchfire.codec.ByteWriter;

/** One statistic of a series: how rare its values are, and its last surprise. */
final class Statistic {
  /** A surprise of a window, which may be renewed only every few rows, fades with every row. */
  private static final double FADE = Math.exp(-1);

  /** What faded so far is over. */
  private static final double OVER = 1e-3;

  /** After so many values what was seen counts as much as what is usual of any series. */
  private static final double PRIOR = 1000;

  /** Single values are learnt as if they surprised at most so much. */
  private static final double VALUE_CAP = 6;

  private final Measure measure;
  private final double weight;
  private final Tail tail;
  private double held;

  // Of the present value, between judge and learn.
  private double surprise;

  Statistic(Measure measure, Weights weights) {
    this.measure = measure;
    this.weight = weights.of(measure);
    this.tail = new Tail(measure.kind() == Kind.WINDOW ? Double.POSITIVE_INFINITY : VALUE_CAP);
  }

  /** Fades what was said before; once a row. */
  void fade() {
    held = held < OVER ? 0 : held * FADE;
  }

  /** Drops what was said before. */
  void forget() {
    held = 0;
  }

  /** Judges a value of the statistic, 0 or more, that no usual law is needed for, and learns it. */
  void next(double value) {
    next(value, 0, true);
  }

  /**
   * Judges a value of the statistic, 0 or more, and remembers it.
   *
   * @param seen how many values there were, which is what its own tail is worth
   */
  void next(double value, double seen, boolean learn) {
    judge(value, seen);
    learn(value, learn);
  }

  /** Judges a value of the statistic, 0 or more. */
  void judge(double value, double seen) {
    double own = tail.surprise(value);
    double share = share(seen);
    surprise = share == 0 ? own : share * UsualLaw.surprise(value) + (1 - share) * own;
    held = Math.max(held, weight * surprise);
  }

  /** Remembers the value that was just judged. */
  void learn(double value, boolean learn) {
    if (learn) {
      tail.learn(value, surprise);
    }
  }

  private double share(double seen) {
    return measure.kind() == Kind.DISTANCE ? PRIOR / (PRIOR + seen) : 0;
  }

  /** What is larger surprises at least so much; infinite if nothing. */
  double edge(double least, double seen) {
    return tail.edge(least / weight, share(seen));
  }

  /** How surprising it is, or was a moment ago, weighted. */
  double held() {
    return held;
  }

  String words() {
    return measure.words();
  }

  void write(ByteWriter out) {
    tail.write(out);
    Bits.write(out, held);
  }

  void read(ByteReader in) {
    tail.read(in);
    held = Bits.read(in);
  }
}
