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
import io.watchfire.router.FakeAlertmanager;
import io.watchfire.router.FakeAlertmanager.Answer;
import io.watchfire.router.TestBroker;
import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.incident.AlertStatus;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.Alert.Mode;
import io.watchfire.schemas.alert.AlertState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Faults that a real Alertmanager does not show on demand, and restarts of the router. Longer than
 * 300 lines, since all of them share one broker.
 */
class DeliveryFaultsIT {
  private static final String PARTIAL = "\"start time must be before end time\"";
  private static final String REJECTED =
      "{\"code\":602,\"message\":\"labels in body is required\"}";

  @RegisterExtension static final TestBroker BROKER = new TestBroker();

  private AlertTopic topic;
  private FakeAlertmanager alertmanager;
  private final Instant start = Instant.now().minusSeconds(90);

  @BeforeEach
  void open() throws Exception {
    topic = new AlertTopic(BROKER.get());
    alertmanager = new FakeAlertmanager();
  }

  @AfterEach
  void close() {
    topic.close();
    alertmanager.close();
  }

  @Test
  void nothingIsSentBeforeTheStateIsReadToItsEnd() {
    int alerts = 2000;
    topic.send(all(alerts, this::firing));
    topic.send(all(alerts, this::resolved));
    topic.route(alertmanager.url());
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(alertmanager.taken()).hasSize(alerts));
    assertThat(alertmanager.taken()).allMatch(this::isResolved);
  }

  @Test
  void routerRestartSendsWhatFiresAndReopensNothing() throws Exception {
    AlertRouter first = topic.route(alertmanager.url());
    topic.send(firing("Done"), firing("Fires"));
    awaitTaken(2);
    topic.send(resolved("Done"));
    awaitTaken(3);
    await().untilAsserted(() -> assertThat(topic.cursor(alertmanager.url())).isEqualTo(3));
    first.close();
    topic.route(alertmanager.url());
    topic.send(firing("New"));
    await().untilAsserted(() -> assertThat(later(3)).contains("Fires", "New"));
    assertThat(later(3)).doesNotContain("Done");
  }

  /** Killed after the first page, before its cursor, a router would not know what to take back. */
  @Test
  void aDurableCursorSaysThatAnAlertmanagerIsServedBeforeTheFirstDelivery() {
    AtomicInteger served = new AtomicInteger(-1);
    alertmanager.behave(
        alerts -> {
          served.compareAndSet(-1, served());
          return Answer.OK;
        });
    topic.send(firing("First"));
    topic.route(alertmanager.url());
    awaitTaken(1);
    assertThat(served).hasValue(AlertTopic.PARTITIONS);
  }

  @Test
  void whatIsOursIsKnownAgainAfterARestart() {
    AlertRouter first = topic.route(alertmanager.url());
    topic.send(firing("Fires"), firing("Over"), resolved("Over"));
    awaitTaken(2);
    first.close();
    AlertRouter second = topic.route(alertmanager.url());
    await().until(second.ownAlerts()::areKnown);
    assertThat(second.ownAlerts().of(firing("Fires").fingerprint()))
        .isEqualTo(AlertStatus.State.FIRING);
    assertThat(second.ownAlerts().of(firing("Over").fingerprint()))
        .isEqualTo(AlertStatus.State.OVER);
    assertThat(second.ownAlerts().of("0123456789abcdef")).isEqualTo(AlertStatus.State.FOREIGN);
  }

  @Test
  void anAlertThatWeStumbleOverHoldsUpNobody() {
    AlertRouter router = topic.route(alertmanager.url());
    topic.send(
        TestAlerts.alert("Never", AlertState.FIRING, 1, Mode.ALERT, Instant.MAX.minusSeconds(600)),
        firing("Good"));
    awaitTaken(1);
    assertThat(alertmanager.names()).containsExactly("Good");
    await().until(() -> topic.deadLetters().size() == 1);
    assertThat(AlertTopic.header(topic.deadLetters().getFirst(), "cause"))
        .contains("an error of Watchfire itself");
    await().until(router::ready);
  }

  @Test
  void whatIsWrittenIsKnownOnceItsEndIsAwaited() throws Exception {
    AlertRouter router = topic.route(alertmanager.url());
    await().until(router.ownAlerts()::areKnown);
    for (int round = 0; round < 20; round++) {
      topic.send(firing("Again"));
      router.ownAlerts().awaitEnd();
      assertThat(router.ownAlerts().of(firing("Again").fingerprint()))
          .isEqualTo(AlertStatus.State.FIRING);
      topic.send(resolved("Again"));
      router.ownAlerts().awaitEnd();
      assertThat(router.ownAlerts().of(firing("Again").fingerprint()))
          .isEqualTo(AlertStatus.State.OVER);
    }
  }

  @Test
  void whatResolvedWhileNobodyTookItIsDeliveredByTheNextRun() {
    AlertRouter first = topic.route(alertmanager.url());
    topic.send(firing("A"));
    awaitTaken(1);
    alertmanager.behave(alerts -> new Answer(503, "draining"));
    topic.send(resolved("A"));
    await().untilAsserted(() -> assertThat(first.problems()).anyMatch(p -> p.contains("draining")));
    first.close();
    alertmanager.behave(alerts -> Answer.OK);
    topic.route(alertmanager.url());
    awaitTaken(2);
    assertThat(isResolved(alertmanager.taken().get(1))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"400|" + PARTIAL, "400|" + REJECTED, "422|" + REJECTED, "413|too large"})
  void refusedAlertsAreFoundAndTheOthersArrive(int status, String body) {
    alertmanager.behave(
        alerts ->
            alerts.stream().anyMatch(a -> FakeAlertmanager.name(a).startsWith("Poison"))
                ? new Answer(status, body)
                : Answer.OK);
    topic.send(all(600, this::firing));
    topic.send(firing("Poison1"), firing("Poison2"));
    AlertRouter router = topic.route(alertmanager.url());
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(alertmanager.names()).hasSize(600));
    await().untilAsserted(() -> assertThat(topic.deadLetters()).hasSize(2));
    assertThat(topic.deadLetters())
        .allSatisfy(l -> assertThat(AlertTopic.header(l, "cause")).contains(body))
        .allSatisfy(l -> assertThat(AlertTopic.header(l, "watchfire-cause")).contains(body))
        .allSatisfy(
            l -> assertThat(new String(l.value(), StandardCharsets.UTF_8)).contains("Poison"));
    await().untilAsserted(() -> assertThat(topic.cursor(alertmanager.url())).isEqualTo(602));
    assertThat(router.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 429, 408})
  void passingFaultsAreRetriedUntilTheyPass(int status) {
    AtomicInteger requests = new AtomicInteger();
    alertmanager.behave(
        alerts -> requests.incrementAndGet() <= 3 ? new Answer(status, "later") : Answer.OK);
    topic.route(alertmanager.url());
    topic.send(firing("A"));
    awaitTaken(1);
    assertThat(requests).hasValue(4);
    assertThat(topic.deadLetters()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"401|", "403|", "404|", "410|", "415|", "400|<html>Bad Request</html>"})
  void wrongConfigurationIsReportedAndCondemnsNoAlert(int status, String body) {
    AtomicInteger requests = new AtomicInteger();
    alertmanager.behave(
        alerts -> {
          requests.incrementAndGet();
          return new Answer(status, body == null ? "" : body);
        });
    AlertRouter router = topic.route(alertmanager.url());
    topic.send(firing("A"));
    await()
        .untilAsserted(
            () ->
                assertThat(router.problems())
                    .anyMatch(p -> p.contains("configuration: status " + status)));
    assertThat(router.ready()).isFalse();
    assertThat(requests).hasValue(1);
    assertThat(topic.deadLetters()).isEmpty();
  }

  @Test
  void restartedAlertmanagerIsToldEverythingThatFires() {
    topic.route(alertmanager.url());
    topic.send(firing("A"), firing("B"));
    awaitTaken(2);
    alertmanager.restarted("2026-11-23T00:01:00.000Z");
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(later(2)).containsExactlyInAnyOrder("A", "B"));
  }

  @Test
  void firingIsSentAgainAndAgainAndResolvedOnce() {
    topic.route(
        Duration.ofSeconds(1), Map.of(), Map.of(), AlertmanagerConfig.of(alertmanager.url()));
    topic.send(firing("Done"), firing("Fires"));
    awaitTaken(2);
    topic.send(resolved("Done"));
    await()
        .untilAsserted(
            () -> assertThat(alertmanager.names().stream().filter("Fires"::equals)).hasSize(4));
    assertThat(alertmanager.taken().stream().filter(this::isResolved)).hasSize(1);
    List<JsonNode> taken = alertmanager.taken();
    int resolved = taken.indexOf(taken.stream().filter(this::isResolved).findFirst().orElseThrow());
    assertThat(later(resolved + 1)).doesNotContain("Done");
  }

  @Test
  void alertThatBecomesShadowIsResolved() {
    topic.route(alertmanager.url());
    topic.send(alert("Shadow", AlertState.FIRING, 1, Mode.SHADOW, start), firing("A"));
    awaitTaken(1);
    topic.send(alert("A", AlertState.FIRING, 2, Mode.SHADOW, start));
    awaitTaken(2);
    assertThat(alertmanager.names()).containsExactly("A", "A");
    assertThat(isResolved(alertmanager.taken().get(1))).isTrue();
  }

  @Test
  void recordsThatAreNoAlertsAreDeadLettersAndHoldNobodyUp() {
    AlertRouter router = topic.route(alertmanager.url());
    topic.sendRaw("0123456789abcdef", "{\"version\": 99}".getBytes(StandardCharsets.UTF_8));
    topic.send(firing("A"));
    awaitTaken(1);
    await().untilAsserted(() -> assertThat(topic.deadLetters()).hasSize(1));
    assertThat(new String(topic.deadLetters().getFirst().value(), StandardCharsets.UTF_8))
        .isEqualTo("{\"version\": 99}");
    assertThat(AlertTopic.header(topic.deadLetters().getFirst(), "cause")).contains("version: 99");
    assertThat(router.alerts()).hasSize(1);
  }

  @Test
  void whoTookAndWhoRefusedAnAlertIsInTheAuditTrail() {
    alertmanager.behave(
        alerts ->
            FakeAlertmanager.name(alerts.getFirst()).equals("Poison")
                ? new Answer(400, PARTIAL)
                : Answer.OK);
    topic.route(alertmanager.url());
    topic.send(firing("A"));
    awaitTaken(1);
    topic.send(resolved("A"));
    awaitTaken(2);
    topic.send(firing("Poison"));
    await().untilAsserted(() -> assertThat(topic.audit()).hasSize(3));
    assertThat(topic.audit().get(0))
        .contains("delivery.accepted", alertmanager.url(), firing("A").fingerprint(), "\"firing\"");
    assertThat(topic.audit().get(1)).contains("delivery.accepted", "\"resolved\"");
    assertThat(topic.audit().get(2)).contains("delivery.refused", "start time must be before");
  }

  @Test
  void tombstoneForgetsTheAlert() {
    AlertRouter router = topic.route(alertmanager.url());
    topic.send(firing("A"));
    awaitTaken(1);
    topic.sendRaw(firing("A").fingerprint(), null);
    await().untilAsserted(() -> assertThat(router.alerts()).isEmpty());
  }

  @Test
  void deliveryIsMeasured() {
    topic.route(alertmanager.url());
    topic.send(firing("A"));
    awaitTaken(1);
    String url = alertmanager.url();
    await()
        .untilAsserted(
            () -> {
              assertThat(
                      topic
                          .metrics
                          .get("watchfire.router.deliveries")
                          .tag("result", "accepted")
                          .counter()
                          .count())
                  .isEqualTo(1);
              assertThat(
                      topic
                          .metrics
                          .get("watchfire.alert.delivery")
                          .tag("alertmanager", url)
                          .timer()
                          .count())
                  .isEqualTo(1);
              assertThat(topic.metrics.get("watchfire.router.pending").gauge().value()).isZero();
              assertThat(topic.metrics.get("watchfire.router.alertmanager.up").gauge().value())
                  .isEqualTo(1);
            });
  }

  private interface State {
    Alert of(String name);
  }

  private static Alert[] all(int count, State state) {
    return IntStream.range(0, count).mapToObj(i -> state.of("A" + i)).toArray(Alert[]::new);
  }

  private void awaitTaken(int count) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(alertmanager.taken()).hasSize(count));
  }

  private List<String> later(int from) {
    List<String> names = alertmanager.names();
    return names.subList(from, names.size());
  }

  private int served() {
    try {
      return topic.served(alertmanager.url());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isResolved(JsonNode alert) {
    return !Instant.parse(alert.path("endsAt").asText()).isAfter(Instant.now());
  }

  private Alert firing(String name) {
    return alert(name, AlertState.FIRING, 1, Mode.ALERT, start);
  }

  private Alert resolved(String name) {
    return alert(name, AlertState.RESOLVED, 2, Mode.ALERT, start);
  }
}
