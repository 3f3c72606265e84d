/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec;

import io.watchfire.streams.anomaly.AlertPolicySettings;
import io.watchfire.streams.anomaly.DetectorType;
import io.watchfire.streams.anomaly.detector.DetectorSettings;
import java.util.List;

/**
 * A rule of kind {@code AnomalyRule}: a detector and a gate for each group of a series.
 *
 * @param head what it says of itself
 * @param series what is judged
 * @param type which detector
 * @param detector its settings
 * @param gate which anomalies are worth an alert
 * @param minimumTraffic of buckets that may alert, at least 0
 * @param ignored times that are neither judged nor learnt
 */
public record AnomalySpec(
    RuleHead head,
    SeriesSpec series,
    DetectorType type,
    DetectorSettings detector,
    AlertPolicySettings gate,
    EventRate minimumTraffic,
    List<IgnoredTime> ignored) {
  /** Copies the list. */
  public AnomalySpec {
    ignored = List.copyOf(ignored);
  }
}
