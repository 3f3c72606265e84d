/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import io.watchfire.router.relabel.RelabelAction;
import io.watchfire.router.relabel.RelabelRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which labels alerts of ours can carry, by a configuration. */
final class OurLabels {
  private static final String SEVERITY = "severity";
  private static final Set<String> OWN =
      Set.of(
          "alertname",
          SEVERITY,
          "slo",
          "slo_id",
          "service",
          "namespace",
          "environment",
          "team",
          "tenant",
          "cluster");
  private static final List<String> SEVERITIES = List.of("page", "ticket");

  private final Set<String> names;
  private final Set<String> severities;
  private final boolean anyName;
  private final boolean anySeverity;

  OurLabels(RouterConfig config, ClusterConfig cluster) {
    List<RelabelRule> rules = new ArrayList<>(config.alertRelabel());
    rules.addAll(cluster.alertRelabel());
    Map<String, String> renamed = config.severities();
    this.names = new HashSet<>(OWN);
    names.addAll(config.externalLabels().keySet());
    rules.forEach(rule -> names.add(rule.targetLabel()));
    this.severities = new HashSet<>();
    SEVERITIES.forEach(ours -> severities.add(renamed.getOrDefault(ours, ours)));
    this.anyName =
        rules.stream()
            .anyMatch(
                rule ->
                    rule.action() == RelabelAction.LABELMAP || rule.targetLabel().contains("$"));
    this.anySeverity =
        anyName || rules.stream().anyMatch(rule -> rule.targetLabel().equals(SEVERITY));
  }

  /** Whether an alert may have that value, which is not empty, of that label. */
  boolean canBe(String name, String value) {
    if (name.equals(SEVERITY)) {
      return anySeverity || severities.contains(value);
    }
    return anyName || names.contains(name);
  }
}
