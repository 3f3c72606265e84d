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

/** The first values of a series, until they are enough to say what is usual. */
final class WarmUp {
  /** How many values that takes. */
  static final int NEEDED = 32;

  /**
   * Median by mean of the absolute deviation (0.6745 and 0.7979 standard deviations) under a normal
   * distribution.
   */
  private static final double MEDIAN_OF_MEAN = 0.6745 / 0.7979;

  private final double[] values = new double[NEEDED];
  private int count;

  /** Adds one; infinite ones say nothing. */
  void add(double value) {
    if (Double.isFinite(value) && count < NEEDED) {
      values[count++] = value;
    }
  }

  boolean complete() {
    return count == NEEDED;
  }

  double median() {
    return new Median().evaluate(values, 0, count);
  }

  /**
   * The mean absolute distance from the median, by the median one, so that half of the values may
   * be anything; where most are equal, the mean without the farthest tenth.
   */
  double distance() {
    double median = median();
    double[] far = new double[count];
    for (int i = 0; i < count; i++) {
      far[i] = Math.abs(values[i] - median);
    }
    double middle = new Median().evaluate(far);
    if (middle > 0) {
      return middle / MEDIAN_OF_MEAN;
    }
    Arrays.sort(far);
    double sum = 0;
    int kept = count - count / 10;
    for (int i = 0; i < kept; i++) {
      sum += far[i] / kept;
    }
    return sum;
  }

  void write(ByteWriter out) {
    Bits.writeAll(out, values, count);
  }

  static WarmUp read(ByteReader in) {
    WarmUp warmUp = new WarmUp();
    warmUp.count = Bits.readAll(in, warmUp.values);
    return warmUp;
  }
}
