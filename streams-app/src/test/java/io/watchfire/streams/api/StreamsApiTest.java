/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchfire.runtime.http.Request;
import io.watchfire.schemas.series.SeriesReading;
import io.watchfire.schemas.series.SeriesReadingJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What is read of topics, and what is answered. */
class StreamsApiTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void theLatestReadingOfEveryGroupIsAnsweredByTenantAndRule() throws Exception {
    MockConsumer<byte[], byte[]> readings = consumer("anomalies", 0);
    try (StreamsApi api =
        new StreamsApi(
            name -> name,
            topic -> topic.equals("anomalies") ? readings : consumer(topic, 0),
            new MockProducer<>(),
            List::of,
            10,
            InstantSource.system())) {
      api.start();
      readings.schedulePollTask(
          () -> {
            readings.addRecord(record(0, "uploads/acme", json("uploads", "acme", 20)));
            readings.addRecord(record(1, "uploads/globex", json("uploads", "globex", 21)));
            readings.addRecord(record(2, "disk/globex", json("disk", "globex", 85)));
            readings.addRecord(record(3, "uploads/globex", json("uploads", "globex", 9)));
          });
      Awaitility.await().until(() -> values(api, Map.of()).contains(9.0));

      assertThat(values(api, Map.of())).containsExactly(85.0, 20.0, 9.0);
      assertThat(values(api, Map.of("tenant", List.of("globex")))).containsExactly(85.0, 9.0);
      assertThat(values(api, Map.of("rule", List.of("uploads")))).containsExactly(20.0, 9.0);
      assertThat(values(api, Map.of("rule", List.of("disk"), "tenant", List.of("acme")))).isEmpty();
    }
  }

  @Test
  void ofALongTopicOnlyTheEndIsReadAndOnlySoManyKeysAreHeld() {
    MockConsumer<byte[], byte[]> consumer = consumer("anomalies", 1_000);
    Function<byte[], String> text = bytes -> new String(bytes, StandardCharsets.UTF_8);
    try (TopicView<String> view = TopicView.ofEnd("anomalies", () -> consumer, text, 10, 3)) {
      consumer.schedulePollTask(
          () -> {
            for (int offset = 985; offset < 1_000; offset++) {
              consumer.addRecord(record(offset, "key" + offset, utf8("" + offset)));
            }
            consumer.addRecord(record(1_000, "key997", utf8("again")));
            consumer.addRecord(record(1_001, "new", utf8("newest")));
          });
      view.start();
      Awaitility.await().until(() -> view.values().containsKey("new"));

      assertThat(view.ready()).isTrue();
      assertThat(view.values())
          .containsOnly(
              Map.entry("key999", "999"), Map.entry("key997", "again"), Map.entry("new", "newest"));
    }
  }

  @Test
  void theEndOfATopicBeginsSoManyRecordsBeforeIt() {
    MockConsumer<byte[], byte[]> consumer = consumer("anomalies", 1_000);
    List<Long> positions = new ArrayList<>();
    consumer.schedulePollTask(
        () -> positions.add(consumer.position(new TopicPartition("anomalies", 0))));
    try (TopicView<byte[]> view =
        TopicView.ofEnd("anomalies", () -> consumer, Function.identity(), 10, 3)) {
      view.start();
      Awaitility.await().until(() -> !positions.isEmpty());

      assertThat(positions).containsExactly(990L);
    }
  }

  private static List<Double> values(StreamsApi api, Map<String, List<String>> query)
      throws Exception {
    Request request =
        new Request("GET", "/api/v1/anomalies", Map.of(), query, Map.of(), new byte[0]);
    JsonNode body = new ObjectMapper().readTree(api.anomalies(request).body());
    List<Double> values = new ArrayList<>();
    body.path("anomalies")
        .forEach(reading -> values.add(reading.path("numbers").path("value").asDouble()));
    return values;
  }

  private static byte[] json(String rule, String tenant, double value) {
    return new SeriesReadingJson()
        .write(
            new SeriesReading(
                "default",
                "",
                rule,
                Map.of("tenant", tenant),
                NOON,
                Duration.ofSeconds(5),
                Map.of("value", value),
                false,
                false));
  }

  private static MockConsumer<byte[], byte[]> consumer(String topic, long end) {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    TopicPartition partition = new TopicPartition(topic, 0);
    consumer.updatePartitions(
        topic, List.of(new PartitionInfo(topic, 0, null, new Node[0], new Node[0])));
    consumer.updateBeginningOffsets(Map.of(partition, 0L));
    consumer.updateEndOffsets(Map.of(partition, end));
    return consumer;
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, String key, byte[] value) {
    return new ConsumerRecord<>("anomalies", 0, offset, utf8(key), value);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
