/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.histogram;

import java.util.TreeMap;

/** Makes a histogram of single observations, each of which may stand for several. */
public final class Recorder {
  /** Bounds 2 % apart. */
  private static final int SCALE = 5;

  private static final double PER_OCTAVE = 1 << SCALE;
  private static final double LN_2 = Math.log(2);

  private final TreeMap<Integer, Double> weights = new TreeMap<>();
  private double zeros;

  /** Begins with none. */
  public Recorder() {}

  /**
   * Takes an observation.
   *
   * @param value at least 0
   * @param weight for how many it stands
   */
  public void add(double value, double weight) {
    if (value > 0) {
      int index = (int) Math.ceil(Math.log(value) / LN_2 * PER_OCTAVE) - 1;
      weights.merge(index, weight, Double::sum);
    } else {
      zeros += weight;
    }
  }

  /** All of them; each bucket rounded to whole observations. */
  public Histogram histogram() {
    int first = weights.isEmpty() ? 0 : weights.firstKey();
    long[] counts = new long[weights.isEmpty() ? 0 : weights.lastKey() - first + 1];
    weights.forEach((index, weight) -> counts[index - first] = Math.round(weight));
    return ExponentialHistogram.of(
        SCALE,
        0,
        Math.round(zeros),
        BucketCounts.of(first, counts),
        BucketCounts.of(0, new long[0]));
  }
}
