/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.anomaly;

import java.util.EnumMap;
import java.util.Map;

/**
 * How much of the surprise of each statistic of the default detector counts. Another choice than
 * the default is for finding one: what was learnt is written without it.
 */
public final class Weights {
  /** Those of {@link Measure}. */
  public static final Weights DEFAULT = new Weights(Map.of());

  private final Map<Measure, Double> changed;

  private Weights(Map<Measure, Double> changed) {
    this.changed = changed;
  }

  /**
   * These, but for one.
   *
   * @param weight 0 leaves the statistic out
   */
  public Weights with(Measure measure, double weight) {
    Map<Measure, Double> other = new EnumMap<>(Measure.class);
    other.putAll(changed);
    other.put(measure, weight);
    return new Weights(other);
  }

  /** How much of the statistic's surprise counts, 0 or more. */
  public double of(Measure measure) {
    return changed.getOrDefault(measure, measure.weight());
  }
}
