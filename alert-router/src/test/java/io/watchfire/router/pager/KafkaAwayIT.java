/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.watchfire.broker.EmbeddedBroker;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Row 29 of the fault table: Kafka is away for a while. */
@Timeout(180)
class KafkaAwayIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path dir;

  @Test
  void alertmanagerIsAskedToComeAgainAndNothingIsLostOrSaidTwice() throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("kafka"), 0, Map.of());
    int port = broker.port();
    Path home = Files.createDirectories(dir.resolve("desk"));
    try (PhoneServer phones = new PhoneServer();
        OnCallDesk desk =
            new OnCallDesk(
                OnCallDesk.kafka(broker, "watchfire."),
                home,
                OnCallDesk.people(phones, "token"),
                "  slack: {signingSecret: planted-signing-secret}\n",
                Clock.systemUTC())) {
      desk.notified("checkout", true);
      await().atMost(PATIENCE).until(() -> phones.texts().contains("alice trigger"));
      String link = phones.call("alice trigger").message().path("acknowledgeUrl").asText();
      broker.close();
      Instant pressed = Instant.now();
      SlackApp slack = new SlackApp(desk, "planted-signing-secret");
      assertThat(slack.press("acknowledge", link).statusCode()).isEqualTo(503);
      assertThat(Duration.between(pressed, Instant.now()))
          .as("Slack waits no longer")
          .isLessThan(Duration.ofSeconds(3));
      assertThat(desk.press(link).statusCode()).isEqualTo(503);
      HttpResponse<String> refused = desk.notified("search", true);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("Kafka");
      broker = EmbeddedBroker.start(dir.resolve("kafka"), port, Map.of());
      await().atMost(PATIENCE).until(() -> desk.notified("search", true).statusCode() == 200);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(phones.calls().stream().map(c -> c.message().path("title").asText()))
                      .contains("Burns search"));
      assertThat(phones.calls().stream().map(PhoneServer.Call::key)).doesNotHaveDuplicates();
    } finally {
      broker.close();
    }
  }
}
