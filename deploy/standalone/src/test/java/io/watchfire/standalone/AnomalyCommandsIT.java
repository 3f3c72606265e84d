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
import io.watchfire.schemas.otlp.Temporality;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a request over HTTP to the detector in whatever partition it is, and over a restart. */
class AnomalyCommandsIT {
  private static final String RULE =
      """
      apiVersion: watchfire/v1
      kind: AnomalyRule
      metadata: {name: orders}
      spec: {rate: orders_total, by: [region], step: 1s}
      """;
  private static final List<String> REGIONS = List.of("asia", "eu", "sa", "us");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What the data's own clock gives a bucket before it closes. */
  private static final int OPEN_SECONDS = 11;

  @TempDir Path dir;

  private final ObjectMapper mapper = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Instant begun = Instant.now().minusSeconds(240).truncatedTo(ChronoUnit.SECONDS);
  private int second;

  @Test
  void aFreezeReachesEveryPartitionAndOutlivesARestart() throws Exception {
    StandaloneConfig config = config();
    try (Standalone standalone = start(config)) {
      assertThat(tell(standalone, "{'command': 'freeze', 'rule': 'orders'}").statusCode())
          .as("nothing is known yet")
          .isEqualTo(404);
      produce(standalone);
      assertThat(frozen(standalone)).containsOnlyKeys(REGIONS).doesNotContainValue(true);

      HttpResponse<String> told = tell(standalone, "{'command': 'freeze', 'rule': 'orders'}");
      assertThat(told.body()).isEqualTo("{\"commands\":4}");
      assertThat(told.statusCode()).isEqualTo(202);
      produce(standalone);
      assertThat(frozen(standalone)).doesNotContainValue(false);
    }
    try (Standalone standalone = start(config)) {
      produce(standalone);
      assertThat(frozen(standalone)).as("after a restart").doesNotContainValue(false);

      String eu = "{'command': 'unfreeze', 'rule': 'orders', 'labels': {'region': 'eu'}}";
      assertThat(tell(standalone, eu).statusCode()).isEqualTo(202);
      produce(standalone);
      assertThat(frozen(standalone))
          .isEqualTo(Map.of("asia", true, "eu", false, "sa", true, "us", true));

      assertThat(get(standalone, "/metrics/anomalies"))
          .contains("watchfire_series_value{region=\"eu\",rule=\"orders\",tenant=\"default\"} 20.0")
          .contains("watchfire_series_left_out 0.0")
          .doesNotContain("jvm_");
      assertThat(get(standalone, "/metrics"))
          .contains("watchfire_series_commands_total{command=\"unfreeze\",result=\"obeyed\"} 1.0")
          .doesNotContain("watchfire_series_value");
    }
  }

  private StandaloneConfig config() throws Exception {
    Path rule = Files.writeString(dir.resolve("rule.yaml"), RULE);
    Path file = Files.writeString(dir.resolve("w.yaml"), "defaults: {enabled: false}\n");
    return StandaloneConfig.load(
        new StandaloneConfig.Flags(
            file, dir.resolve("data"), 0, 0, List.of(), List.of(rule), false),
        Map.of());
  }

  private Standalone start(StandaloneConfig config) {
    Standalone standalone = Standalone.start(config, Clock.systemUTC());
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> standalone.problems().isEmpty());
    return standalone;
  }

  /** Half a minute of orders, and waits until its last whole bucket was judged everywhere. */
  private void produce(Standalone standalone) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            KafkaSettings.embedded(standalone.bootstrap()).producer(),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int end = second + 30; second < end; second++) {
        Map<String, Long> counts = new TreeMap<>();
        REGIONS.forEach(region -> counts.put(region, 20L * second));
        byte[] value =
            Telemetry.of("default", "shop", "a")
                .counter(
                    "orders",
                    Temporality.CUMULATIVE,
                    "region",
                    counts,
                    begun.minusSeconds(1),
                    begun.plusSeconds(second))
                .bytes();
        producer.send(new ProducerRecord<>("otlp_metrics", 0, null, value));
      }
      producer.flush();
    }
    String last = begun.plusSeconds(second - OPEN_SECONDS).toString();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () ->
                assertThat(readings(standalone))
                    .hasSize(REGIONS.size())
                    .allMatch(reading -> reading.path("time").asText().compareTo(last) >= 0));
  }

  private Map<String, Boolean> frozen(Standalone standalone) throws Exception {
    Map<String, Boolean> frozen = new TreeMap<>();
    for (JsonNode reading : readings(standalone)) {
      frozen.put(reading.path("group").path("region").asText(), reading.path("frozen").asBoolean());
    }
    return frozen;
  }

  private JsonNode readings(Standalone standalone) throws Exception {
    return mapper.readTree(get(standalone, "/api/v1/anomalies")).path("anomalies");
  }

  private String get(Standalone standalone, String path) throws Exception {
    return http.send(request(standalone, path).build(), BodyHandlers.ofString()).body();
  }

  private HttpResponse<String> tell(Standalone standalone, String body) throws Exception {
    return http.send(
        request(standalone, "/api/v1/anomalies/commands")
            .POST(BodyPublishers.ofString(body.replace('\'', '"')))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(Standalone standalone, String path) {
    URI uri = URI.create("http://127.0.0.1:" + standalone.httpPort() + path);
    return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
  }
}
