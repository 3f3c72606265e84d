/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.ensemble;

import io.watchfire.streams.anomaly.detector.Bits;
import io.watchfire.streams.anomaly.ensemble.StatisticType.Kind;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import org.jspecify.annotations.Nullable;

/** One statistic of a series: how rare its values are, and its last surprisal (-ln p). */
final class Statistic {
  /** A surprisal of a window, which may be renewed only every few rows, fades with every row. */
  private static final double FADE = Math.exp(-0.85);

  /** What faded so far is over. */
  private static final double OVER = 1e-3;

  /** Single values are learnt as if their surprisal were at most so much. */
  private static final double VALUE_CAP = 6;

  /** So are windows, of which there are few. */
  private static final double WINDOW_CAP = 11;

  private static final Seen NONE = new Seen(0, 1);

  private final StatisticType type;
  private final double weight;
  private final HillTail tail;

  /** Of distances only: others have no prior. */
  private final @Nullable PriorWeight prior;

  private double held;

  // Of the present value, between judge and learn.
  private double surprisal;

  Statistic(StatisticType type, Weights weights) {
    this.type = type;
    this.weight = weights.of(type);
    boolean ofWindows = type.kind() == Kind.WINDOW;
    this.tail = new HillTail(ofWindows ? WINDOW_CAP : VALUE_CAP, ofWindows);
    this.prior = type.kind() == Kind.DISTANCE ? new PriorWeight() : null;
  }

  /** Fades what was said before; once a row. */
  void fade() {
    held = held < OVER ? 0 : held * FADE;
  }

  /** Drops what was said before. */
  void forget() {
    held = 0;
  }

  /** Judges a value of a window, 0 or more, and remembers it. */
  void next(double value, boolean learn) {
    next(value, NONE, learn);
  }

  /**
   * Judges a value of the statistic, 0 or more, and remembers it.
   *
   * @param seen how much was seen of the series, which is what its own tail is worth
   */
  void next(double value, Seen seen, boolean learn) {
    judge(value, seen);
    learn(value, learn);
  }

  /** Judges a value of the statistic, 0 or more. */
  void judge(double value, Seen seen) {
    double own = tail.surprisal(value);
    double share = share(seen);
    surprisal = share == 0 ? own : share * StudentPrior.surprisal(value) + (1 - share) * own;
    held = Math.max(held, weight * surprisal);
  }

  /** Remembers the value that was just judged. */
  void learn(double value, boolean learn) {
    if (!learn) {
      return;
    }
    tail.learn(value, surprisal);
    if (prior != null) {
      prior.learn(value);
    }
  }

  private double share(Seen seen) {
    return prior == null ? 0 : prior.share(seen);
  }

  /** What is larger has at least that surprisal; infinite if nothing. */
  double edge(double least, Seen seen) {
    return tail.edge(least / weight, share(seen));
  }

  /** Its surprisal now, or a moment ago if that has not faded yet, weighted. */
  double held() {
    return held;
  }

  String words() {
    return type.words();
  }

  void write(ByteWriter out) {
    tail.write(out);
    if (prior != null) {
      prior.write(out);
    }
    Bits.write(out, held);
  }

  void read(ByteReader in) {
    tail.read(in);
    if (prior != null) {
      prior.read(in);
    }
    held = Bits.read(in);
  }
}
