/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.watchfire.router.TestBroker;
import io.watchfire.router.incident.AlertStatus;
import io.watchfire.runtime.kafka.KafkaSettings;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The pager with a real broker, its real HTTP port, and telephones that are real HTTP servers. */
@Timeout(180)
class PagerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PLANTED = "planted-token-abcdef";

  @RegisterExtension static final TestBroker BROKER = new TestBroker();

  @TempDir private Path dir;
  private final PhoneServer phones = new PhoneServer();
  private KafkaSettings kafka;
  private OnCallDesk desk;

  @BeforeEach
  void open() throws Exception {
    kafka = OnCallDesk.kafka(BROKER.get(), UUID.randomUUID() + ".");
    desk = desk();
  }

  @AfterEach
  void close() {
    desk.close();
    phones.close();
  }

  @Test
  void theWholeCircle() throws Exception {
    phones.answers("alice", 404);
    assertThat(desk.notified("checkout", true).statusCode()).isEqualTo(200);
    awaitTexts("bob trigger");
    String link = phones.call("bob trigger").message().path("acknowledgeUrl").asText();
    HttpResponse<String> page = desk.follow(link);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Acknowledge as bob");
    assertThat(page.body()).as("following a link changes nothing").contains("triggered since");
    assertThat(desk.press(link).statusCode()).isEqualTo(200);
    awaitTexts("bob trigger", "bob acknowledge");
    await().atMost(PATIENCE).until(() -> desk.status().equals("acknowledged"));
    desk.notified("checkout", false);
    awaitTexts("bob trigger", "bob acknowledge", "bob resolve");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(audit())
                    .contains(
                        "incident.opened",
                        "page.failed",
                        "incident.acknowledged",
                        "incident.resolved")
                    .endsWith("page.delivered"));
  }

  @Test
  void ourOwnStateEndsAnIncident() throws Exception {
    desk.ours.put("checkout", AlertStatus.State.FIRING);
    desk.notified("checkout", true);
    awaitTexts("alice trigger");
    desk.notified("checkout", false);
    desk.ours.put("checkout", AlertStatus.State.OVER);
    awaitTexts("alice trigger", "alice resolve");
  }

  @Test
  void whatAnotherRouterToldBeforeWeHaveReadItIsPaged() throws Exception {
    desk.ours.put("checkout", AlertStatus.State.OVER);
    desk.unread.put("checkout", AlertStatus.State.FIRING);
    desk.failures.set(2);
    desk.notified("checkout", true);
    awaitTexts("alice trigger");
  }

  @Test
  void whatAlertmanagerHasNotHeardIsOverWakesNobody() throws Exception {
    desk.ours.put("checkout", AlertStatus.State.OVER);
    desk.notified("checkout", true);
    desk.notified("billing", true);
    awaitTexts("alice trigger");
    assertThat(phones.call("alice trigger").message().toString()).contains("billing");
  }

  @Test
  void anotherLifeGoesOnWhereThisOneEnded() throws Exception {
    desk.notified("checkout", true);
    awaitTexts("alice trigger");
    await().atMost(PATIENCE).until(() -> audit().contains("page.delivered"));
    desk.close();
    desk = desk();
    desk.notified("checkout", false);
    awaitTexts("alice trigger", "alice resolve");
  }

  @Test
  void whatIsNoNotificationIsRefusedWithTheReason() throws Exception {
    HttpResponse<String> answer = desk.post("/api/v1/webhook/alertmanager", "{\"version\": \"3\"}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("version: '3' (expected: '4'");
    String large = "{\"version\": \"4\", \"x\": \"" + "x".repeat(5 << 20) + "\"}";
    assertThat(desk.post("/api/v1/webhook/alertmanager", large).statusCode()).isEqualTo(413);
  }

  @Test
  void aNotificationOfMegabytesIsTakenAndKeptShort() throws Exception {
    String alert =
        """
        {"status": "firing", "labels": {"alertname": "Burns", "pod": "%d", "path": "%s"},
         "annotations": {"summary": "%s"}, "startsAt": "2026-11-28T02:59:00Z"}\
        """
            .formatted(0, "p".repeat(1000), "s".repeat(1000));
    List<String> alerts = new ArrayList<>();
    for (int i = 0; i < 1_700; i++) {
      alerts.add(alert.replace("\"pod\": \"0\"", "\"pod\": \"" + i + "\""));
    }
    String body =
        "{\"version\": \"4\", \"groupLabels\": {\"service\": \"all\"}, \"alerts\": ["
            + String.join(",", alerts)
            + "]}";
    assertThat(body.length()).isGreaterThan(3 << 20);
    assertThat(desk.post("/api/v1/webhook/alertmanager", body).statusCode()).isEqualTo(200);
    awaitTexts("alice trigger");
    assertThat(phones.call("alice trigger").message().path("firing").asInt()).isEqualTo(1_700);
  }

  @Test
  void peopleMayAskByTheApi() throws Exception {
    desk.notified("checkout", true);
    awaitTexts("alice trigger");
    await().atMost(PATIENCE).until(() -> desk.status().equals("triggered"));
    String id = desk.json("/api/v1/incidents").at("/incidents/0/id").asText();
    String path = "/api/v1/incidents/" + id;
    assertThat(desk.post(path + "/snooze", "{\"for\": \"1s\"}").body()).contains("1m to 7d");
    assertThat(desk.post(path + "/snooze", "").statusCode()).isEqualTo(400);
    assertThat(desk.post("/api/v1/incidents/none/resolve", "").statusCode()).isEqualTo(404);
    assertThat(desk.post(path + "/resolve", "{\"by\": \"carol\"}").statusCode()).isEqualTo(202);
    awaitTexts("alice trigger", "alice resolve");
    await()
        .atMost(PATIENCE)
        .until(() -> desk.json(path).path("timeline").toString().contains("carol"));
  }

  @Test
  void linksOfOthersAreRefused() throws Exception {
    desk.notified("checkout", true);
    awaitTexts("alice trigger");
    String link = phones.call("alice trigger").message().path("acknowledgeUrl").asText();
    String view = phones.call("alice trigger").message().path("viewUrl").asText();
    assertThat(desk.press(link + "x").statusCode()).isEqualTo(403);
    assertThat(desk.press(view).statusCode()).as("it only shows").isEqualTo(403);
    assertThat(desk.follow(view).statusCode()).isEqualTo(200);
  }

  @Test
  void whoIsOnCallIsShownAndExported() throws Exception {
    assertThat(desk.json("/api/v1/oncall").at("/schedules/0/now/person").asText())
        .isEqualTo("alice");
    HttpResponse<String> calendar = desk.get("/api/v1/schedules/primary/calendar.ics");
    assertThat(calendar.body()).startsWith("BEGIN:VCALENDAR\r\n").contains("alice");
    assertThat(desk.get("/api/v1/schedules/other/calendar.ics").statusCode()).isEqualTo(404);
  }

  @Test
  void secretsAppearNowhere() throws Exception {
    phones.answers("alice", 500);
    desk.notified("checkout", true);
    awaitTexts("bob trigger");
    await().atMost(PATIENCE).until(() -> audit().contains("page.delayed"));
    String shown =
        desk.get("/api/v1/incidents?status=all").body()
            + desk.get("/api/v1/incidents/" + id()).body()
            + desk.get("/metrics").body()
            + desk.post(SlackApp.PATH, "payload=").body()
            + new SlackApp(desk, "planted-signing-secret").press("delete", "x").body()
            + String.join("", auditTexts())
            + desk.pager().config();
    assertThat(shown)
        .contains("page.delayed")
        .doesNotContain(PLANTED, "planted-link-key", "planted-url", "planted-signing");
  }

  private String id() throws Exception {
    return desk.json("/api/v1/incidents").at("/incidents/0/id").asText();
  }

  private void awaitTexts(String... texts) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(phones.texts()).containsExactly(texts));
  }

  private OnCallDesk desk() throws Exception {
    Path home = Files.createTempDirectory(dir, "desk");
    String more =
        """
          heartbeat: {url: "%s/planted-url", every: 5s}
          slack: {signingSecret: planted-signing-secret}
        """
            .formatted(phones.url());
    return new OnCallDesk(kafka, home, OnCallDesk.people(phones, PLANTED), more, Clock.systemUTC());
  }

  private List<String> audit() {
    return auditTexts().stream().map(t -> t.replaceAll(".*\"type\":\"([^\"]*)\".*", "$1")).toList();
  }

  private List<String> auditTexts() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            kafka.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> audit =
          Stream.of(0, 1).map(p -> new TopicPartition(kafka.topic("audit"), p)).toList();
      consumer.assign(audit);
      consumer.seekToBeginning(audit);
      Map<TopicPartition, Long> ends = consumer.endOffsets(audit);
      List<String> texts = new ArrayList<>();
      while (audit.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(r -> texts.add(new String(r.value(), StandardCharsets.UTF_8)));
      }
      return texts;
    }
  }
}
