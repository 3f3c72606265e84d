/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static io.watchfire.router.delivery.TestAlerts.alert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchfire.router.AlertRouter;
import io.watchfire.router.RealAlertmanager;
import io.watchfire.router.TestBroker;
import io.watchfire.router.WebhookCollector;
import io.watchfire.router.WebhookCollector.Notification;
import io.watchfire.router.alertmanager.AlertmanagerClient;
import io.watchfire.router.alertmanager.Outcome;
import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.config.RouterConfig;
import io.watchfire.router.preflight.Finding;
import io.watchfire.router.preflight.Preflight;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.Alert.Mode;
import io.watchfire.schemas.alert.AlertState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The router before the oldest Alertmanager that is supported; all other tests take the newest. */
@Tag("faults")
class OldAlertmanagerIT {
  private static final Duration DEADLINE = Duration.ofSeconds(90);
  private static final Duration NEVER = Duration.ofHours(1);

  @RegisterExtension static final TestBroker BROKER = new TestBroker();

  @TempDir private Path dir;
  private final Instant start = Instant.now();
  private AlertTopic topic;
  private WebhookCollector collector;
  private RealAlertmanager alertmanager;

  @BeforeEach
  void startAlertmanager() throws Exception {
    topic = new AlertTopic(BROKER.get());
    collector = new WebhookCollector();
    alertmanager = RealAlertmanager.startOldest(dir, collector.config("1s", "1s"));
  }

  @AfterEach
  void stopAlertmanager() {
    if (alertmanager != null) {
      alertmanager.close();
    }
    collector.close();
    topic.close();
  }

  @Test
  void itIsAsOldAsItClaims() throws Exception {
    try (AlertmanagerClient client = client()) {
      byte[] status = client.get("/api/v2/status", DEADLINE, Map.of()).body();
      JsonNode version = new ObjectMapper().readTree(status).path("versionInfo").path("version");
      assertThat(version.asText()).startsWith("0.25.");
    }
  }

  @Test
  void whatFiresAndWhatResolvesIsHeard() {
    route();
    topic.send(firing("A"));
    awaitTold("A firing");
    topic.send(resolved("A"));
    awaitTold("A firing", "A resolved");
  }

  @Test
  void whatFiresIsBackLongBeforeTheNextResendAfterItsMemoryIsGone() {
    route();
    topic.send(firing("A"), firing("B"), resolved("B"));
    awaitShown("A");
    alertmanager.kill();
    alertmanager.restart();
    awaitShown("A");
  }

  @Test
  void aPoisonedAlertIsSetAsideOnceAndTheRestOfItsBatchArrives() {
    Instant never = Instant.parse("+12000-01-01T00:00:00Z");
    Alert poison = alert("Poison", AlertState.FIRING, 1, Mode.ALERT, never);
    topic.send(firing("A"), poison, firing("B"), firing("C"));
    AlertRouter router = route();
    awaitShown("A", "B", "C");
    await().atMost(DEADLINE).until(() -> topic.deadLetters().size() == 1);
    await().atMost(DEADLINE).until(router::ready);
    assertThat(topic.deadLetters())
        .singleElement()
        .satisfies(
            letter ->
                assertThat(AlertTopic.header(letter, "cause"))
                    .startsWith(alertmanager.url() + ": status 4")
                    .contains("12000"));
  }

  @Test
  void namesThatItRefusesArriveInTheFormThatItTakes() throws Exception {
    Map<String, String> labels = Map.of("alertname", "A", "http.route", "/pay", "größe", "XL");
    try (AlertmanagerClient client = client()) {
      byte[] raw = "[{\"labels\": {\"http.route\": \"/pay\"}}]".getBytes(StandardCharsets.UTF_8);
      assertThat(client.post(raw)).isInstanceOf(Outcome.Partial.class);
    }
    route();
    topic.send(alert(labels, AlertState.FIRING, 1, Mode.ALERT, start));
    awaitShown("A");
    assertThat(alertmanager.labels("http_route")).containsExactly("/pay");
    assertThat(alertmanager.labels("gr__e")).containsExactly("XL");
    assertThat(topic.deadLetters()).isEmpty();
  }

  @Test
  void preflightReadsItsConfigurationAndFindsItWell() throws Exception {
    assertThat(preflight(alertmanager)).isEmpty();
  }

  @Test
  void preflightFindsWhatItsConfigurationMayHurt() throws Exception {
    String config = collector.config("1s", "1s").replace("send_resolved: true", "max_alerts: 1");
    try (RealAlertmanager cut = RealAlertmanager.startOldest(dir.resolve("cut"), config)) {
      assertThat(preflight(cut))
          .singleElement()
          .extracting(Finding::sentence)
          .asString()
          .contains("receiver hook: max_alerts 1 (expected: 0;");
    }
  }

  private AlertRouter route() {
    AlertmanagerConfig to = AlertmanagerConfig.of(alertmanager.url());
    return topic.route(NEVER, Map.of(), Map.of(), to);
  }

  private AlertmanagerClient client() {
    return new AlertmanagerClient(AlertmanagerConfig.of(alertmanager.url()));
  }

  private static List<Finding> preflight(RealAlertmanager of) throws InterruptedException {
    RouterConfig config = RouterConfig.to(List.of(AlertmanagerConfig.of(of.url())));
    return new Preflight(config, null, Clock.systemUTC()).run();
  }

  private Alert firing(String name) {
    return alert(name, AlertState.FIRING, 1, Mode.ALERT, start);
  }

  private Alert resolved(String name) {
    return alert(name, AlertState.RESOLVED, 2, Mode.ALERT, start);
  }

  private void awaitShown(String... names) {
    await()
        .atMost(DEADLINE)
        .untilAsserted(() -> assertThat(alertmanager.labels("alertname")).containsExactly(names));
  }

  private void awaitTold(String... texts) {
    await()
        .atMost(DEADLINE)
        .untilAsserted(
            () ->
                assertThat(collector.notifications())
                    .extracting(Notification::text)
                    .containsExactly(texts));
  }
}
