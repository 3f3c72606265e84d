/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.preflight;

import io.watchfire.router.config.ClusterConfig;
import io.watchfire.router.config.LabelNames;
import io.watchfire.router.config.RouterConfig;
import io.watchfire.router.delivery.WatchdogAlert;
import io.watchfire.router.relabel.RelabelAction;
import io.watchfire.router.relabel.RelabelRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which labels alerts of ours can carry, by a configuration. The names are not among what is known:
 * {@code by} and {@code labels} of any rule make some, and the router knows no rules.
 */
final class OurLabels {
  private static final String SEVERITY = "severity";
  private static final List<String> SEVERITIES = List.of("page", "ticket");

  private final Set<String> severities;
  private final boolean anyName;
  private final boolean anySeverity;

  OurLabels(RouterConfig config, ClusterConfig cluster) {
    List<RelabelRule> rules = new ArrayList<>(config.alertRelabel());
    rules.addAll(cluster.alertRelabel());
    List<String> ours = new ArrayList<>(SEVERITIES);
    if (config.watchdog()) {
      ours.add(WatchdogAlert.SEVERITY);
    }
    this.severities = new HashSet<>();
    ours.forEach(severity -> severities.add(config.severities().getOrDefault(severity, severity)));
    this.anyName =
        rules.stream()
            .anyMatch(
                rule ->
                    rule.action() == RelabelAction.LABELMAP || rule.targetLabel().contains("$"));
    this.anySeverity =
        anyName || rules.stream().anyMatch(rule -> rule.targetLabel().equals(SEVERITY));
  }

  /**
   * Whether an alert may have that value, which is not empty, of that label. Every alert has a
   * severity of ours, whatever its rule says, and names arrive in their classic form.
   */
  boolean canBe(String name, String value) {
    if (name.equals(SEVERITY)) {
      return anySeverity || severities.contains(value);
    }
    return anyName || LabelNames.isClassic(name);
  }
}
