/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import io.watchfire.router.incident.Change;
import io.watchfire.router.incident.Incident;
import io.watchfire.router.incident.IncidentJson;
import io.watchfire.router.incident.TimelineEvent;
import io.watchfire.runtime.kafka.KafkaSettings;
import io.watchfire.runtime.kafka.TransactionLog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what changed: incidents, audit trail and how far the inbox is read, in one
 * transaction. Who opens it fences whoever had it before.
 */
final class IncidentLog implements AutoCloseable {
  private final String incidents;
  private final String audit;
  private final TransactionLog log;
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
    properties.put("linger.ms", 0);
    properties.put("max.request.size", PagerTopics.MAX_BYTES);
    this.log = new TransactionLog(properties, "watchfire-oncall", incidents);
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
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    Map<String, Incident> last = new LinkedHashMap<>();
    for (Change change : changes) {
      Incident incident = change.incident();
      last.put(incident.id(), incident);
      for (TimelineEvent entry : change.entries()) {
        records.add(record(audit, incident.id(), json.write(incident, entry)));
      }
    }
    last.forEach((id, incident) -> records.add(record(incidents, id, json.write(incident))));
    forgotten.forEach(id -> records.add(record(incidents, id, null)));
    log.write(records, read, group);
  }

  @Override
  public void close() {
    log.close();
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, String key, byte @Nullable [] value) {
    return new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value);
  }
}
