/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import io.watchfire.router.incident.Change;
import io.watchfire.router.incident.Entry;
import io.watchfire.router.incident.Incident;
import io.watchfire.router.incident.IncidentJson;
import io.watchfire.runtime.kafka.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what changed: incidents, audit trail and how far the inbox is read, in one
 * transaction. Who opens it fences whoever had it before.
 */
final class IncidentLog implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final String incidents;
  private final String audit;
  private final Producer<byte[], byte[]> producer;
  private final IncidentJson json = new IncidentJson();

  /**
   * Takes over.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not answer
   */
  IncidentLog(KafkaSettings kafka, String incidents, String audit) {
    this.incidents = incidents;
    this.audit = audit;
    Map<String, Object> properties = new HashMap<>(kafka.producer());
    properties.put("client.id", "watchfire-oncall");
    properties.put("transactional.id", incidents);
    properties.put("transaction.timeout.ms", 10_000);
    properties.put("linger.ms", 0);
    properties.put("max.request.size", PagerTopics.MAX_BYTES);
    properties.put("max.block.ms", 10_000);
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    try {
      producer.initTransactions();
    } catch (RuntimeException e) {
      producer.close(CLOSING);
      throw e;
    }
  }

  /**
   * All of it, or nothing.
   *
   * @param forgotten ids of incidents that are to be kept no longer
   * @param read how far the inbox is read
   * @throws org.apache.kafka.common.KafkaException if it is not known to be written; this log is of
   *     no use any more then
   */
  void write(
      List<Change> changes,
      List<String> forgotten,
      Map<TopicPartition, OffsetAndMetadata> read,
      ConsumerGroupMetadata group) {
    producer.beginTransaction();
    Map<String, Incident> last = new LinkedHashMap<>();
    for (Change change : changes) {
      Incident incident = change.incident();
      last.put(incident.id(), incident);
      for (Entry entry : change.entries()) {
        add(audit, incident.id(), json.write(incident, entry));
      }
    }
    last.forEach((id, incident) -> add(incidents, id, json.write(incident)));
    forgotten.forEach(id -> add(incidents, id, null));
    if (!read.isEmpty()) {
      producer.sendOffsetsToTransaction(read, group);
    }
    producer.commitTransaction();
  }

  @Override
  public void close() {
    producer.close(CLOSING);
  }

  /** What fails here fails the commit too. */
  private void add(String topic, String key, byte @Nullable [] value) {
    var unused =
        producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
  }
}
