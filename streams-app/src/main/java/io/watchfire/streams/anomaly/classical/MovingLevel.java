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
 * Mean and deviation of a series, as moving averages. They start from medians, and weigh the next
 * values more, so that the error of the start is soon over.
 */
final class MovingLevel {
  /** After so many values the average is a moving one, whatever its weight. */
  private static final int SETTLED = 10_000;

  private final double weight;
  private final WarmUp beginning;
  private final Scale spread;
  private double mean;
  private int learned;

  private MovingLevel(double weight, WarmUp beginning, Scale spread) {
    this.weight = weight;
    this.beginning = beginning;
    this.spread = spread;
  }

  /**
   * @param weight of a new value, 0 to 1
   */
  MovingLevel(double weight) {
    this(weight, new WarmUp(), new Scale(weight));
  }

  boolean known() {
    return beginning.complete();
  }

  /** Takes one of the first values; NaN says nothing. */
  void begin(double value) {
    if (known()) {
      return;
    }
    beginning.add(value);
    if (known()) {
      mean = MonotonicTime.bounded(beginning.median());
      spread.set(beginning.distance());
    }
  }

  double mean() {
    return mean;
  }

  double deviation() {
    return spread.about(mean);
  }

  /** How many deviations a value lies above the mean; finite. */
  double distance(double value) {
    return spread.standardise(MonotonicTime.bounded(value) - mean, mean);
  }

  /** Takes note of a value; outside the band it moves the mean as if it lay at the edge. */
  void learn(double value, TailProbability rarity) {
    double difference = MonotonicTime.bounded(value) - mean;
    double deviation = deviation();
    double step =
        Math.clamp(
            difference, -rarity.criticalBelow() * deviation, rarity.criticalAbove() * deviation);
    spread.learn(difference, mean, rarity.critical());
    learned = Math.min(learned + 1, SETTLED);
    mean += Math.max(weight, 1.0 / (WarmUp.NEEDED + learned)) * step;
  }

  void write(ByteWriter out) {
    beginning.write(out);
    spread.write(out);
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
