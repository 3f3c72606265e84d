/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.watchfire.broker.EmbeddedBroker;
import io.watchfire.router.AlertRouter;
import io.watchfire.router.RealAlertmanager;
import io.watchfire.router.TestBroker;
import io.watchfire.router.WebhookCollector;
import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.recorder.EventRecorder;
import io.watchfire.router.recorder.Recorded;
import io.watchfire.router.recorder.RecorderConfig;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alertmanager's own events, from its recorder through Kafka to the audit trail. Longer than 300
 * lines, since all cases share one broker.
 */
@Timeout(180)
class EventRecorderIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration RESEND = Duration.ofSeconds(1);

  private static final int EVENTS = 3_000;

  @RegisterExtension static final TestBroker BROKER = new TestBroker();

  @TempDir private Path dir;
  private final Instant start = Instant.now().minusSeconds(90);
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private AlertTopic topic;
  private EventTopic events;
  private AlertRouter router;
  private EventRecorder recorder;

  @BeforeEach
  void open() throws Exception {
    topic = new AlertTopic(BROKER.get());
    events = new EventTopic(topic);
  }

  @AfterEach
  void close() {
    if (recorder != null) {
      recorder.close();
    }
    topic.close();
  }

  @Test
  void theTrailSaysWhomAlertmanagerNotified() throws Exception {
    events.create();
    try (WebhookCollector hook = new WebhookCollector();
        RealAlertmanager alertmanager = recording(hook)) {
      route(alertmanager);
      read(metrics);
      topic.send(alert("Burn", AlertState.FIRING));
      events.awaitEntries("Burn received firing", "Burn grouped firing", "Burn notified firing");
      String sentAs = alertmanager.alerts().getFirst().path("fingerprint").asText();
      topic.send(alert("Burn", AlertState.RESOLVED));
      events.awaitEntries(
          "Burn received firing",
          "Burn grouped firing",
          "Burn notified firing",
          "Burn notified resolved",
          "Burn resolved resolved");

      String own = alert("Burn", AlertState.FIRING).fingerprint();
      assertThat(own).isNotEqualTo(sentAs);
      assertThat(events.entries()).allMatch(e -> e.path("fingerprint").asText().equals(own));
      assertThat(events.entries()).allMatch(e -> e.path("sentAs").asText().equals(sentAs));
      assertThat(events.entries().stream().map(e -> e.path("detail").asText()))
          .contains("hook/webhook[0]: first notification", "hook/webhook[0]: all alerts resolved");
      assertThat(hook.notifications()).hasSize(2);
    }
  }

  @Test
  void aRestartNeitherRepeatsNorLoses() throws Exception {
    events.create();
    try (WebhookCollector hook = new WebhookCollector();
        RealAlertmanager alertmanager = recording(hook)) {
      route(alertmanager);
      read(metrics);
      topic.send(alert("Burn", AlertState.FIRING));
      events.awaitEntries("Burn received firing", "Burn grouped firing", "Burn notified firing");
      recorder.close();
      topic.send(alert("Slow", AlertState.FIRING));
      await().atMost(PATIENCE).until(() -> hook.notifications().size() == 2);
      SimpleMeterRegistry second = new SimpleMeterRegistry();
      read(second);

      await("an alert that is sent again is grouped again")
          .atMost(PATIENCE)
          .until(() -> count(second, "alertGrouped", "repeated") > 2);
      events.awaitEntries(
          "Burn received firing",
          "Burn grouped firing",
          "Burn notified firing",
          "Slow received firing",
          "Slow grouped firing",
          "Slow notified firing");
    }
  }

  @Test
  void restartsInTheMidstOfEventsNeitherRepeatNorLose() {
    events.create();
    router = topic.route(new AlertmanagerConfig[0]);
    String created = Recorded.first("single", "alertCreated");
    List<String> fingerprints =
        IntStream.range(1_000_000, 1_000_000 + 6 * EVENTS).mapToObj(Integer::toString).toList();
    for (int life = 0; life < 6; life++) {
      int first = life * EVENTS;
      read(metrics);
      events.write(
          fingerprints.subList(first, first + EVENTS).stream()
              .map(print -> created.replace("10801139431752412588", print))
              .toArray(String[]::new));
      await().atMost(PATIENCE).until(() -> count(metrics, "alertCreated", "written") > first);
      recorder.close();
    }
    read(metrics);

    await()
        .atMost(PATIENCE)
        .until(() -> count(metrics, "alertCreated", "written") >= fingerprints.size());
    assertThat(events.entries().stream().map(e -> e.path("fingerprint").asText()))
        .containsExactlyInAnyOrderElementsOf(
            fingerprints.stream()
                .map(print -> String.format("%016x", Integer.parseInt(print)))
                .toList());
  }

  @Test
  void aPoisonedRecordIsADeadLetterAndTheNextOneIsRead() {
    events.create();
    router = topic.route(new AlertmanagerConfig[0]);
    read(metrics);
    events.write("\u0000no event", null, "{\"data\": {\"alertForgotten\": {}}}");
    events.write(Recorded.first("single", "alertCreated"));
    events.awaitEntries("Burn received firing");

    List<ConsumerRecord<byte[], byte[]>> letters = topic.deadLetters();
    assertThat(letters).hasSize(2);
    assertThat(AlertTopic.header(letters.getFirst(), "cause")).startsWith("not JSON (expected");
    assertThat(AlertTopic.header(letters.getFirst(), "topic")).isEqualTo(events.name());
    assertThat(AlertTopic.header(letters.getFirst(), "watchfire-topic")).isEqualTo(events.name());
    assertThat(AlertTopic.header(letters.getFirst(), "offset")).isEqualTo("0");
    assertThat(letters.getFirst().value())
        .isEqualTo("\u0000no event".getBytes(StandardCharsets.UTF_8));
    assertThat(letters.getLast().value()).isNull();
    assertThat(count(metrics, "none", "dead_letter")).isEqualTo(2);
    assertThat(count(metrics, "alertForgotten", "unknown")).isEqualTo(1);
    assertThat(events.entries().getFirst().has("sentAs")).as("not an alert of ours").isFalse();
  }

  @Test
  void aMissingTopicIsSaidAndWaitedFor() {
    router = topic.route(new AlertmanagerConfig[0]);
    read(metrics);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(recorder.problem())
                    .isEqualTo(
                        "event recorder: topic "
                            + events.name()
                            + " does not exist (expected: created beforehand)"));
    assertThat(router.ready()).isTrue();
    events.create();
    events.write(Recorded.first("single", "notification"));
    events.awaitEntries("Burn notified firing");
    await().atMost(PATIENCE).until(() -> recorder.problem() == null);
  }

  @Test
  void thoseWhoShareTheEventsTakeEachOnceWhoeverComesAndGoes() {
    events.create();
    router = topic.route(new AlertmanagerConfig[0]);
    read(metrics);
    EventRecorder first = recorder;
    SimpleMeterRegistry second = new SimpleMeterRegistry();
    read(second);
    AtomicInteger written = new AtomicInteger();
    await("each has a part of it")
        .atMost(PATIENCE)
        .until(
            () -> {
              writeFour(written);
              return taken(metrics) > 0 && taken(second) > 0;
            });
    first.close();
    writeFour(written);

    await().atMost(PATIENCE).until(() -> taken(metrics) + taken(second) >= written.get());
    assertThat(events.entries().stream().map(e -> e.path("fingerprint").asText()))
        .hasSize(written.get())
        .doesNotHaveDuplicates();
  }

  /** Events of four Alertmanagers, over the partitions. */
  private void writeFour(AtomicInteger written) {
    String created = Recorded.first("single", "alertCreated");
    for (int member = 0; member < 4; member++) {
      String print = Integer.toString(1_000_000 + written.getAndIncrement());
      events.writeAs("vm" + member, created.replace("10801139431752412588", print));
    }
  }

  private static double taken(SimpleMeterRegistry registry) {
    return count(registry, "alertCreated", "written");
  }

  @Test
  @Tag("faults") // half a minute
  void kafkaAwayIsSaidAndWaitedFor() throws Exception {
    topic.close();
    EmbeddedBroker own = EmbeddedBroker.start(dir.resolve("kafka"), 0, Map.of());
    int port = own.port();
    try {
      topic = new AlertTopic(own);
      events = new EventTopic(topic);
      events.create();
      router = topic.route(new AlertmanagerConfig[0]);
      read(metrics);
      events.write(Recorded.first("single", "alertCreated"));
      events.awaitEntries("Burn received firing");
      own.close();
      await().atMost(PATIENCE).until(() -> recorder.problem() != null);
      own = EmbeddedBroker.start(dir.resolve("kafka"), port, Map.of());
      events.write(Recorded.first("single", "notification"));
      events.awaitEntries("Burn received firing", "Burn notified firing");
      await().atMost(PATIENCE).until(() -> recorder.problem() == null);
    } finally {
      close();
      topic = new AlertTopic(BROKER.get());
      own.close();
    }
  }

  private RealAlertmanager recording(WebhookCollector hook) {
    RealAlertmanager.requireMinor(33);
    String recorded =
        """
        event_recorder:
          kafka_outputs: [{brokers: ['%s'], topic: '%s', acks: all}]
        """
            .formatted(BROKER.get().bootstrap(), events.name());
    return RealAlertmanager.start(
        dir.resolve("am"), hook.config("1s", "1s") + recorded, "--enable-feature=event-recorder");
  }

  /** With other labels than ours, and sent again often. */
  private void route(RealAlertmanager alertmanager) {
    router =
        topic.route(
            RESEND,
            Map.of("page", "critical"),
            Map.of(),
            AlertmanagerConfig.of(alertmanager.url()));
  }

  private void read(SimpleMeterRegistry registry) {
    recorder =
        new EventRecorder(
            new RecorderConfig(events.name()),
            topic.kafka(),
            router::ours,
            router.ownAlerts()::areKnown,
            null,
            registry);
    recorder.start();
  }

  private Alert alert(String name, AlertState state) {
    return TestAlerts.alert(
        name, state, state == AlertState.FIRING ? 1 : 2, Alert.Mode.ALERT, start);
  }

  private static double count(SimpleMeterRegistry registry, String kind, String result) {
    Counter counter =
        registry
            .find("watchfire.recorder.events")
            .tag("kind", kind)
            .tag("result", result)
            .counter();
    return counter == null ? 0 : counter.count();
  }
}
