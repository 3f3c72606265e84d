/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.watchfire.broker.EmbeddedBroker;
import io.watchfire.router.AlertRouter;
import io.watchfire.router.RealAlertmanager;
import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.config.ClusterConfig;
import io.watchfire.router.config.Resolve;
import io.watchfire.router.relabel.RelabelAction;
import io.watchfire.router.relabel.RelabelRule;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.Alert.Mode;
import io.watchfire.schemas.alert.AlertState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rules for labels make of alerts at a real Alertmanager. */
class RelabelledDeliveryIT {
  private static EmbeddedBroker broker;
  private static RealAlertmanager alertmanager;

  private final Instant start = Instant.now().minusSeconds(90);
  private AlertTopic topic;

  @BeforeAll
  static void startServers(@TempDir Path dir) {
    alertmanager = RealAlertmanager.start(dir.resolve("am"), RealAlertmanager.NO_RECEIVERS);
    broker = EmbeddedBroker.start(dir.resolve("kafka"), 0, Map.of());
  }

  @AfterAll
  static void stopServers() {
    if (broker != null) {
      alertmanager.close();
      broker.close();
    }
  }

  @BeforeEach
  void openTopic() throws Exception {
    topic = new AlertTopic(broker);
  }

  @AfterEach
  void closeTopic() {
    topic.close();
  }

  @Test
  void twoThatBecomeOneFireUntilBothHaveResolved() {
    topic.route(cluster(rule("", "instance", RelabelAction.LABELDROP)));
    topic.send(alert("Same", "1", AlertState.FIRING), alert("Same", "2", AlertState.FIRING));
    await().atMost(Duration.ofSeconds(20)).until(() -> fires("Same"));
    topic.send(alert("Same", "1", AlertState.RESOLVED));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(topic.cursor(alertmanager.url())).isEqualTo(3));
    assertThat(alertmanager.labels("alertname")).containsOnlyOnce("Same");
    topic.send(alert("Same", "2", AlertState.RESOLVED));
    await().atMost(Duration.ofSeconds(20)).until(() -> !fires("Same"));
  }

  @Test
  void whatANewRuleDropsIsResolved() {
    AlertRouter before = topic.route(cluster());
    topic.send(alert("Noise", "1", AlertState.FIRING), alert("Signal", "1", AlertState.FIRING));
    await().atMost(Duration.ofSeconds(20)).until(() -> fires("Noise") && fires("Signal"));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(topic.cursor(alertmanager.url())).isEqualTo(2));
    before.close();
    topic.route(cluster(rule("alertname", "Noise", RelabelAction.DROP)));

    await().atMost(Duration.ofSeconds(20)).until(() -> !fires("Noise"));
    assertThat(fires("Signal")).isTrue();
  }

  private static boolean fires(String name) {
    return alertmanager.labels("alertname").contains(name);
  }

  private static ClusterConfig cluster(RelabelRule... rules) {
    return new ClusterConfig(
        "am",
        List.of(AlertmanagerConfig.of(alertmanager.url())),
        Resolve.AUTO,
        List.of(rules),
        null);
  }

  private static RelabelRule rule(String source, String regex, RelabelAction action) {
    return new RelabelRule(List.of(source), ";", regex, "", "$1", 0, action);
  }

  private Alert alert(String name, String instance, AlertState state) {
    return TestAlerts.alert(
        Map.of("alertname", name, "instance", instance),
        state,
        state == AlertState.FIRING ? 1 : 2,
        Mode.ALERT,
        start);
  }
}
