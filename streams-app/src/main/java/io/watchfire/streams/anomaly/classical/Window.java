/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.classical;

import io.watchfire.streams.anomaly.detector.Bits;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/** The last values of a series, their median, and how far they lie from it. */
final class Window {
  /** How many values are kept. */
  static final int SIZE = 256;

  /** Standard deviation of a normal distribution by its median absolute deviation (MAD). */
  private static final double NORMAL = 1.4826;

  /** Where most values are equal: so many of them may be anything. */
  private static final double OUTLIERS = 0.1;

  private static final double NORMAL_OUTLIERS = 1.645;

  /** A distance that few values have counts as so many deviations, so that it is noticed again. */
  private static final double RARE = 10;

  private static final double PRECISION = 1e-6;

  private final double[] ring = new double[SIZE];
  private int count;
  private int next;
  private double median;
  private double deviation;

  int size() {
    return count;
  }

  void add(double value) {
    ring[next] = value;
    next = (next + 1) % SIZE;
    count = Math.min(SIZE, count + 1);
    measure();
  }

  double median() {
    return median;
  }

  /** As a standard deviation; 0 only if almost all values are 0. */
  double deviation() {
    return deviation;
  }

  private void measure() {
    Median middle = new Median();
    median = middle.evaluate(ring, 0, count);
    double[] far = new double[count];
    for (int i = 0; i < count; i++) {
      far[i] = Math.abs(ring[i] - median);
    }
    deviation = middle.evaluate(far) * NORMAL;
    if (deviation == 0) {
      deviation = ofFew(far);
    }
    deviation = Math.max(deviation, Math.abs(median) * PRECISION);
  }

  /** Most are equal: what the others do, unless it is a single one, which would set the unit. */
  private static double ofFew(double[] far) {
    Arrays.sort(far);
    double outer = far[(int) (far.length * (1 - OUTLIERS))];
    if (outer > 0) {
      return outer / NORMAL_OUTLIERS;
    }
    for (int i = 0; i < far.length - 1; i++) {
      if (far[i] > 0) {
        return far[i] / RARE;
      }
    }
    return 0;
  }

  void write(ByteWriter out) {
    Bits.writeAll(out, ring, count);
    out.varint(next);
  }

  static Window read(ByteReader in) {
    Window window = new Window();
    window.count = Bits.readAll(in, window.ring);
    window.next = (int) (in.varint() % SIZE);
    if (window.count > 0) {
      window.measure();
    }
    return window;
  }
}
