/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.classical;

import io.watchfire.streams.anomaly.detector.Bits;
import io.watchfire.streams.anomaly.detector.Detector;
import io.watchfire.streams.anomaly.detector.DetectorSettings;
import io.watchfire.streams.anomaly.detector.MonotonicTime;
import io.watchfire.streams.anomaly.detector.Verdict;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;

/**
 * Adds up how far values lie above their mean, less half a deviation each, and the same below
 * (two-sided CUSUM: E. S. Page, "Continuous inspection schemes", Biometrika 41, 1954): a lasting
 * shift too small to see in any one value grows until it is rare. How rare a sum is, the series
 * itself has shown; mean and deviation are moving averages.
 */
public final class ChangePointDetector implements Detector {
  public static final String DESCRIPTION =
      "lasting shift of the level, however small: the sum of deviations (two-sided CUSUM)";

  private static final double WEIGHT = 1 / 300.0;

  /** Deviations that a value may lie off the mean without adding to the sum. */
  private static final double SLACK = 0.5;

  /**
   * How far the sum of normal noise goes beyond any height: exp(-2 * slack * height) is its tail.
   */
  private static final double EXCESS = 1 / (2 * SLACK);

  private static final int VERSION = 1;

  private final MonotonicTime monotonicTime;
  private final MovingLevel level;
  private final TailProbability values;
  private final TailProbability sums;
  private double up;
  private double down;

  private ChangePointDetector(
      MonotonicTime monotonicTime,
      MovingLevel level,
      TailProbability values,
      TailProbability sums) {
    this.monotonicTime = monotonicTime;
    this.level = level;
    this.values = values;
    this.sums = sums;
  }

  public ChangePointDetector(DetectorSettings settings) {
    this(
        new MonotonicTime(),
        new MovingLevel(WEIGHT),
        new TailProbability(settings),
        TailProbability.ofSums(settings, EXCESS));
  }

  @Override
  public Verdict next(long timeMillis, double value, boolean learn) {
    monotonicTime.at(timeMillis);
    if (!level.known()) {
      if (learn) {
        level.begin(value);
      }
      return Verdict.LEARNING;
    }
    if (Double.isNaN(value)) {
      return verdict(0);
    }
    double distance = level.distance(value);
    double above = Math.max(0, up + distance - SLACK);
    double below = Math.max(0, down - distance - SLACK);
    double change = sums.surprisal(above) >= sums.surprisal(-below) ? above : -below;
    Verdict verdict = verdict(sums.surprisal(change));
    if (learn) {
      level.learn(value, values);
      values.learn(distance);
      sums.learn(change);
    }
    // No further than an alert: it shall end soon after the change is over, or learned.
    up = Math.min(above, sums.criticalAbove());
    down = Math.min(below, sums.criticalBelow());
    return verdict;
  }

  /** A value beyond the band takes the sum to where an alert is due. */
  private Verdict verdict(double surprisal) {
    double mean = level.mean();
    double deviation = level.deviation();
    return sums.verdict(
        surprisal,
        mean,
        mean - Math.max(0, sums.criticalBelow() - down + SLACK) * deviation,
        mean + Math.max(0, sums.criticalAbove() - up + SLACK) * deviation,
        "lasting shift of the level");
  }

  @Override
  public void write(ByteWriter out) {
    out.u8(VERSION);
    monotonicTime.write(out);
    level.write(out);
    values.write(out);
    sums.write(out);
    Bits.write(out, up, down);
  }

  public static ChangePointDetector read(ByteReader in, DetectorSettings settings) {
    Bits.version(in, VERSION, "change-point detector");
    ChangePointDetector detector =
        new ChangePointDetector(
            MonotonicTime.read(in),
            MovingLevel.read(in, WEIGHT),
            new TailProbability(settings).read(in),
            TailProbability.ofSums(settings, EXCESS).read(in));
    detector.up = Bits.read(in);
    detector.down = Bits.read(in);
    return detector;
  }
}
