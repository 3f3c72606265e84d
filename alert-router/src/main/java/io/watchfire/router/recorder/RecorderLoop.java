/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.recorder;

import io.watchfire.router.recorder.RecorderMeters.Result;
import io.watchfire.runtime.kafka.TransactionLog;
import io.watchfire.schemas.alert.Alert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of the reader between two failures: reads events and writes what follows from them.
 * Whatever fails ends this life; the next one goes on with what was written. Of the partitions it
 * is given it reads a little more than is new, only to remember what was said.
 */
final class RecorderLoop implements ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(RecorderLoop.class);

  /** How many events before the first new one of a partition are read again. */
  static final int RECALLED = 10_000;

  /** More of our own alerts that Alertmanager takes for one are not told apart. */
  static final int SAME = 10;

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration ASK = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private final TransactionLog log;
  private final Supplier<Batch> batches;
  private final Function<String, List<Alert>> ours;
  private final RecorderMeters meters;
  private final EventReader reader = new EventReader();
  private final Repeats repeats = new Repeats();
  private final Map<TopicPartition, Long> fresh = new HashMap<>();

  RecorderLoop(
      Consumer<byte[], byte[]> consumer,
      TransactionLog log,
      Supplier<Batch> batches,
      Function<String, List<Alert>> ours,
      RecorderMeters meters) {
    this.consumer = consumer;
    this.log = log;
    this.batches = batches;
    this.ours = ours;
    this.meters = meters;
  }

  /**
   * Until it is not to go on, or Kafka fails.
   *
   * @param idle called between two reads
   */
  void run(String topic, BooleanSupplier open, Runnable idle) {
    consumer.subscribe(List.of(topic), this);
    while (open.getAsBoolean()) {
      Batch batch = batches.get();
      for (ConsumerRecord<byte[], byte[]> event : consumer.poll(POLL)) {
        take(event, batch);
        if (batch.isFull()) {
          write(batch);
          batch = batches.get();
        }
      }
      write(batch);
      idle.run();
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> read = consumer.committed(Set.copyOf(partitions), ASK);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ASK);
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata last = read.get(partition);
      // Beyond the end is where an older topic of the name was read to: this one is all new.
      long next =
          last == null || last.offset() > ends.getOrDefault(partition, 0L) ? 0 : last.offset();
      fresh.put(partition, next);
      consumer.seek(partition, Math.max(0, next - RECALLED));
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    partitions.forEach(fresh::remove);
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Batch batch) {
    TopicPartition from = new TopicPartition(record.topic(), record.partition());
    boolean isNew = record.offset() >= fresh.getOrDefault(from, 0L);
    try {
      Event event = reader.read(record.value());
      List<AuditEntry> entries = news(event);
      if (isNew) {
        batch.add(record, event.kind(), result(event, entries), entries);
      }
    } catch (RuntimeException e) {
      // Whatever it is: read again it would fail again, and hold up all events behind it.
      if (isNew) {
        batch.refuse(record, cause(record, e));
      }
    }
  }

  private List<AuditEntry> news(Event event) {
    List<AuditEntry> entries = new ArrayList<>();
    for (Fact fact : event.facts()) {
      if (repeats.news(fact)) {
        entries.addAll(named(fact.entry()));
      }
    }
    return entries;
  }

  /** Under the fingerprints of our own alerts that it is about, if it is about any. */
  private List<AuditEntry> named(AuditEntry entry) {
    List<Alert> own = ours.apply(entry.fingerprint());
    if (own.isEmpty() || own.size() > SAME) {
      return List.of(entry);
    }
    return own.stream()
        .map(a -> entry.of(a.fingerprint(), a.labels().getOrDefault("alertname", "")))
        .toList();
  }

  private static String cause(ConsumerRecord<byte[], byte[]> record, RuntimeException failure) {
    if (failure instanceof IllegalArgumentException) {
      return String.valueOf(failure.getMessage());
    }
    LOG.error("{}-{}@{}", record.topic(), record.partition(), record.offset(), failure);
    return "an error of Watchfire itself: " + failure;
  }

  private static Result result(Event event, List<AuditEntry> entries) {
    if (!event.known()) {
      return Result.UNKNOWN;
    }
    if (event.facts().isEmpty()) {
      return Result.LEFT_OUT;
    }
    return entries.isEmpty() ? Result.REPEATED : Result.WRITTEN;
  }

  private void write(Batch batch) {
    if (!batch.isEmpty()) {
      log.write(batch.records(), batch.read(), consumer.groupMetadata());
      batch.count(meters);
    }
  }
}
