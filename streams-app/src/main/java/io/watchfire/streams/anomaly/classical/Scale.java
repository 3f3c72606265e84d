/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.classical;

import io.watchfire.streams.anomaly.detector.Bits;
import io.watchfire.streams.anomaly.detector.ParetoTail;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;

/**
 * How far values usually lie from what is expected: the mean absolute deviation as a moving
 * average, given as a standard deviation. One value, however far out, cannot blind it.
 */
final class Scale {
  /** Standard deviation of a normal distribution by its mean absolute one. */
  static final double NORMAL = Math.sqrt(Math.PI / 2);

  /** What computing in doubles, and printing six digits, may cost by itself. */
  private static final double PRECISION = 1e-6;

  /** A distance counts up to so many times what would be an alert. */
  private static final double CLIP = 3;

  private final double weight;
  private double distance;
  private double first;

  Scale(double weight) {
    this.weight = weight;
  }

  void set(double meanAbsolute) {
    distance = meanAbsolute;
  }

  /** The mean absolute distance, which tells two ways of expecting apart. */
  double distance() {
    return distance;
  }

  /** The standard deviation about a level; 0 only for a series that was always 0. */
  double about(double level) {
    return Math.max(distance * NORMAL, Math.abs(level) * PRECISION);
  }

  /** How many deviations, with its sign; finite. */
  double standardise(double difference, double level) {
    return inDeviations(difference, about(level));
  }

  /** The same where the deviation is known; of one that is 0, as far as can be. */
  static double inDeviations(double difference, double deviation) {
    return difference == 0
        ? 0
        : Math.clamp(difference / deviation, -ParetoTail.FARTHEST, ParetoTail.FARTHEST);
  }

  /**
   * @param critical standardised distance of an alert
   */
  void learn(double difference, double level, double critical) {
    double far = Math.abs(difference);
    double about = about(level);
    if (about > 0) {
      distance += weight * (Math.min(far, CLIP * critical * about) - distance);
    } else if (far > 0) {
      // Nothing is known of the unit: two values must agree on it, so that one cannot spoil it.
      distance = first > 0 ? weight * Math.min(first, far) : 0;
      first = far;
    }
  }

  void write(ByteWriter out) {
    Bits.write(out, distance, first);
  }

  static Scale read(ByteReader in, double weight) {
    Scale scale = new Scale(weight);
    scale.distance = Bits.read(in);
    scale.first = Bits.read(in);
    return scale;
  }
}
