/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.watchfire.router.AlertRouter;
import io.watchfire.router.FakeAlertmanager;
import io.watchfire.router.TestBroker;
import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.config.ClusterConfig;
import io.watchfire.router.config.Resolve;
import io.watchfire.router.config.Tenants;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.Alert.Mode;
import io.watchfire.schemas.alert.AlertState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One Alertmanager with tenants, as Mimir has it. */
class TenantsIT {
  @RegisterExtension static final TestBroker BROKER = new TestBroker();

  private final Instant start = Instant.now().minusSeconds(90);
  private FakeAlertmanager alertmanager;
  private AlertTopic topic;

  @BeforeEach
  void open() throws Exception {
    alertmanager = new FakeAlertmanager();
    topic = new AlertTopic(BROKER.get());
  }

  @AfterEach
  void close() {
    topic.close();
    alertmanager.close();
  }

  @Test
  void eachTenantHasRequestsOfItsOwnAndNoneHoldsUpAnother() {
    alertmanager.behave(
        alerts ->
            alerts.stream().anyMatch(a -> FakeAlertmanager.name(a).startsWith("Bad"))
                ? new FakeAlertmanager.Answer(503, "")
                : FakeAlertmanager.Answer.OK);
    topic.send(alert("BadA", "bad"), alert("GoodA", "good"));
    AlertRouter router = topic.route(cluster(null));
    awaitNames("GoodA");
    topic.send(alert("BadB", "bad"), alert("GoodB", "good"));
    awaitNames("GoodA", "GoodB");

    assertThat(alertmanager.requests())
        .contains("/api/v2/alerts good", "/api/v2/alerts bad")
        .noneMatch(request -> request.endsWith("null"));
    await().until(() -> router.problems().toString().contains("tenant bad: status 503"));
  }

  @Test
  void anAlertOfNoTenantIsADeadLetterUnlessThereIsADefault() {
    topic.send(TestAlerts.alert("Stray", AlertState.FIRING, 1, Mode.ALERT, start));
    topic.route(cluster(null));
    await().atMost(Duration.ofSeconds(20)).until(() -> topic.deadLetters().size() == 1);
    assertThat(AlertTopic.header(topic.deadLetters().getFirst(), "cause"))
        .contains("no label tenant");
    topic.route(cluster("ours"));
    awaitNames("Stray");

    assertThat(alertmanager.requests()).containsOnly("/api/v2/alerts ours");
  }

  @Test
  void aTenantThatNoHeaderCanHaveHoldsUpNobody() {
    topic.send(alert("Odd", "b\u00fcro\n"), alert("Good", "good"));
    topic.route(cluster(null));
    awaitNames("Good");
    await().atMost(Duration.ofSeconds(20)).until(() -> topic.deadLetters().size() == 1);
    assertThat(AlertTopic.header(topic.deadLetters().getFirst(), "cause"))
        .contains("printable ASCII");
  }

  private ClusterConfig cluster(@Nullable String fallback) {
    return new ClusterConfig(
        "mimir",
        List.of(AlertmanagerConfig.of(alertmanager.url())),
        Resolve.AUTO,
        List.of(),
        new Tenants(Tenants.DEFAULT_HEADER, "tenant", fallback));
  }

  private void awaitNames(String... names) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(alertmanager.names()).containsExactlyInAnyOrder(names));
  }

  private Alert alert(String name, String tenant) {
    return TestAlerts.alert(
        Map.of("alertname", name, "tenant", tenant), AlertState.FIRING, 1, Mode.ALERT, start);
  }
}
