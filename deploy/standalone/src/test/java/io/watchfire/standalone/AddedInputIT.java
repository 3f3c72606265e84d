/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.broker.EmbeddedBroker;
import io.watchfire.schemas.otlp.Temporality;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The list of inputs changes, and with it the group that reads them. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class AddedInputIT {
  private static final String FIRST = "team-a";
  private static final String SECOND = "team-b";
  private static final int RECORDS = 20;
  private static final String RULE =
      """
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: http}
      spec:
        objective: 99
        by: [service_name]
        sli:
          bad: http.requests{code="503"}
          total: http.requests{code!=""}
      """;

  @TempDir private Path dir;
  private final Instant begun = Instant.now().minusSeconds(60);
  private long first;
  private long second;
  private int sent;

  @Test
  void nothingIsReadTwiceAndNothingIsLeftOut() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("broker"), 0, Map.of())) {
      try (StreamsRun run = start(broker, FIRST)) {
        send(run, FIRST);
        awaitTotals(broker);
        assertThat(run.count("watchfire_records")).isEqualTo(RECORDS);
      }
      try (StreamsRun run = start(broker, FIRST, SECOND)) {
        send(run, FIRST);
        send(run, SECOND);
        awaitTotals(broker);
        assertThat(run.count("watchfire_records")).isEqualTo(2 * RECORDS);
        assertThat(run.count("watchfire_points_applied", "outcome", "first"))
            .as("series that were not remembered")
            .isEqualTo(1);
      }
      try (StreamsRun run = start(broker, FIRST)) {
        send(run, FIRST);
        awaitTotals(broker);
        assertThat(run.count("watchfire_records"))
            .as("back to a list there was before, whose group knows older offsets")
            .isEqualTo(RECORDS);
      }
    }
  }

  private StreamsRun start(EmbeddedBroker broker, String... topics) throws Exception {
    StringBuilder settings =
        new StringBuilder("defaults: {enabled: false}\nlimits: {inputPartitions: 1}\ninputs:\n");
    for (String topic : topics) {
      settings.append("  - {topic: ").append(topic).append("}\n");
    }
    return StreamsRun.start(broker.bootstrap(), dir.resolve("app"), settings.toString(), RULE);
  }

  /** A counter that goes on where it was: only who remembers it can tell what was added. */
  private void send(StreamsRun run, String topic) {
    for (int i = 0; i < RECORDS; i++) {
      long value = topic.equals(FIRST) ? first += 7 : (second += 7);
      run.send(
          topic,
          Telemetry.of("t", topic, "a")
              .counter(
                  "http.requests",
                  Temporality.CUMULATIVE,
                  "code",
                  Map.of("200", value),
                  begun.minusSeconds(1),
                  begun.plusMillis(sent++))
              .bytes());
    }
  }

  private void awaitTotals(EmbeddedBroker broker) {
    Awaitility.await("all that was sent")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> {
              Map<String, Fleet.Counts> counts = Outcome.read(broker.bootstrap()).counts();
              assertThat(counts.get("t//http/service_name=" + FIRST))
                  .isEqualTo(new Fleet.Counts(0, first));
              if (second > 0) {
                assertThat(counts.get("t//http/service_name=" + SECOND))
                    .isEqualTo(new Fleet.Counts(0, second));
              }
            });
  }
}
