/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import io.watchfire.streams.codec.LongMap;
import java.util.Map;

/** What is known of a resource: whose it is, its labels, and the plans of its series. */
final class ResourcePlan {
  private final String tenant;
  private final String cluster;
  private final Map<String, String> labels;
  private final byte[] key;
  private final boolean anonymous;
  private final LongMap<SeriesPlan> series = new LongMap<>();
  private final LongMap<byte[]> familyKeys = new LongMap<>();

  ResourcePlan(
      String tenant, String cluster, Map<String, String> labels, byte[] key, boolean anonymous) {
    this.tenant = tenant;
    this.cluster = cluster;
    this.labels = labels;
    this.key = key;
    this.anonymous = anonymous;
  }

  String tenant() {
    return tenant;
  }

  String cluster() {
    return cluster;
  }

  /** The resource's attributes by their Prometheus names, with job, instance, tenant, cluster. */
  Map<String, String> labels() {
    return labels;
  }

  LongMap<SeriesPlan> series() {
    return series;
  }

  /** The key of its packed records; one per family where the resource has no attributes. */
  byte[] key(long family) {
    if (!anonymous) {
      return key;
    }
    byte[] known = familyKeys.get(family);
    if (known == null) {
      known =
          new Identity().add(tenant).add(cluster).add("family").add(Long.toHexString(family)).key();
      familyKeys.put(family, known);
    }
    return known;
  }
}
