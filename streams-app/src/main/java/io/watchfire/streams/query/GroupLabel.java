/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.query;

import java.util.List;
import java.util.Map;

/**
 * One label of a group.
 *
 * @param name what alerts call it
 * @param from where its value is looked for, first come first served; names as in Prometheus
 */
public record GroupLabel(String name, List<String> from) {
  /** A label that keeps its name. */
  public static GroupLabel of(String name) {
    String label = MetricNames.label(name);
    return new GroupLabel(label, List.of(label));
  }

  /** Its value for a series; empty if it has none. */
  public String value(Map<String, String> labels) {
    for (String label : from) {
      String value = labels.get(label);
      if (value != null && !value.isEmpty()) {
        return value;
      }
    }
    return "";
  }
}
