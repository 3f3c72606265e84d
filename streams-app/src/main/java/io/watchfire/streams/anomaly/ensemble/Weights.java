/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.ensemble;

import java.util.EnumMap;
import java.util.Map;

/**
 * How much of the surprisal of each statistic of the default detector counts. Another choice than
 * the default is for finding one: what was learnt is written without it.
 */
public final class Weights {
  /** Those of {@link StatisticType}. */
  public static final Weights DEFAULT = new Weights(Map.of());

  private final Map<StatisticType, Double> changed;

  private Weights(Map<StatisticType, Double> changed) {
    this.changed = changed;
  }

  /**
   * These, but for one.
   *
   * @param weight 0 leaves the statistic out
   */
  public Weights with(StatisticType type, double weight) {
    Map<StatisticType, Double> other = new EnumMap<>(StatisticType.class);
    other.putAll(changed);
    other.put(type, weight);
    return new Weights(other);
  }

  /** How much of the statistic's surprisal counts, 0 or more. */
  public double of(StatisticType type) {
    return changed.getOrDefault(type, type.weight());
  }
}
