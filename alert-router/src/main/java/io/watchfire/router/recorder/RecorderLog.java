/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.recorder;

import io.watchfire.runtime.kafka.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes entries, dead letters and how far the events are read, in one transaction. */
final class RecorderLog implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final Producer<byte[], byte[]> producer;

  /**
   * Opens it, and ends what another of that id left open.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not answer
   */
  RecorderLog(KafkaSettings kafka, String transactionalId) {
    Map<String, Object> properties = new HashMap<>(kafka.producer());
    properties.put("client.id", "watchfire-event-recorder");
    properties.put("transactional.id", transactionalId);
    properties.put("transaction.timeout.ms", 10_000);
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
   * @throws org.apache.kafka.common.KafkaException if it is not known to be written; this log is of
   *     no use any more then
   */
  void write(Batch batch, ConsumerGroupMetadata group) {
    producer.beginTransaction();
    batch.records().forEach(this::send);
    producer.sendOffsetsToTransaction(batch.read(), group);
    producer.commitTransaction();
  }

  @Override
  public void close() {
    producer.close(CLOSING);
  }

  /** What fails here fails the commit too. */
  private void send(ProducerRecord<byte[], byte[]> record) {
    var unused = producer.send(record);
  }
}
