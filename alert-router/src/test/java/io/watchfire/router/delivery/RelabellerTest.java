/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.config.ClusterConfig;
import io.watchfire.router.config.Resolve;
import io.watchfire.router.config.RouterConfig;
import io.watchfire.router.config.Tenants;
import io.watchfire.router.delivery.PendingDelivery.As;
import io.watchfire.router.relabel.RelabelAction;
import io.watchfire.router.relabel.RelabelRule;
import io.watchfire.schemas.alert.Alert;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RelabellerTest {
  private final Alert alert = TestAlerts.firing("A", 1);

  @Test
  void externalLabelsComeFirstThenGlobalRulesThenTheClusters() {
    Relabeller relabeller =
        relabeller(
            List.of(rule("region", "place", "(.*)", "global-$1", RelabelAction.REPLACE)),
            List.of(rule("place", "place", "(.*)", "$1-own", RelabelAction.REPLACE)));

    assertThat(relabeller.of(alert).labels())
        .containsEntry("region", "eu")
        .containsEntry("severity", "critical")
        .containsEntry("place", "global-eu-own");
  }

  @Test
  void ofADroppedAlertNobodyIsToKnow() {
    Relabeller relabeller =
        relabeller(List.of(), List.of(rule("severity", "", "critical", "$1", RelabelAction.DROP)));

    assertThat(relabeller.as(alert)).isEqualTo(As.NOTHING);
    assertThat(relabeller.of(alert).labels()).containsEntry("alertname", "A");
  }

  @Test
  void anAlertWithoutATenantIsRefusedWithTheReason() {
    Relabeller relabeller = relabeller(List.of(), List.of());

    assertThat(relabeller.refusal(relabeller.of(alert).labels()))
        .isEqualTo("no label tenant (expected: it names the tenant, or tenants.default)");
  }

  @Test
  void theTenantMayBeMadeByARule() {
    Relabeller relabeller =
        relabeller(
            List.of(rule("region", "tenant", "(.*)", "$1", RelabelAction.REPLACE)), List.of());

    assertThat(relabeller.tenant(relabeller.of(alert).labels())).isEqualTo("eu");
    assertThat(relabeller.headers("eu")).isEqualTo(Map.of("X-Scope-OrgID", "eu"));
  }

  @Test
  void aTenantThatNoHeaderCanHaveIsRefused() {
    Relabeller relabeller =
        relabeller(
            List.of(rule("region", "tenant", "(.*)", "b\u00fcro\n", RelabelAction.REPLACE)),
            List.of());

    assertThat(relabeller.refusal(relabeller.of(alert).labels()))
        .isEqualTo(
            "tenant: no tenant's name (expected: printable ASCII, as it is sent in a header)");
  }

  @Test
  void anIncidentSaysWhoseItIsOrNobodyKnows() {
    Relabeller relabeller = relabeller(List.of(), List.of(), "ours");

    assertThat(relabeller.headersOf(Map.of("tenant", "eu")))
        .isEqualTo(Map.of("X-Scope-OrgID", "eu"));
    assertThat(relabeller.headersOf(Map.of("service", "x"))).isNull();
    assertThat(relabeller.headersOf(Map.of("tenant", "a\nb"))).isNull();
  }

  private static Relabeller relabeller(List<RelabelRule> global, List<RelabelRule> own) {
    return relabeller(global, own, null);
  }

  private static Relabeller relabeller(
      List<RelabelRule> global, List<RelabelRule> own, @Nullable String fallback) {
    AlertmanagerConfig member = AlertmanagerConfig.of("http://am");
    ClusterConfig cluster =
        new ClusterConfig(
            "c",
            List.of(member),
            Resolve.OFF,
            own,
            new Tenants("X-Scope-OrgID", "tenant", fallback));
    return new Relabeller(
        new RouterConfig(
            List.of(cluster),
            RouterConfig.DEFAULT_RESEND_INTERVAL,
            Map.of("page", "critical"),
            Map.of("region", "eu"),
            global,
            "a",
            "d",
            "audit",
            null,
            false),
        cluster);
  }

  private static RelabelRule rule(
      String source, String target, String regex, String replacement, RelabelAction action) {
    return new RelabelRule(List.of(source), ";", regex, target, replacement, 0, action);
  }
}
