/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.classical;

import io.watchfire.streams.anomaly.detector.Bits;
import io.watchfire.streams.anomaly.detector.MonotonicTime;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;

/**
 * Mean and deviation of a series, as exponentially weighted moving averages. They start from
 * medians, and weigh the next values more, so that the error of the start is soon over.
 */
final class MovingLevel {
  /** After so many values the average is a moving one, whatever its weight. */
  private static final int SETTLED = 10_000;

  private final double weight;
  private final WarmUp warmUp;
  private final Scale scale;
  private double mean;
  private int learned;

  private MovingLevel(double weight, WarmUp warmUp, Scale scale) {
    this.weight = weight;
    this.warmUp = warmUp;
    this.scale = scale;
  }

  /**
   * @param weight of a new value, 0 to 1
   */
  MovingLevel(double weight) {
    this(weight, new WarmUp(), new Scale(weight));
  }

  boolean known() {
    return warmUp.complete();
  }

  /** Takes one of the first values; NaN says nothing. */
  void begin(double value) {
    if (known()) {
      return;
    }
    warmUp.add(value);
    if (known()) {
      mean = MonotonicTime.bounded(warmUp.median());
      scale.set(warmUp.distance());
    }
  }

  double mean() {
    return mean;
  }

  double deviation() {
    return scale.about(mean);
  }

  /** How many deviations a value lies above the mean; finite. */
  double distance(double value) {
    return scale.standardise(MonotonicTime.bounded(value) - mean, mean);
  }

  /** Takes note of a value; outside the band it moves the mean as if it lay at the edge. */
  void learn(double value, TailProbability tail) {
    double difference = MonotonicTime.bounded(value) - mean;
    double deviation = deviation();
    double step =
        Math.clamp(difference, -tail.criticalBelow() * deviation, tail.criticalAbove() * deviation);
    scale.learn(difference, mean, tail.critical());
    learned = Math.min(learned + 1, SETTLED);
    mean += Math.max(weight, 1.0 / (WarmUp.NEEDED + learned)) * step;
  }

  void write(ByteWriter out) {
    warmUp.write(out);
    scale.write(out);
    Bits.write(out, mean);
    out.varint(learned);
  }

  static MovingLevel read(ByteReader in, double weight) {
    MovingLevel level = new MovingLevel(weight, WarmUp.read(in), Scale.read(in, weight));
    level.mean = Bits.read(in);
    level.learned = (int) in.varint();
    return level;
  }
}
