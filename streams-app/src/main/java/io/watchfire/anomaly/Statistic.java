/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.anomaly;

import io.watchfire.codec.ByteReader;
import io.watchfire.codec.ByteWriter;

/** One statistic of a series: what it is called, how rare its values are, and its last surprise. */
final class Statistic {
  /** A surprise of a window, which may be renewed only every few rows, fades over so many. */
  private static final double FADE = Math.exp(-1 / 6.0);

  /** What faded so far is over. */
  private static final double OVER = 1e-3;

  private static final double LIKE_STUDENT = 4;

  /** After so many values what was seen counts as much as what is usual of any series. */
  private static final double PRIOR = 1000;

  private final String words;
  private final Tail tail;
  private final boolean prior;
  private double held;

  private Statistic(String words, Tail tail, boolean prior) {
    this.words = words;
    this.tail = tail;
    this.prior = prior;
  }

  /** Of single values, row by row. */
  static Statistic ofValues(String words) {
    return new Statistic(words, new Tail(1, 12, 7), false);
  }

  /**
   * Of a distance in spreads, which means much the same in every series: while few values were
   * seen, judged by a law with the heavy tails of Student's distribution.
   */
  static Statistic ofDistances(String words) {
    return new Statistic(words, new Tail(1, 12, 7), true);
  }

  /** Of windows, which overlap: neighbours are one observation. */
  static Statistic ofWindows(String words) {
    return new Statistic(words, new Tail(6, 40, 99), false);
  }

  /** Fades what was said before; once a row. */
  void fade() {
    held = held < OVER ? 0 : held * FADE;
  }

  /** Drops what was said before. */
  void forget() {
    held = 0;
  }

  /** Judges a value of a statistic that has no usual law. */
  void next(double value, boolean learn) {
    next(value, 0, learn);
  }

  /**
   * Judges a value of the statistic, 0 or more.
   *
   * @param seen how many values there were, which is what its own tail is worth
   */
  void next(double value, double seen, boolean learn) {
    double own = tail.surprise(value);
    double surprise = prior ? blend(value, own, seen) : own;
    if (learn) {
      tail.learn(value, surprise);
    }
    held = Math.max(held, surprise);
  }

  private static double blend(double value, double own, double seen) {
    double share = PRIOR / (PRIOR + seen);
    return share * usual(value) + (1 - share) * own;
  }

  private static double usual(double value) {
    return LIKE_STUDENT * Math.log1p(value * value / LIKE_STUDENT);
  }

  /** The least value that surprises so much; NaN while unknown. */
  double valueOf(double surprise, double seen) {
    double own = tail.valueOf(surprise);
    if (!prior) {
      return own;
    }
    double usual = Math.sqrt(LIKE_STUDENT * Math.expm1(surprise / LIKE_STUDENT));
    if (Double.isNaN(own)) {
      return usual;
    }
    double share = PRIOR / (PRIOR + seen);
    return Math.exp(share * Math.log(usual) + (1 - share) * Math.log(own));
  }

  /** How surprising it is, or was a moment ago. */
  double held() {
    return held;
  }

  String words() {
    return words;
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
