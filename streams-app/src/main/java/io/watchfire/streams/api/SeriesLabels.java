/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.api;

import io.watchfire.schemas.series.SeriesReading;
import io.watchfire.streams.engine.SeriesRule;
import io.watchfire.streams.query.GroupKey;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The labels by which a series is known outside: those of its alerts that tell it from others. */
final class SeriesLabels {
  private SeriesLabels() {}

  /**
   * Tenant, cluster, service and the labels of the group, without empty ones; a group's own label
   * wins, as in alerts.
   *
   * @param rule null if it is not at work here
   */
  static Map<String, String> of(SeriesReading reading, @Nullable SeriesRule rule) {
    GroupKey key = key(reading, reading.rule());
    Map<String, String> labels = new TreeMap<>();
    labels.put("tenant", key.tenant());
    labels.put("cluster", key.cluster());
    labels.put("service", key.service(rule == null ? "" : rule.head().service()));
    labels.putAll(key.labels());
    labels.values().removeIf(String::isEmpty);
    return labels;
  }

  /** The key under which the series is measured, or judged. */
  static GroupKey key(SeriesReading reading, String name) {
    return new GroupKey(reading.tenant(), reading.cluster(), name, reading.group());
  }

  /** Labels as selectors write them. */
  static String text(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
