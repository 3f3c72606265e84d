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
 * Level and damped trend of a series, value by value (Holt's linear method with the damping of E.
 * S. Gardner and E. McKenzie, "Forecasting trends in time series", Management Science 31, 1985).
 */
final class Trend {
  private static final double LEVEL = 0.1;
  private static final double SLOPE = 0.01;

  /** A trend does not go on for ever. */
  private static final double DAMPED = 0.98;

  private double level;
  private double slope;

  void start(double value) {
    level = value;
  }

  double level() {
    return level;
  }

  /** What the next value should be. */
  double next() {
    return level + DAMPED * slope;
  }

  void learn(double value) {
    double before = level;
    level = MonotonicTime.bounded(next() + LEVEL * (value - next()));
    slope = DAMPED * slope + SLOPE * (level - before - DAMPED * slope);
  }

  void write(ByteWriter out) {
    Bits.write(out, level, slope);
  }

  static Trend read(ByteReader in) {
    Trend trend = new Trend();
    trend.level = Bits.read(in);
    trend.slope = Bits.read(in);
    return trend;
  }
}
