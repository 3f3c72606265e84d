/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import io.watchfire.router.relabel.RelabelRule;
import io.watchfire.router.relabel.Relabelling;
import io.watchfire.schemas.alert.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The labels that one Alertmanager cluster sees: its routes and silences match them. */
final class Labelling {
  private static final String SEVERITY = "severity";

  private final Map<String, String> severities;
  private final Map<String, String> externalLabels;
  private final Relabelling relabelling;

  Labelling(RouterConfig config, ClusterConfig cluster) {
    this.severities = config.severities();
    this.externalLabels = config.externalLabels();
    List<RelabelRule> rules = new ArrayList<>(config.alertRelabel());
    rules.addAll(cluster.alertRelabel());
    this.relabelling = new Relabelling(rules);
  }

  /** The labels, and whether a rule drops the alert. */
  Relabelling.Result of(Alert alert) {
    Map<String, String> labels = new TreeMap<>(LabelNames.classic(alert.labels()));
    labels.computeIfPresent(SEVERITY, (k, ours) -> severities.getOrDefault(ours, ours));
    externalLabels.forEach(labels::putIfAbsent);
    return relabelling.apply(labels);
  }

  /** How the cluster is to see the alert: of a dropped one it knows nothing. */
  Owed.As as(Alert alert) {
    Owed.As as = Owed.by(alert);
    return as != Owed.As.NOTHING && of(alert).dropped() ? Owed.As.NOTHING : as;
  }
}
