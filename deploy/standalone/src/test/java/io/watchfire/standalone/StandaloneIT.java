/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchfire.runtime.kafka.KafkaSettings;
import io.watchfire.runtime.kafka.Topics;
import io.watchfire.schemas.otlp.OtlpMetricsWriter;
import io.watchfire.schemas.otlp.Temporality;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything in this JVM: telemetry goes in by Kafka, objectives come out by HTTP. */
class StandaloneIT {
  private static final String RULE =
      """
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: availability}
      spec:
        service: shop
        objective: 99
        sli:
          bad: requests_total{code="500"}
          total: requests_total
      """;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path dir;

  private final ObjectMapper mapper = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void objectivesAreServedAndSurviveARestart() throws Exception {
    StandaloneConfig config = config();
    Instant begun = Instant.now();
    try (Standalone standalone = Standalone.start(config, Clock.systemUTC())) {
      assertThat(awaitReady(standalone).path("checks").properties())
          .extracting(Map.Entry::getKey)
          .containsExactly("broker", "stages", "api", "router");
      produce(standalone, begun, begun.plusSeconds(1), 900, 100);
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(total(standalone)).isEqualTo(1_000));
      assertThat(get(standalone, "/metrics").body()).contains("watchfire_records_total");
      assertThat(get(standalone, "/healthz").statusCode()).isEqualTo(200);
    }
    try (Standalone standalone = Standalone.start(config, Clock.systemUTC())) {
      awaitReady(standalone);
      assertThat(total(standalone)).as("what was known before").isEqualTo(1_000);
      produce(standalone, begun, Instant.now(), 1_900, 100);
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(total(standalone)).isEqualTo(2_000));
    }
  }

  @Test
  void aMissingTopicOfEventsIsAWarningUntilItIsThere() throws Exception {
    StandaloneConfig config =
        config(Map.of("WATCHFIRE_ROUTER_EVENT_RECORDER_TOPIC", "alertmanager.events"));
    try (Standalone standalone = Standalone.start(config, Clock.systemUTC())) {
      awaitReady(standalone);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(standalone.warnings())
                      .containsExactly(
                          "event recorder: topic alertmanager.events does not exist (expected:"
                              + " created beforehand)"));
      assertThat(get(standalone, "/metrics").body()).contains("watchfire_recorder_up 0.0");
      KafkaSettings kafka = KafkaSettings.embedded(standalone.bootstrap());
      try (Admin admin = Admin.create(kafka.admin())) {
        Topics.createAndAwait(admin, List.of(new NewTopic("alertmanager.events", 1, (short) 1)));
      }
      send(kafka, "alertmanager.events", new byte[] {1, 2, 3});
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(get(standalone, "/metrics").body())
                      .contains("watchfire_recorder_up 1.0")
                      .contains(
                          "watchfire_recorder_events_total{kind=\"none\","
                              + "result=\"dead_letter\"} 1.0"));
      assertThat(standalone.warnings()).isEmpty();
    }
  }

  private StandaloneConfig config() throws IOException {
    return config(Map.of());
  }

  private StandaloneConfig config(Map<String, String> environment) throws IOException {
    Path rule = Files.writeString(dir.resolve("rule.yaml"), RULE);
    return StandaloneConfig.load(
        new StandaloneConfig.Flags(
            null, dir.resolve("data"), 0, 0, List.of(), List.of(rule), false),
        environment);
  }

  private JsonNode awaitReady(Standalone standalone) throws Exception {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> get(standalone, "/readyz").statusCode() == 200);
    assertThat(standalone.problems()).isEmpty();
    return mapper.readTree(get(standalone, "/readyz").body());
  }

  /** The events of the longest window. */
  private long total(Standalone standalone) throws Exception {
    JsonNode slos = mapper.readTree(get(standalone, "/api/v1/slos").body()).path("slos");
    for (JsonNode slo : slos) {
      if (slo.path("slo").asText().equals("availability")) {
        JsonNode windows = slo.path("windows");
        return windows.path(windows.size() - 1).path("total").asLong();
      }
    }
    return 0;
  }

  private static void produce(
      Standalone standalone, Instant start, Instant time, long good, long bad) throws Exception {
    OtlpMetricsWriter out = new OtlpMetricsWriter();
    out.beginResource(Map.of("service.name", "shop"));
    out.beginCounter("requests", "", Temporality.CUMULATIVE);
    long begun = start.toEpochMilli() * 1_000_000;
    long now = time.toEpochMilli() * 1_000_000;
    out.number(new OtlpMetricsWriter.Point(Map.of("code", "200"), begun, now), good);
    out.number(new OtlpMetricsWriter.Point(Map.of("code", "500"), begun, now), bad);
    out.endMetric();
    out.endResource();
    send(KafkaSettings.embedded(standalone.bootstrap()), "otlp_metrics", out.toByteArray());
  }

  private static void send(KafkaSettings kafka, String topic, byte[] value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            kafka.producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, value)).get(30, TimeUnit.SECONDS);
    }
  }

  private HttpResponse<String> get(Standalone standalone, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + standalone.httpPort() + path);
    return http.send(
        HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
        BodyHandlers.ofString());
  }
}
