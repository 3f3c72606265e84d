/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.classical;

import com.amazon.randomcutforest.parkservices.AnomalyDescriptor;
import io.watchfire.streams.anomaly.detector.Bits;
import io.watchfire.streams.anomaly.detector.Detector;
import io.watchfire.streams.anomaly.detector.DetectorSettings;
import io.watchfire.streams.anomaly.detector.MonotonicTime;
import io.watchfire.streams.anomaly.detector.Verdict;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import org.jspecify.annotations.Nullable;

/**
 * Says how easily random cuts set the last four values apart from those seen before (Random Cut
 * Forest: S. Guha et al., "Robust random cut forest based anomaly detection on streams", ICML
 * 2016); how rare that is, the forest's own scores have shown. A value that the forest's own
 * threshold passes counts half. It knows no band: lower and upper are NaN, and expected is known of
 * anomalies alone.
 *
 * <p>The model stays in memory, some 700 KB of it. Its state is large, over 100 KB when warm: for a
 * checkpoint now and then, not for every value. While nothing is to be learned a copy of the model
 * judges, which is dropped afterwards; the state is twice as large meanwhile.
 */
public final class ForestDetector implements Detector {
  public static final String DESCRIPTION =
      "unusual course of the last 4 values, by how easily they are cut off (Random Cut Forest)";

  private static final double WEIGHT = 1 / 300.0;

  /** A value counts up to so many deviations: a larger one would squeeze all others together. */
  private static final double CLIP = 12;

  private static final int VERSION = 1;

  private final MonotonicTime monotonicTime;
  private final MovingLevel values;
  private final MovingLevel scores;
  private final TailProbability valueTail;
  private final TailProbability scoreTail;
  private double origin;
  private double unit;
  private final Forest forest;
  private @Nullable Forest aside;

  /** What it is made of, in the order in which it is written. */
  private ForestDetector(
      MonotonicTime monotonicTime,
      MovingLevel values,
      MovingLevel scores,
      TailProbability valueTail,
      TailProbability scoreTail,
      Forest forest) {
    this.monotonicTime = monotonicTime;
    this.values = values;
    this.scores = scores;
    this.valueTail = valueTail;
    this.scoreTail = scoreTail;
    this.forest = forest;
  }

  public ForestDetector(DetectorSettings settings) {
    this(
        new MonotonicTime(),
        new MovingLevel(WEIGHT),
        new MovingLevel(WEIGHT),
        new TailProbability(settings),
        new TailProbability(settings),
        new Forest());
  }

  @Override
  public Verdict next(long timeMillis, double value, boolean learn) {
    monotonicTime.at(timeMillis);
    if (!values.known()) {
      if (learn) {
        begin(value);
      }
      return Verdict.LEARNING;
    }
    if (Double.isNaN(value)) {
      return scores.known() ? ordinary() : Verdict.LEARNING;
    }
    AnomalyDescriptor found = forest(learn).next(normal(value), timeMillis);
    if (learn) {
      values.learn(value, valueTail);
      valueTail.learn(values.distance(value));
    }
    return found.getRCFScore() > 0 || scores.known() ? judge(found, learn) : Verdict.LEARNING;
  }

  private void begin(double value) {
    values.begin(value);
    if (values.known()) {
      origin = values.mean();
      unit = values.deviation() > 0 ? values.deviation() : 1;
    }
  }

  private Forest forest(boolean learn) {
    if (learn) {
      aside = null;
      return forest;
    }
    Forest copy = aside;
    if (copy == null) {
      copy = forest.copy();
      aside = copy;
    }
    return copy;
  }

  /** In the unit of the first values: the forest computes in floats. */
  private double normal(double value) {
    double reach = CLIP * Math.max(values.deviation(), values.deviation() > 0 ? 0 : unit);
    double clipped =
        Math.clamp(MonotonicTime.bounded(value), values.mean() - reach, values.mean() + reach);
    return Math.clamp((clipped - origin) / unit, -1e30, 1e30);
  }

  private Verdict judge(AnomalyDescriptor found, boolean learn) {
    double score = found.getRCFScore();
    if (!scores.known()) {
      if (learn) {
        scores.begin(score);
      }
      return Verdict.LEARNING;
    }
    double distance = scores.distance(score);
    double surprisal = distance > 0 ? scoreTail.surprisal(distance) : 0;
    if (learn) {
      scores.learn(score, scoreTail);
      scoreTail.learn(distance);
    }
    boolean passed = found.getAnomalyGrade() == 0;
    return scoreTail.verdict(
        passed ? surprisal / 2 : surprisal,
        expected(found),
        Double.NaN,
        Double.NaN,
        "unusual course of the last values");
  }

  private Verdict ordinary() {
    return scoreTail.verdict(0, Double.NaN, Double.NaN, Double.NaN, "");
  }

  private double expected(AnomalyDescriptor found) {
    double @Nullable [][] expected = found.getExpectedValuesList();
    boolean now = found.getRelativeIndex() == 0 && found.getAnomalyGrade() > 0;
    return now && expected != null && expected.length > 0
        ? MonotonicTime.bounded(origin + expected[0][0] * unit)
        : Double.NaN;
  }

  @Override
  public void write(ByteWriter out) {
    out.u8(VERSION);
    monotonicTime.write(out);
    values.write(out);
    scores.write(out);
    valueTail.write(out);
    scoreTail.write(out);
    Bits.write(out, origin, unit);
    out.bytes(forest.toBytes());
    Forest copy = aside;
    out.bytes(copy == null ? new byte[0] : copy.toBytes());
  }

  public static ForestDetector read(ByteReader in, DetectorSettings settings) {
    Bits.version(in, VERSION, "forest detector");
    MonotonicTime monotonicTime = MonotonicTime.read(in);
    MovingLevel values = MovingLevel.read(in, WEIGHT);
    MovingLevel scores = MovingLevel.read(in, WEIGHT);
    TailProbability valueTail = new TailProbability(settings).read(in);
    TailProbability scoreTail = new TailProbability(settings).read(in);
    double origin = Bits.read(in);
    double unit = Bits.read(in);
    ForestDetector detector =
        new ForestDetector(
            monotonicTime, values, scores, valueTail, scoreTail, Forest.of(in.bytes()));
    detector.origin = origin;
    detector.unit = unit;
    byte[] aside = in.bytes();
    detector.aside = aside.length == 0 ? null : Forest.of(aside);
    return detector;
  }
}
