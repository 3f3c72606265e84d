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
    double z = Math.copySign(moments.told(value - moments.mean()), value - moments.mean()) / unit;
    double predicted = moments.count() > 30 ? predictor.predict(moments.mean(), unit) : 0;
    expected = moments.mean() + predicted * unit;
    if (moments.count() >= YOUNG) {
      judge(value, z, predicted, seen, least, learn && !recurring);
    }
    if (learn && moments.count() > 30) {
      predictor.learn(Math.clamp(z, -FAR, FAR) - predicted);
    }
    beforeLast = last;
    last = Math.clamp(z, -CLIP, CLIP);
    predictor.push(value);
    if (learn) {
      moments.learn(value);
      fastMoments.learn(value);
      slowMoments.learn(value);
    }
  }

  private void judge(
      double value, double z, double predicted, Seen seen, double least, boolean learn) {
    double off = Math.abs(z - predicted);
    double miss = off < NOTHING ? 0 : off / errorSpread();
    error.judge(miss, seen);
    distance.judge(Math.abs(z), seen);
    band(predicted, least, seen);
    error.learn(miss, learn);
    distance.learn(Math.abs(z), learn);
    double mean = (Math.clamp(z, -CLIP, CLIP) + last + beforeLast) / 3;
    three.next(Math.abs(mean), seen, learn);
    jump.next(moments.told(value - predictor.last()), seen, learn);
    fast.next(fastMoments.distance(value), seen, learn);
    slow.next(slowMoments.distance(value), seen, learn);
  }

  /** What is neither too far from the prediction nor from the level. */
  private void band(double predicted, double least, Seen seen) {
    double byError = error.edge(least, seen) * errorSpread();
    double byDistance = distance.edge(least, seen);
    double unit = moments.spread();
    lower = moments.mean() + Math.min(predicted, Math.max(predicted - byError, -byDistance)) * unit;
    upper = moments.mean() + Math.max(predicted, Math.min(predicted + byError, byDistance)) * unit;
  }

  /** The size of the prediction's errors in spreads, no finer than the series' own grain. */
  private double errorSpread() {
    return Math.max(predictor.spread(), moments.grain() / moments.spread());
  }

  /** Forgets the last few values. */
  void gap() {
    predictor.restart(moments.mean());
    last = 0;
    beforeLast = 0;
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
