/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import io.watchfire.router.config.ClusterConfig;
import io.watchfire.router.config.LabelNames;
import io.watchfire.router.config.RouterConfig;
import io.watchfire.router.config.Tenants;
import io.watchfire.router.relabel.RelabelRule;
import io.watchfire.router.relabel.Relabelling;
import io.watchfire.schemas.alert.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The labels that one Alertmanager cluster sees: its routes and silences match them. */
public final class Relabeller {
  private static final String SEVERITY = "severity";

  private final Map<String, String> severities;
  private final Map<String, String> externalLabels;
  private final Relabelling relabelling;
  private final @Nullable Tenants tenants;

  public Relabeller(RouterConfig config, ClusterConfig cluster) {
    this.severities = config.severities();
    this.externalLabels = config.externalLabels();
    List<RelabelRule> rules = new ArrayList<>(config.alertRelabel());
    rules.addAll(cluster.alertRelabel());
    this.relabelling = new Relabelling(rules);
    this.tenants = cluster.tenants();
  }

  /** The labels, and whether a rule drops the alert. */
  public Relabelling.Result of(Alert alert) {
    Map<String, String> labels = new TreeMap<>(LabelNames.classic(alert.labels()));
    labels.computeIfPresent(SEVERITY, (k, ours) -> severities.getOrDefault(ours, ours));
    externalLabels.forEach(labels::putIfAbsent);
    return relabelling.apply(labels);
  }

  /** Whose the labels are; null where there are no tenants, or they are of none that can be. */
  @Nullable String tenant(Map<String, String> labels) {
    String tenant = tenants == null ? null : tenants.of(labels);
    return tenant == null || !Tenants.isName(tenant) ? null : tenant;
  }

  /** Request headers that say whose the alerts are. */
  public Map<String, String> headers(@Nullable String tenant) {
    return tenants == null || tenant == null ? Map.of() : Map.of(tenants.header(), tenant);
  }

  /**
   * Request headers that say whose an incident with such labels is; null if the labels do not say
   * it. The tenant of our alerts without the label need not be that of somebody else's.
   */
  public @Nullable Map<String, String> headersOf(Map<String, String> incident) {
    if (tenants == null) {
      return Map.of();
    }
    String tenant = incident.get(tenants.label());
    return tenant == null || !Tenants.isName(tenant) ? null : headers(tenant);
  }

  /**
   * The tenant whose Alertmanager is asked how it is, of those known; null: nobody can be asked.
   */
  public @Nullable String asking(List<String> known) {
    if (tenants != null && tenants.fallback() != null) {
      return tenants.fallback();
    }
    return known.isEmpty() ? null : known.getFirst();
  }

  /** Whether requests have to name a tenant. */
  boolean hasTenants() {
    return tenants != null;
  }

  /** Why such labels cannot be sent; null if they can. */
  @Nullable String refusal(Map<String, String> labels) {
    if (labels.isEmpty()) {
      return "no labels (expected: at least one)";
    }
    if (tenants == null) {
      return null;
    }
    String tenant = tenants.of(labels);
    if (tenant == null) {
      return "no label " + tenants.label() + " (expected: it names the tenant, or tenants.default)";
    }
    return Tenants.isName(tenant)
        ? null
        : tenants.label()
            + ": no tenant's name (expected: printable ASCII, as it is sent in a header)";
  }

  /** How the cluster is to see the alert: of a dropped one it knows nothing. */
  public PendingDelivery.As as(Alert alert) {
    PendingDelivery.As as = PendingDelivery.by(alert);
    return as != PendingDelivery.As.NOTHING && of(alert).dropped()
        ? PendingDelivery.As.NOTHING
        : as;
  }
}
