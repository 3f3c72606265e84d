/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.query;

import io.watchfire.schemas.group.GroupPath;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whose events these are: the key by which partial sums meet, and of everything that is kept for a
 * group. Tenants are never mixed.
 *
 * @param tenant the tenant the telemetry belongs to
 * @param cluster the cluster it came from; empty if there is only one
 * @param rule the rule's name
 * @param labels the group's labels, without empty ones
 */
public record GroupKey(String tenant, String cluster, String rule, Map<String, String> labels) {
  private static final char SEPARATOR = '\0';

  /** Sorts the labels and leaves out empty ones. */
  public GroupKey {
    TreeMap<String, String> sorted = new TreeMap<>(labels);
    sorted.values().removeIf(String::isEmpty);
    labels = Collections.unmodifiableMap(sorted);
  }

  /** The key as it stands on internal topics. */
  public byte[] bytes() {
    StringBuilder out = new StringBuilder();
    out.append(clean(rule)).append(SEPARATOR).append(clean(tenant));
    out.append(SEPARATOR).append(clean(cluster));
    labels.forEach(
        (name, value) ->
            out.append(SEPARATOR).append(clean(name)).append(SEPARATOR).append(clean(value)));
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a key.
   *
   * @throws IllegalArgumentException if the bytes are not one
   */
  public static GroupKey of(byte[] bytes) {
    String[] parts = new String(bytes, StandardCharsets.UTF_8).split(String.valueOf(SEPARATOR), -1);
    if (parts.length < 3 || parts.length % 2 == 0) {
      throw new IllegalArgumentException(
          "group key: " + parts.length + " parts (expected: 3 and pairs)");
    }
    Map<String, String> labels = new TreeMap<>();
    for (int i = 3; i < parts.length; i += 2) {
      labels.put(parts[i], parts[i + 1]);
    }
    return new GroupKey(parts[1], parts[2], parts[0], labels);
  }

  /**
   * The service that alerts of this group name.
   *
   * @param written what the rule says; empty: what the group's labels say
   */
  public String service(String written) {
    return written.isEmpty()
        ? labels.getOrDefault("service", labels.getOrDefault("service_name", ""))
        : written;
  }

  /** The key as people see it, and as topics that others read have it. */
  public String path() {
    return GroupPath.of(tenant, cluster, rule, labels);
  }

  private static String clean(String part) {
    return part.indexOf(SEPARATOR) < 0 ? part : part.replace(SEPARATOR, ' ');
  }
}
