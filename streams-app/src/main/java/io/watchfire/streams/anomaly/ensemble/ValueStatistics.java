/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.ensemble;

import io.watchfire.streams.anomaly.detector.Bits;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.util.List;

/** The statistics of single rows: what finds spikes, dips and the first moments of a shift. */
final class ValueStatistics {
  private static final int YOUNG = 60;
  private static final double CLIP = 8;

  /** Less than so much of a spread is no error of the prediction. */
  private static final double NOTHING = 1e-3;

  /** Beyond so many spreads, further is no lesson. */
  private static final double FAR = 20;

  private final RunningMoments moments = new RunningMoments(300);
  private final RunningMoments fastMoments = new RunningMoments(60);
  private final RunningMoments slowMoments = new RunningMoments(2000);
  private final AutoregressivePredictor predictor = new AutoregressivePredictor();
  private final Statistic error;
  private final Statistic distance;
  private final Statistic three;
  private final Statistic jump;
  private final Statistic fast;
  private final Statistic slow;
  private final List<Statistic> all;
  private double beforeLast;
  private double last;
  private double expected;
  private double lower = Double.NaN;
  private double upper = Double.NaN;

  /** Whether the present row is the first one behind a gap. */
  private boolean apart;

  ValueStatistics(Weights weights) {
    error = new Statistic(StatisticType.ERROR, weights);
    distance = new Statistic(StatisticType.DISTANCE, weights);
    three = new Statistic(StatisticType.THREE, weights);
    jump = new Statistic(StatisticType.JUMP, weights);
    fast = new Statistic(StatisticType.FAST, weights);
    slow = new Statistic(StatisticType.SLOW, weights);
    all = List.of(error, distance, three, jump, fast, slow);
  }

  /**
   * Judges a value, then remembers it.
   *
   * @param seen how much was seen of the series
   * @param least the surprisal from which on a value is worth an alert
   * @param recurring whether something is expected to recur now: it must not become the measure of
   *     other hours
   */
  void next(double value, Seen seen, double least, boolean learn, boolean recurring) {
    all.forEach(Statistic::forget);
    double unit = moments.spread();
    double off = Math.copySign(moments.told(value - moments.mean()), value - moments.mean()) / unit;
    boolean predicts = moments.count() > 30 && !apart;
    double predicted = predicts ? predictor.predict(moments.mean(), unit) : 0;
    expected = moments.mean() + predicted * unit;
    if (moments.count() >= YOUNG) {
      judge(value, off, predicted, seen, least, learn && !recurring);
    }
    if (learn && predicts) {
      predictor.learn(Math.clamp(off, -FAR, FAR) - predicted);
    }
    beforeLast = last;
    last = Math.clamp(off / reach(), -CLIP, CLIP);
    if (apart) {
      begin(off);
    }
    predictor.push(value);
    if (learn) {
      moments.learn(value);
      fastMoments.learn(value);
      slowMoments.learn(value);
    }
  }

  private void judge(
      double value, double off, double predicted, Seen seen, double least, boolean learn) {
    double z = off / reach();
    double missed = Math.abs(off - predicted);
    double miss = missed < NOTHING ? 0 : missed / errorSpread();
    error.judge(miss, seen);
    distance.judge(Math.abs(z), seen);
    band(predicted, least, seen);
    error.learn(miss, learn);
    distance.learn(Math.abs(z), learn);
    double mean = (Math.clamp(z, -CLIP, CLIP) + last + beforeLast) / 3;
    three.next(Math.abs(mean), seen, learn);
    jump.next(moments.told(value - predictor.last()) * jumpShare(), seen, learn);
    fast.next(fastMoments.distance(value), seen, learn);
    slow.next(slowMoments.distance(value), seen, learn);
  }

  /** What is neither too far from the prediction nor from the level. */
  private void band(double predicted, double least, Seen seen) {
    double byError = error.edge(least, seen) * errorSpread();
    double byDistance = distance.edge(least, seen) * reach();
    double unit = moments.spread();
    lower = moments.mean() + Math.min(predicted, Math.max(predicted - byError, -byDistance)) * unit;
    upper = moments.mean() + Math.max(predicted, Math.min(predicted + byError, byDistance)) * unit;
  }

  /**
   * The size of the prediction's errors in spreads, no finer than the series' own grain; behind a
   * gap that of values about a level which has moved unseen.
   */
  private double errorSpread() {
    if (apart) {
      return Math.max(ownErrorSpread(), reach());
    }
    double doubt = moments.doubt();
    return doubt == 0
        ? ownErrorSpread()
        : Math.hypot(ownErrorSpread(), Math.sqrt(doubt) / moments.spread());
  }

  private double ownErrorSpread() {
    return Math.max(predictor.spread(), moments.grain() / moments.spread());
  }

  /** How far values stray about a level that may have moved unseen, in spreads: 1 if it has not. */
  private double reach() {
    return moments.doubt() == 0 ? 1 : moments.reach() / moments.spread();
  }

  /** A jump over a gap is that of many steps, of which the usual jump is one. */
  private double jumpShare() {
    return apart ? ownErrorSpread() / errorSpread() : 1;
  }

  /**
   * What follows comes after a gap.
   *
   * @param movement how far values move over such a gap, a standard deviation
   * @param rows how many values it had room for
   */
  void gap(double movement, double rows) {
    double variance = movement * movement;
    // The level of the last values has moved by as much; a longer memory hardly has, in a short
    // gap.
    fastMoments.doubt(variance);
    if (moments.forgets(rows)) {
      moments.doubt(variance);
    }
    if (slowMoments.forgets(rows)) {
      slowMoments.doubt(variance);
    }
    last = 0;
    beforeLast = 0;
    apart = true;
  }

  /** What is predicted next is predicted from the first value behind a gap. */
  private void begin(double off) {
    double tame = Math.clamp(off, -CLIP * reach(), CLIP * reach());
    predictor.restart(moments.mean() + tame * moments.spread());
    apart = false;
  }

  /** Whether a level is still to be found again. */
  boolean doubts() {
    return moments.doubt() > 0 || fastMoments.doubt() > 0 || slowMoments.doubt() > 0;
  }

  void writeDoubts(ByteWriter out) {
    Bits.write(out, moments.doubt(), fastMoments.doubt(), slowMoments.doubt());
  }

  void readDoubts(ByteReader in) {
    moments.doubt(Bits.read(in));
    fastMoments.doubt(Bits.read(in));
    slowMoments.doubt(Bits.read(in));
  }

  List<Statistic> all() {
    return all;
  }

  /** What the value just judged should have been. */
  double expected() {
    return expected;
  }

  /** A value below was rare enough for an alert; NaN while unknown. */
  double lower() {
    return lower;
  }

  /** A value above was rare enough for an alert; NaN while unknown. */
  double upper() {
    return upper;
  }

  void write(ByteWriter out) {
    moments.write(out);
    fastMoments.write(out);
    slowMoments.write(out);
    predictor.write(out);
    all.forEach(s -> s.write(out));
    Bits.write(out, beforeLast, last, expected, lower, upper);
  }

  void read(ByteReader in) {
    moments.read(in);
    fastMoments.read(in);
    slowMoments.read(in);
    predictor.read(in);
    all.forEach(s -> s.read(in));
    beforeLast = Bits.read(in);
    last = Bits.read(in);
    expected = Bits.read(in);
    lower = Bits.read(in);
    upper = Bits.read(in);
  }
}
