/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.ensemble;

import io.watchfire.streams.anomaly.detector.Bits;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.util.Arrays;

/**
 * The first values of a series, kept back until they tell what is absurd among them: what a
 * detector learns first, it learns with the most weight.
 */
final class EnsembleWarmUp {
  /** How many values are kept back; odd, so that one of them is the median. */
  static final int ROWS = 59;

  /** The standard deviation of normal noise in median absolute deviations (MAD). */
  private static final double NORMAL = 1.4826;

  /** Farther than so many spreads from the median is learnt as if it were so far. */
  private static final double FAR = 20;

  /** A value this many times larger or smaller than usual says nothing of the unit. */
  private static final double ODD = 1000;

  private long[] timesMillis = new long[ROWS];
  private double[] values = new double[ROWS];
  private int count;

  /** Whether all was kept that is needed, or given back again. */
  boolean full() {
    return count == ROWS;
  }

  void add(long timeMillis, double value) {
    timesMillis[count] = timeMillis;
    values[count++] = value;
  }

  long timeMillis(int row) {
    return timesMillis[row];
  }

  /** The values kept, without what is absurd. */
  double[] tame() {
    double middle = middle(values);
    double[] far = Arrays.stream(values).map(value -> Math.abs(value - middle)).toArray();
    double spread = middle(far) * NORMAL;
    if (spread == 0) {
      double fewFar = ordinary(far);
      spread = middle == 0 ? fewFar : Math.min(fewFar, Math.abs(middle));
    }
    double limit = Math.min(FAR * spread, Double.MAX_VALUE);
    double low = Math.max(middle - limit, -Double.MAX_VALUE);
    double high = Math.min(middle + limit, Double.MAX_VALUE);
    return Arrays.stream(values).map(value -> Math.clamp(value, low, high)).toArray();
  }

  /** The size of the first value of usual size; 0 if all are zero. */
  double unit() {
    double[] sizes = Arrays.stream(values).map(Math::abs).toArray();
    double usual = Math.min(ordinary(sizes), Double.MAX_VALUE);
    return Arrays.stream(sizes)
        .filter(size -> size > 0 && size >= usual / ODD && size / ODD <= usual)
        .findFirst()
        .orElse(usual);
  }

  /** The middle one of those that are not zero; 0 if there are none. */
  private static double ordinary(double[] sizes) {
    double[] some = Arrays.stream(sizes).filter(size -> size > 0).toArray();
    return some.length == 0 ? 0 : middle(some);
  }

  private static double middle(double[] of) {
    double[] sorted = of.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Gives back the space. */
  void forget() {
    timesMillis = new long[0];
    values = new double[0];
  }

  void write(ByteWriter out) {
    int kept = Math.min(count, values.length);
    out.varint(count).varint(kept);
    for (int i = 0; i < kept; i++) {
      out.fixed64(timesMillis[i]);
      Bits.write(out, values[i]);
    }
  }

  void read(ByteReader in) {
    count = Math.min(ROWS, (int) in.varint());
    int kept = Math.min(ROWS, in.count(2 * Long.BYTES));
    for (int i = 0; i < kept; i++) {
      timesMillis[i] = in.fixed64();
      values[i] = Bits.read(in);
    }
    if (full()) {
      forget();
    }
  }
}
