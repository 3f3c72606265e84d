/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.series;

import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many series of a tenant one partition may remember. A series that is refused gets in only
 * after others expired, without back-fill; who hit the limit is said once.
 */
final class SeriesQuota {
  private static final Logger LOG = LoggerFactory.getLogger(SeriesQuota.class);

  private final int perTenant;
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, Boolean> told = new HashMap<>();

  SeriesQuota(int perTenant) {
    this.perTenant = perTenant;
  }

  boolean admit(String tenant) {
    int count = counts.getOrDefault(tenant, 0);
    if (count >= perTenant) {
      if (told.put(tenant, true) == null) {
        LOG.warn(
            "Tenant {} has {} series in this partition, its limit: further ones are refused and"
                + " counted (limits.seriesPerTenant)",
            tenant,
            count);
      }
      return false;
    }
    counts.put(tenant, count + 1);
    return true;
  }

  void recount(Map<String, Integer> actual) {
    counts.clear();
    counts.putAll(actual);
    told.keySet().removeIf(tenant -> actual.getOrDefault(tenant, 0) < perTenant);
  }
}
