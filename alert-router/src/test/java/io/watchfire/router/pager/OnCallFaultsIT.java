/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.watchfire.broker.EmbeddedBroker;
import io.watchfire.router.AlertmanagerCluster;
import io.watchfire.router.FreePorts;
import io.watchfire.router.RealAlertmanager;
import io.watchfire.router.incident.AlertStatus;
import io.watchfire.runtime.kafka.KafkaSettings;
import io.watchfire.schemas.alert.Fingerprint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rows of the fault table that concern the way back, with a real cluster of three
 * Alertmanagers, whose webhooks come to a real pager. Whatever the cluster repeats, forgets or
 * takes back, a person hears of an incident once, and of its end once. Longer than 300 lines, since
 * the rows stand in one table.
 */
@Tag("faults")
@Timeout(180)
class OnCallFaultsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CONFIG =
      """
      route: {receiver: desk, group_by: [service], group_wait: %s, group_interval: %s, repeat_interval: 1h}
      receivers: [{name: desk, webhook_configs: [{url: "%s"}]}]
      """;

  @TempDir private Path dir;
  private final PhoneServer phones = new PhoneServer();
  private final HttpClient http = HttpClient.newHttpClient();
  private final int port = FreePorts.one();
  private final Map<String, AlertStatus.State> ours = new ConcurrentHashMap<>();
  private AlertmanagerCluster gossip;
  private List<RealAlertmanager> cluster = List.of();
  private EmbeddedBroker broker;
  private OnCallDesk desk;

  @BeforeEach
  void open() throws Exception {
    broker = EmbeddedBroker.start(dir.resolve("kafka"), 0, Map.of());
    desk = desk();
  }

  @AfterEach
  void close() {
    cluster.forEach(RealAlertmanager::close);
    if (gossip != null) {
      gossip.close();
    }
    desk.close();
    broker.close();
    phones.close();
    http.shutdownNow();
  }

  @Test
  void aMemberThatHungAndNotifiesAgainWakesNobodyAgain() throws Exception { // row 9
    cluster("3s");
    RealAlertmanager first = gossip.first();
    post(cluster, "a", true);
    first.pause();
    awaitTexts("alice trigger");
    first.resume();
    post(cluster, "b", true);
    awaitTexts("alice trigger", "alice trigger");
    awaitIncidents(2);
  }

  @Test
  void aClusterThatLostItsMemoryWakesNobodyAgain() throws Exception { // row 12
    cluster("1s");
    post(cluster, "a", true);
    awaitTexts("alice trigger");
    cluster.forEach(RealAlertmanager::kill);
    cluster.forEach(RealAlertmanager::restart);
    post(cluster, "a", true);
    awaitNotifications(2);
    assertThat(phones.texts()).containsExactly("alice trigger");
  }

  @Test
  void whatResolvedWhileAllWereDeadIsResolvedByOurOwnState() throws Exception { // row 13
    cluster("1s");
    ours("a", AlertStatus.State.FIRING);
    post(cluster, "a", true);
    awaitTexts("alice trigger");
    cluster.forEach(RealAlertmanager::kill);
    ours("a", AlertStatus.State.OVER);
    awaitTexts("alice trigger", "alice resolve");
  }

  @Test
  void aFlapOfTheClusterIsNoNewIncident() throws Exception { // rows 4 to 7
    cluster("1s");
    ours("a", AlertStatus.State.FIRING);
    post(cluster, "a", true);
    awaitTexts("alice trigger");
    ours("a", AlertStatus.State.OVER);
    post(cluster.subList(0, 1), "a", false);
    awaitNotifications(2);
    post(cluster.subList(1, 3), "a", true);
    await().atMost(PATIENCE).until(() -> desk.status().equals("resolved"));
    post(cluster, "a", false);
    awaitTexts("alice trigger", "alice resolve");
  }

  @Test
  void alertmanagerTriesAgainUntilKafkaTakesIt() throws Exception { // rows 16, 18 and 29
    cluster("1s");
    int kafkaPort = broker.port();
    broker.close();
    post(cluster, "a", true);
    await()
        .atMost(PATIENCE)
        .until(() -> desk.metrics.scrape().contains("alertmanager\",status=\"503\""));
    broker = EmbeddedBroker.start(dir.resolve("kafka"), kafkaPort, Map.of());
    awaitTexts("alice trigger");
    assertThat(desk.metrics.scrape()).doesNotContain("status=\"429\"");
  }

  @Test
  void whatBeganAndEndedWhileNobodyListenedIsNotToldLate() throws Exception { // row 17
    cluster("1s");
    desk.close();
    ours("a", AlertStatus.State.FIRING);
    post(cluster, "a", true);
    await().atMost(PATIENCE).until(() -> failures() > 0);
    post(cluster, "a", false);
    ours("a", AlertStatus.State.OVER);
    desk = desk();
    post(cluster, "b", true);
    awaitTexts("alice trigger");
    assertThat(phones.calls().getFirst().message().path("title").asText()).isEqualTo("Burns b");
  }

  @Test
  void aTelephoneThatHangsHoldsUpNoAnswer() throws Exception { // row 19
    cluster("1s");
    phones.hangs("alice");
    post(cluster, "a", true);
    post(cluster, "b", true);
    awaitTexts("bob trigger", "bob trigger");
    assertThat(notifications()).as("no notification came again").isEqualTo(2);
  }

  @Test
  void bothSidesOfAPartitionMakeOneIncident() throws Exception { // row 20
    String config = CONFIG.formatted("1s", "2s", desk.webhook());
    cluster =
        List.of(
            RealAlertmanager.start(dir.resolve("left"), config),
            RealAlertmanager.start(dir.resolve("right"), config));
    post(cluster, "a", true);
    awaitNotifications(2);
    awaitTexts("alice trigger");
  }

  @Test
  void whatIsOverWithinGroupWaitWakesNobody() throws Exception { // row 21
    cluster("3s");
    postStarting(cluster, "a", Instant.now(), null);
    post(cluster, "a", false);
    post(cluster, "b", true);
    awaitTexts("alice trigger");
    assertThat(phones.calls().getFirst().message().path("title").asText()).isEqualTo("Burns b");
  }

  @Test
  void flapsWithinAnIntervalAreOneIncidentThatPagesAgain() throws Exception { // row 22
    cluster("1s", "1h");
    List<String> heard = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ours("a", AlertStatus.State.FIRING);
      post(cluster, "a", true);
      heard.add("alice trigger");
      awaitTexts(heard.toArray(String[]::new));
      post(cluster, "a", false);
      ours("a", AlertStatus.State.OVER);
      heard.add("alice resolve");
      awaitTexts(heard.toArray(String[]::new));
    }
    awaitIncidents(1);
    assertThat(notifications())
        .as("each member told of the first at most, and of nothing after that")
        .isLessThanOrEqualTo(cluster.size());
  }

  @Test
  void othersFlapsWithinAnIntervalAreOneIncident() throws Exception { // row 22
    cluster("1s");
    post(cluster, "a", true);
    awaitTexts("alice trigger");
    for (int i = 0; i < 3; i++) {
      post(cluster, "a", false);
      post(cluster, "a", true);
    }
    post(cluster, "b", true);
    awaitTexts("alice trigger", "alice trigger");
    awaitIncidents(2);
  }

  @Test
  void whatExpiredInOurAbsenceIsNotOver() throws Exception { // row 25
    cluster("1s");
    ours("a", AlertStatus.State.FIRING);
    postStarting(cluster, "a", Instant.now().minusSeconds(60), Instant.now().plusSeconds(6));
    awaitTexts("alice trigger");
    awaitNotifications(2);
    await().atMost(PATIENCE).until(() -> desk.status().equals("triggered"));
    await()
        .atMost(PATIENCE)
        .until(() -> desk.json("/api/v1/incidents/" + id()).toString().contains("alerts.expired"));
    assertThat(phones.texts()).containsExactly("alice trigger");
  }

  private void cluster(String groupWait) {
    cluster(groupWait, "2s");
  }

  private void cluster(String groupWait, String groupInterval) {
    gossip =
        AlertmanagerCluster.start(
            dir.resolve("cluster"),
            CONFIG.formatted(groupWait, groupInterval, desk.webhook()),
            3,
            "--cluster.peer-timeout=500ms",
            "--cluster.settle-timeout=5s");
    gossip.awaitSettled();
    cluster = gossip.members();
  }

  private String id() throws Exception {
    return desk.json("/api/v1/incidents").at("/incidents/0/id").asText();
  }

  /** What we know of the alert of a service, under the fingerprint that Alertmanager has for it. */
  private void ours(String service, AlertStatus.State state) {
    ours.put(Fingerprint.of(labels(service)), state);
  }

  private static Map<String, String> labels(String service) {
    return Map.of("alertname", "Burns", "service", service, "severity", "page");
  }

  private void post(List<RealAlertmanager> members, String service, boolean firing)
      throws Exception {
    Instant end = firing ? Instant.now().plusSeconds(600) : Instant.now().minusMillis(1);
    postStarting(members, service, Instant.now().minusSeconds(60), end);
  }

  private void postStarting(
      List<RealAlertmanager> members, String service, Instant start, Instant end) throws Exception {
    String times =
        "\"startsAt\": \"" + start + (end == null ? "\"" : "\", \"endsAt\": \"" + end + "\"");
    String body =
        "[{\"labels\": {\"alertname\": \"Burns\", \"service\": \"%s\", \"severity\": \"page\"}, %s}]"
            .formatted(service, times);
    for (RealAlertmanager member : members) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(member.url() + "/api/v2/alerts"))
              .timeout(Duration.ofSeconds(30))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body))
              .build();
      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }

  private void awaitTexts(String... texts) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(phones.texts()).containsExactlyInAnyOrder(texts));
  }

  private void awaitIncidents(int count) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(desk.json("/api/v1/incidents?status=all").path("incidents"))
                    .hasSize(count));
  }

  private void awaitNotifications(int count) {
    await().atMost(PATIENCE).until(() -> notifications() >= count);
  }

  /** How many notifications were taken. */
  private double notifications() {
    return desk.metrics
        .scrape()
        .lines()
        .filter(l -> l.startsWith("watchfire_http_requests_seconds_count"))
        .filter(l -> l.contains("webhook/alertmanager") && l.contains("status=\"200\""))
        .mapToDouble(l -> Double.parseDouble(l.substring(l.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** How many requests to the desk failed. */
  private double failures() throws Exception {
    double failures = 0;
    for (RealAlertmanager member : cluster) {
      failures += metric(member, "alertmanager_notification_requests_failed_total", "\"webhook\"");
    }
    return failures;
  }

  private double metric(RealAlertmanager member, String name, String label) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(member.url() + "/metrics")).build();
    return http.send(request, BodyHandlers.ofString())
        .body()
        .lines()
        .filter(l -> l.startsWith(name) && l.contains(label))
        .mapToDouble(l -> Double.parseDouble(l.substring(l.lastIndexOf(' ') + 1)))
        .sum();
  }

  private OnCallDesk desk() throws IOException {
    KafkaSettings kafka = OnCallDesk.kafka(broker, "watchfire.");
    Path home = Files.createTempDirectory(dir, "desk");
    return new OnCallDesk(
        kafka,
        home,
        new OnCallDesk.Configured(OnCallDesk.people(phones, "token"), "", port),
        Clock.systemUTC(),
        ours);
  }
}
