/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.watchfire.broker.EmbeddedBroker;
import io.watchfire.router.AlertRouter;
import io.watchfire.router.RealAlertmanager;
import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.config.ClusterConfig;
import io.watchfire.router.config.Resolve;
import io.watchfire.router.config.RouterConfig;
import io.watchfire.runtime.kafka.KafkaSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The router's own watchdog, through a real Alertmanager, to whom it is missed by. */
@Tag("faults")
@Timeout(180)
class WatchdogIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CONFIG =
      """
      route:
        {receiver: desk, group_by: [alertname], group_wait: 1s, group_interval: 1s, repeat_interval: 2s}
      receivers: [{name: desk, webhook_configs: [{url: "%s"}]}]
      """;
  private static final String WATCHDOG =
      "watchdog: {match: ['alertname=\"Watchdog\"'], within: 10s, policy: usual}\n";

  @TempDir private Path dir;
  private final PhoneServer phones = new PhoneServer();
  private EmbeddedBroker broker;
  private OnCallDesk desk;
  private RealAlertmanager alertmanager;
  private AlertRouter router;

  @BeforeEach
  void open() throws Exception {
    broker = EmbeddedBroker.start(dir.resolve("kafka"), 0, Map.of());
    KafkaSettings kafka = OnCallDesk.kafka(broker, "watchfire.");
    try (Admin admin = Admin.create(kafka.admin())) {
      admin.createTopics(List.of(new NewTopic(kafka.topic("alerts"), 1, (short) 1))).all().get();
    }
    RealAlertmanager.requireMinor(25); // getting one may take longer than the watchdog waits
    String people = OnCallDesk.people(phones, "token") + WATCHDOG;
    desk = new OnCallDesk(kafka, dir, people, "", Clock.systemUTC());
    alertmanager = RealAlertmanager.start(dir.resolve("am"), CONFIG.formatted(desk.webhook()));
    router =
        new AlertRouter(
            watching(kafka, alertmanager.url()),
            kafka.admin(),
            new SimpleMeterRegistry(),
            Clock.systemUTC());
    router.start();
  }

  @AfterEach
  void close() {
    router.close();
    alertmanager.close();
    desk.close();
    broker.close();
    phones.close();
  }

  @Test
  void isMissedWhenAlertmanagerDiesAndFoundAgain() {
    await().atMost(PATIENCE).until(() -> desk.metrics.scrape().contains("webhook/alertmanager"));
    assertThat(phones.texts()).isEmpty();
    alertmanager.kill();
    awaitTexts("alice trigger");
    assertThat(phones.call("alice trigger").message().path("title").asText())
        .contains("WatchdogSilent");
    alertmanager.restart();
    awaitTexts("alice trigger", "alice resolve");
  }

  private void awaitTexts(String... texts) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(phones.texts()).containsExactly(texts));
  }

  private static RouterConfig watching(KafkaSettings kafka, String url) {
    return new RouterConfig(
        List.of(
            new ClusterConfig(
                "one", List.of(AlertmanagerConfig.of(url)), Resolve.AUTO, List.of(), null)),
        RouterConfig.DEFAULT_RESEND_INTERVAL,
        Map.of(),
        Map.of(),
        List.of(),
        kafka.topic("alerts"),
        kafka.topic("dlq"),
        kafka.topic("audit"),
        null,
        true);
  }
}
