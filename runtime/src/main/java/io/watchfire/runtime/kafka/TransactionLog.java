/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes records, and how far something is read with them, in one transaction. */
public final class TransactionLog implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(2);
  private static final int ANSWER_MILLIS = 10_000;

  private final Producer<byte[], byte[]> producer;

  /**
   * Opens it; fences whoever had the id before, and ends what that one left open.
   *
   * @param properties of a producer, see {@link KafkaSettings#producer}
   * @throws org.apache.kafka.common.KafkaException if Kafka does not answer
   */
  public TransactionLog(Map<String, Object> properties, String clientId, String transactionalId) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put("client.id", clientId);
    all.put("transactional.id", transactionalId);
    all.put("transaction.timeout.ms", ANSWER_MILLIS);
    all.put("max.block.ms", ANSWER_MILLIS);
    this.producer = new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
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
   * @param read how far the group has read; may be empty
   * @throws org.apache.kafka.common.KafkaException if it is not known to be written; this log is of
   *     no use any more then
   */
  public void write(
      List<ProducerRecord<byte[], byte[]>> records,
      Map<TopicPartition, OffsetAndMetadata> read,
      ConsumerGroupMetadata group) {
    producer.beginTransaction();
    records.forEach(this::send);
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
  private void send(ProducerRecord<byte[], byte[]> record) {
    var unused = producer.send(record);
  }
}
