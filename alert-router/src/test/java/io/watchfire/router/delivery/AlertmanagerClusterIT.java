/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.watchfire.broker.EmbeddedBroker;
import io.watchfire.router.AlertRouter;
import io.watchfire.router.AlertmanagerCluster;
import io.watchfire.router.RealAlertmanager;
import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.config.ClusterConfig;
import io.watchfire.router.config.Resolve;
import io.watchfire.router.config.RouterConfig;
import io.watchfire.router.preflight.Preflight;
import io.watchfire.schemas.alert.Alert.Mode;
import io.watchfire.schemas.alert.AlertState;
import java.nio.file.Path;
import java.time.Clock;
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

/** The router before a real cluster of three, whose members share no alerts. */
class AlertmanagerClusterIT {
  private static EmbeddedBroker broker;
  private static AlertmanagerCluster gossip;
  private static List<RealAlertmanager> cluster = List.of();

  private AlertTopic topic;

  @BeforeAll
  static void startCluster(@TempDir Path dir) {
    gossip =
        AlertmanagerCluster.start(
            dir.resolve("am"), RealAlertmanager.NO_RECEIVERS, 3, "--cluster.settle-timeout=5s");
    gossip.awaitSettled();
    cluster = gossip.members();
    broker = EmbeddedBroker.start(dir.resolve("kafka"), 0, Map.of());
  }

  @AfterAll
  static void stopCluster() {
    if (gossip != null) {
      gossip.close();
    }
    if (broker != null) {
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
  void membersThatWeDoNotKnowAreAWarningAndNoProblem() {
    AlertRouter router = topic.route(cluster.getFirst().url());

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(router.warnings())
                    .singleElement()
                    .asString()
                    .contains("its cluster has 3 members and we know 1"));
    await().untilAsserted(() -> assertThat(router.problems()).isEmpty());
  }

  @Test
  void preflightFindsTheMembersThatAreMissing() throws InterruptedException {
    RouterConfig config = RouterConfig.to(List.of(AlertmanagerConfig.of(cluster.getFirst().url())));

    assertThat(new Preflight(config, Duration.ofMillis(100), Clock.systemUTC()).run())
        .extracting(found -> found.severity() + " " + found.sentence())
        .contains("WARNING " + Cluster.incompleteness(3, 1));
  }

  @Test
  void everyMemberIsToldEveryAlert() {
    AlertRouter router =
        topic.route(
            new ClusterConfig(
                "three",
                cluster.stream().map(member -> AlertmanagerConfig.of(member.url())).toList(),
                Resolve.AUTO,
                List.of(),
                null));
    topic.send(
        TestAlerts.alert(
            "Everywhere", AlertState.FIRING, 1, Mode.ALERT, Instant.now().minusSeconds(90)));

    assertThat(cluster)
        .allSatisfy(
            member ->
                await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> member.labels("alertname").contains("Everywhere")));
    assertThat(router.warnings()).isEmpty();
    assertThat(topic.metrics.get("watchfire.router.cluster.peers").gauge().value()).isEqualTo(3);
  }
}
