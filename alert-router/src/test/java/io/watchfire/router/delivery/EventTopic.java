/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchfire.router.Schemas;
import io.watchfire.runtime.kafka.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topic of Alertmanagers' events beside a test's alerts, and what the trail has of them. */
final class EventTopic {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final AlertTopic topic;
  private final String events;
  private final Schemas audit = Schemas.of("audit");
  private final ObjectMapper mapper = new ObjectMapper();

  EventTopic(AlertTopic topic) {
    this.topic = topic;
    this.events = topic.kafka().topic("events");
  }

  String name() {
    return events;
  }

  /** Until then there is none of the name. */
  void create() {
    try (Admin admin = Admin.create(topic.kafka().admin())) {
      Topics.createAndAwait(admin, List.of(new NewTopic(events, 2, (short) 1)));
    }
  }

  /** As one Alertmanager does; null for a record without a value. */
  void write(String... values) {
    writeAs("vm", values);
  }

  /** As that Alertmanager does, whose events share a partition. */
  void writeAs(String name, String... values) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            topic.kafka().producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
      byte[] member = name.getBytes(StandardCharsets.UTF_8);
      for (String value : values) {
        producer.send(
            new ProducerRecord<>(
                events, member, value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
      }
    }
  }

  /** Name, type and state of each, in any order, and no others. */
  void awaitEntries(String... expected) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(entries().stream().map(EventTopic::words))
                    .containsExactlyInAnyOrder(expected));
  }

  /** What Alertmanagers told; the trail has our own deliveries too, and all of it conforms. */
  List<JsonNode> entries() {
    List<JsonNode> entries = new ArrayList<>();
    for (String line : topic.audit()) {
      audit.assertConforms(line.getBytes(StandardCharsets.UTF_8));
      JsonNode entry = json(line);
      if (entry.path("type").asText().startsWith("alertmanager.")) {
        entries.add(entry);
      }
    }
    return entries;
  }

  private JsonNode json(String line) {
    try {
      return mapper.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String words(JsonNode entry) {
    return entry.path("name").asText()
        + entry.path("type").asText().replace("alertmanager.", " ")
        + " "
        + entry.path("state").asText();
  }
}
