/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static io.watchfire.router.delivery.TestAlerts.alert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchfire.router.AlertRouter;
import io.watchfire.router.RealAlertmanager;
import io.watchfire.router.TestBroker;
import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.config.ClusterConfig;
import io.watchfire.router.connection.Auth;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.Alert.Mode;
import io.watchfire.schemas.alert.AlertState;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The router between a real broker and a real Alertmanager. */
class AlertRouterIT {
  @RegisterExtension static final TestBroker BROKER = new TestBroker();

  @TempDir private Path dir;
  private AlertTopic topic;
  private RealAlertmanager alertmanager;
  private final Instant start = Instant.now().minusSeconds(90);

  @BeforeEach
  void startAlertmanager() throws Exception {
    alertmanager = RealAlertmanager.start(dir.resolve("am"), RealAlertmanager.NO_RECEIVERS);
    topic = new AlertTopic(BROKER.get());
  }

  @AfterEach
  void stop() {
    if (topic != null) {
      topic.close();
      alertmanager.close();
    }
  }

  @Test
  void firingAndThenResolvedArrives() {
    AlertRouter router = topic.route(alertmanager.url());
    topic.send(firing("A"), firing("B"));
    awaitNames("A", "B");
    assertThat(alertmanager.alerts())
        .allSatisfy(a -> assertThat(a.path("startsAt").asText()).startsWith(seconds(start)))
        .allSatisfy(a -> assertThat(end(a)).isAfter(Instant.now().plus(Duration.ofMinutes(14))));
    topic.send(resolved("A"));
    awaitNames("B");
    await().untilAsserted(() -> assertThat(router.ready()).isTrue());
    assertThat(router.problems()).isEmpty();
    assertThat(router.alerts()).hasSize(2);
    await().untilAsserted(() -> assertThat(topic.cursor(alertmanager.url())).isEqualTo(3));
  }

  @Test
  void labelsArriveAsTheTeamWantsThem() {
    topic.route(
        Duration.ofMinutes(1),
        Map.of("page", "critical"),
        Map.of("region", "eu", "team", "nobody"),
        AlertmanagerConfig.of(alertmanager.url()));
    Map<String, String> labels =
        Map.of("alertname", "A", "severity", "page", "team", "mine", "http.route", "/x");
    topic.send(alert(labels, AlertState.FIRING, 1, Mode.ALERT, start));
    awaitNames("A");
    JsonNode arrived = alertmanager.alerts().getFirst().path("labels");
    assertThat(arrived.properties())
        .extracting(e -> e.getKey() + "=" + e.getValue().asText())
        .containsExactlyInAnyOrder(
            "alertname=A", "severity=critical", "team=mine", "region=eu", "http_route=/x");
  }

  @Test
  void everythingIsBackWithinTenSecondsAfterAlertmanagerWasKilled() {
    List<String> names = IntStream.range(1000, 1600).mapToObj(i -> "A" + i).toList();
    topic.route(alertmanager.url());
    topic.send(names.stream().map(this::firing).toArray(Alert[]::new));
    awaitNames(names.toArray(String[]::new));
    alertmanager.kill();
    alertmanager.restart();
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(alertmanager.labels("alertname")).isEqualTo(names));
  }

  @Test
  void deadAndHangingOnesDoNotDelayTheOther() throws Exception {
    try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        ServerSocket closed = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
      String hangingUrl = "http://127.0.0.1:" + hanging.getLocalPort();
      String deadUrl = "http://127.0.0.1:" + closed.getLocalPort();
      closed.close();
      AlertRouter router = topic.route(hangingUrl, deadUrl, alertmanager.url());
      topic.send(firing("First"));
      awaitNames("First");
      for (String name : List.of("G1", "G2", "G3")) {
        topic.send(firing(name));
        await()
            .atMost(Duration.ofSeconds(2))
            .untilAsserted(() -> assertThat(alertmanager.labels("alertname")).contains(name));
      }
      await()
          .untilAsserted(
              () -> assertThat(router.problems()).hasSize(2).anyMatch(p -> p.contains(deadUrl)));
      assertThat(router.ready()).isFalse();
    }
  }

  @Test
  void whatResolvedWhileAlertmanagerHungArrivesAfterwards() {
    AlertmanagerConfig impatient =
        new AlertmanagerConfig(
            AlertmanagerConfig.of(alertmanager.url()).url(),
            new Auth.None(),
            null,
            Map.of(),
            Duration.ofSeconds(1));
    AlertRouter router = topic.route(impatient);
    topic.send(firing("A"), firing("B"));
    awaitNames("A", "B");
    alertmanager.pause();
    topic.send(resolved("A"));
    await().untilAsserted(() -> assertThat(router.problems()).isNotEmpty());
    alertmanager.resume();
    awaitNames("B");
  }

  @Test
  void oneRefusedAlertDoesNotKeepItsBatchMatesBack() {
    Alert poison =
        alert("Poison", AlertState.FIRING, 1, Mode.ALERT, Instant.parse("+12000-01-01T00:00:00Z"));
    topic.send(firing("A"), firing("B"), poison, firing("C"), firing("D"));
    AlertRouter router = topic.route(alertmanager.url());
    awaitNames("A", "B", "C", "D");
    await().untilAsserted(() -> assertThat(topic.deadLetters()).hasSize(1));
    assertThat(AlertTopic.header(topic.deadLetters().getFirst(), "cause")).contains("400");
    await().untilAsserted(() -> assertThat(topic.cursor(alertmanager.url())).isEqualTo(5));
    assertThat(router.problems()).isEmpty();
  }

  @Test
  void theWatchdogFiresWhateverElseDoes() {
    topic.route(true, ClusterConfig.of(AlertmanagerConfig.of(alertmanager.url())));
    awaitNames("Watchdog");
    topic.send(firing("A"));
    awaitNames("A", "Watchdog");
    await().untilAsserted(() -> assertThat(topic.cursor(alertmanager.url())).isEqualTo(1));
    alertmanager.kill();
    alertmanager.restart();
    awaitNames("A", "Watchdog");
  }

  private void awaitNames(String... names) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(alertmanager.labels("alertname")).containsExactly(names));
  }

  private Alert firing(String name) {
    return alert(name, AlertState.FIRING, 1, Mode.ALERT, start);
  }

  private Alert resolved(String name) {
    return alert(name, AlertState.RESOLVED, 2, Mode.ALERT, start);
  }

  private static Instant end(JsonNode alert) {
    return Instant.parse(alert.path("endsAt").asText());
  }

  private static String seconds(Instant time) {
    return time.toString().substring(0, 19);
  }
}
