/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.watchfire.router.AlertRouter;
import io.watchfire.router.RealAlertmanager;
import io.watchfire.router.TestBroker;
import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.config.ClusterConfig;
import io.watchfire.router.config.Resolve;
import io.watchfire.router.config.Tenants;
import io.watchfire.router.pager.Alertmanagers;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.Alert.Mode;
import io.watchfire.schemas.alert.AlertState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What on call asks of real Alertmanagers: two clusters, and two behind a proxy with tenants. */
class SilencesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Map<String, String> GROUP = Map.of("service", "checkout");
  private static final String COMMENT = "Watchfire incident 20261128-7";

  @RegisterExtension static final TestBroker BROKER = new TestBroker();

  @TempDir private Path dir;
  private RealAlertmanager one;
  private RealAlertmanager other;
  private AlertTopic topic;

  @BeforeEach
  void open() throws Exception {
    one = RealAlertmanager.start(dir.resolve("one"), RealAlertmanager.NO_RECEIVERS);
    other = RealAlertmanager.start(dir.resolve("other"), RealAlertmanager.NO_RECEIVERS);
    topic = new AlertTopic(BROKER.get());
  }

  @AfterEach
  void close() {
    topic.close();
    one.close();
    other.close();
  }

  @Test
  void aSilenceIsMadeOnceInEveryClusterForExactlyTheGroup() throws Exception {
    AlertRouter router = topic.route(one.url(), other.url());
    topic.send(alert("checkout", "red"), alert("billing", "red"));
    awaitServices(one, "billing", "checkout");
    awaitServices(other, "billing", "checkout");

    Alertmanagers asked = router.alertmanagers();
    asked.silence(GROUP, GROUP, COMMENT, Instant.now().plusSeconds(600));
    asked.silence(GROUP, GROUP, COMMENT, Instant.now().plusSeconds(600));
    for (RealAlertmanager alertmanager : List.of(one, other)) {
      awaitSilenced(alertmanager, "checkout");
      assertThat(alertmanager.silences()).hasSize(1);
    }
    assertThat(listed(asked, GROUP).values())
        .as("what is silenced is not over")
        .extracting(labels -> labels.get("service"))
        .containsExactlyInAnyOrder("billing", "checkout");

    asked.unsilence(GROUP, COMMENT);
    awaitSilenced(one);
    awaitSilenced(other);
  }

  @Test
  void aClusterThatDoesNotAnswerIsNoSuccessAndKeepsNoOtherFromIt() {
    AlertRouter router = topic.route(one.url(), other.url());
    await().atMost(PATIENCE).until(router::ready);
    one.kill();
    assertThatThrownBy(
            () ->
                router
                    .alertmanagers()
                    .silence(GROUP, GROUP, COMMENT, Instant.now().plusSeconds(600)))
        .isInstanceOf(IOException.class);
    assertThat(other.silences()).hasSize(1);
  }

  @Test
  void whereNobodyCanBeAskedNothingIsKnown() throws Exception {
    AlertRouter router = topic.route(new AlertmanagerConfig[0]);
    assertThat(router.alertmanagers().round().alerts(GROUP)).isNull();
  }

  @Test
  void aSilenceIsTheTenantsWhoseIncidentItIs() throws Exception {
    try (TenantProxy proxy = new TenantProxy(Map.of("red", one.url(), "blue", other.url()))) {
      AlertRouter router = topic.route(cluster(proxy.url()));
      topic.send(alert("checkout", "red"), alert("checkout", "blue"));
      awaitServices(one, "checkout");
      awaitServices(other, "checkout");

      Map<String, String> red = Map.of("service", "checkout", "tenant", "red");
      Alertmanagers asked = router.alertmanagers();
      asked.silence(red, GROUP, COMMENT, Instant.now().plusSeconds(600));
      awaitSilenced(one, "checkout");
      awaitSilenced(other);
      assertThat(listed(asked, red).values())
          .extracting(labels -> labels.get("tenant"))
          .containsExactly("red");
      assertThat(asked.round().alerts(GROUP)).as("whose it is, is not known").isNull();

      asked.unsilence(red, COMMENT);
      awaitSilenced(one);
      assertThatThrownBy(() -> asked.silence(GROUP, GROUP, COMMENT, Instant.now()))
          .hasMessageContaining("does not say which tenant's");
    }
  }

  private static Map<String, Map<String, String>> listed(
      Alertmanagers asked, Map<String, String> incident) throws InterruptedException {
    return Objects.requireNonNull(asked.round().alerts(incident)).alerts();
  }

  private static ClusterConfig cluster(String url) {
    return new ClusterConfig(
        "mimir",
        List.of(AlertmanagerConfig.of(url)),
        Resolve.AUTO,
        List.of(),
        new Tenants(Tenants.DEFAULT_HEADER, "tenant", "red"));
  }

  private static Alert alert(String service, String tenant) {
    return TestAlerts.alert(
        Map.of("alertname", "Burns", "service", service, "tenant", tenant),
        AlertState.FIRING,
        1,
        Mode.ALERT,
        Instant.now().minusSeconds(90));
  }

  private static void awaitServices(RealAlertmanager at, String... services) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(at.labels("service")).containsExactly(services));
  }

  private static void awaitSilenced(RealAlertmanager at, String... services) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(at.alerts())
                    .filteredOn(a -> a.path("status").path("state").asText().equals("suppressed"))
                    .extracting(a -> a.path("labels").path("service").asText())
                    .containsExactly(services));
  }
}
