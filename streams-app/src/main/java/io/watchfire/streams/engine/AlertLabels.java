/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.engine;

import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.slo.Severity;
import java.util.Map;
import java.util.TreeMap;

/**
 * The labels that every alert of a group has, whatever its rule. The group's own replace those that
 * the rule's author wrote, and what names the alert replaces both.
 */
final class AlertLabels {
  private AlertLabels() {}

  /**
   * The labels, to be added to.
   *
   * @param written by the rule's author
   * @param service what the alert names; empty for none
   */
  static Map<String, String> of(
      Map<String, String> written,
      GroupKey key,
      String service,
      String alertname,
      Severity severity) {
    Map<String, String> labels = new TreeMap<>(written);
    labels.put("tenant", key.tenant());
    labels.put("cluster", key.cluster());
    labels.put("service", service);
    labels.putAll(key.labels());
    labels.put("alertname", alertname);
    labels.put("severity", severity.text());
    return labels;
  }

  /** The label {@code slo_id}, by which dashboards of other tools find an objective. */
  static String sloId(String service, String slo) {
    return service.isEmpty() ? slo : service + "-" + slo;
  }
}
