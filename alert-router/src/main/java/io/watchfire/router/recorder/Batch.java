/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.recorder;

import io.watchfire.router.recorder.RecorderMeters.Result;
import io.watchfire.runtime.kafka.DeadLetter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** What a transaction is to hold: records to write, and how far the events are read with them. */
final class Batch {
  /** From here on it is worth a transaction, however many events are still to be read. */
  private static final int FULL = 5_000;

  private final String audit;
  private final String deadLetters;
  private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
  private final List<Counted> counted = new ArrayList<>();

  private record Counted(String kind, Result result) {}

  Batch(String audit, String deadLetters) {
    this.audit = audit;
    this.deadLetters = deadLetters;
  }

  /** An event is read, with the entries that follow from it. */
  void add(
      ConsumerRecord<byte[], byte[]> event, String kind, Result result, List<AuditEntry> entries) {
    entries.forEach(e -> records.add(new ProducerRecord<>(audit, e.key(), e.json())));
    read(event, kind, result);
  }

  /** A record is read that is no event. */
  void refuse(ConsumerRecord<byte[], byte[]> event, String cause) {
    records.add(DeadLetter.of(event, deadLetters, cause));
    read(event, "none", Result.DEAD_LETTER);
  }

  boolean isFull() {
    return records.size() >= FULL;
  }

  boolean isEmpty() {
    return read.isEmpty();
  }

  List<ProducerRecord<byte[], byte[]>> records() {
    return records;
  }

  Map<TopicPartition, OffsetAndMetadata> read() {
    return read;
  }

  /** To be called when it is written. */
  void count(RecorderMeters meters) {
    counted.forEach(event -> meters.count(event.kind(), event.result()));
  }

  private void read(ConsumerRecord<byte[], byte[]> event, String kind, Result result) {
    read.put(
        new TopicPartition(event.topic(), event.partition()),
        new OffsetAndMetadata(event.offset() + 1));
    counted.add(new Counted(kind, result));
  }
}
