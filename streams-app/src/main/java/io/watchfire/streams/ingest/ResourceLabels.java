/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import io.watchfire.streams.query.MetricNames;
import java.util.HashMap;
import java.util.Map;

/** The labels that a series shows to selectors: its own before those of its resource. */
final class ResourceLabels {
  private ResourceLabels() {}

  /** Attributes under their Prometheus names, and what Prometheus derives from them. */
  static Map<String, String> of(Map<String, String> resource, String tenant, String cluster) {
    Map<String, String> labels = new HashMap<>();
    labels.put("tenant", tenant);
    labels.put("cluster", cluster);
    String service = resource.getOrDefault("service.name", "");
    String namespace = resource.getOrDefault("service.namespace", "");
    labels.put("job", namespace.isEmpty() ? service : namespace + "/" + service);
    labels.put("instance", resource.getOrDefault("service.instance.id", ""));
    return with(labels, resource);
  }

  /** Labels with a series' own attributes put over them. */
  static Map<String, String> with(Map<String, String> labels, Map<String, String> own) {
    Map<String, String> all = new HashMap<>(labels);
    own.forEach((name, value) -> all.put(MetricNames.label(name), value));
    return all;
  }
}
