/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import io.watchfire.schemas.alert.AlertJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the alerts topic from its beginning, all partitions and without a group, says once when it
 * has reached the end, and follows it from there. After a failure it goes on where it was.
 */
public final class StateReader implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(StateReader.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration ASK = Duration.ofSeconds(10);
  private static final long CHECK_NANOS = Duration.ofSeconds(15).toNanos();

  private final String topic;
  private final Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers;
  private final DeadLetters deadLetters;
  private final Consumer<TopicEvent.Published> events;
  private final Consumer<Map<Integer, Long>> caughtUp;
  private final AlertJson json = new AlertJson();
  private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean atEnd;
  private volatile @Nullable String problem = "not read yet";

  /**
   * Nothing is read before {@link #run}.
   *
   * @param consumers opens a consumer, again after each failure
   * @param events takes what was read, in the order of each partition
   * @param caughtUp called once, with the end offsets that were reached
   */
  public StateReader(
      String topic,
      Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers,
      DeadLetters deadLetters,
      Consumer<TopicEvent.Published> events,
      Consumer<Map<Integer, Long>> caughtUp) {
    this.topic = topic;
    this.consumers = consumers;
    this.deadLetters = deadLetters;
    this.events = events;
    this.caughtUp = caughtUp;
  }

  @Override
  public void run() {
    while (isOpen()) {
      try (var consumer = consumers.get()) {
        follow(consumer);
      } catch (KafkaException e) {
        failed(e.getMessage() == null ? e.toString() : e.getMessage());
        pause();
      } catch (RuntimeException e) {
        LOG.error("reading {} failed, going on", topic, e);
        failed(e.toString());
        pause();
      }
    }
  }

  /** Ends {@link #run} within a poll. */
  public void close() {
    closed.countDown();
  }

  /** Why the states are not, or no longer, known to be current; null if they are. */
  public @Nullable String problem() {
    return problem;
  }

  /** Those of the topic, once something of it is read. */
  public Set<TopicPartition> partitions() {
    return Set.copyOf(positions.keySet());
  }

  /** Whether everything before these offsets is read, and was told. */
  public boolean hasRead(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  private void follow(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = partitions(consumer);
    if (partitions.isEmpty()) {
      failed("the topic does not exist");
      pause();
      return;
    }
    consumer.assign(partitions);
    partitions.forEach(p -> seek(consumer, p));
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ASK);
    long checked = System.nanoTime();
    while (isOpen()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        read(record);
      }
      partitions.forEach(p -> positions.put(p, consumer.position(p)));
      if (hasRead(ends)) {
        reachedEnd(ends);
      }
      if (System.nanoTime() - checked > CHECK_NANOS) {
        checked = System.nanoTime();
        consumer.endOffsets(partitions, ASK); // throws when Kafka is away, which poll does not
        if (partitions(consumer).size() > partitions.size()) {
          return; // and start again with all of them
        }
      }
    }
  }

  private List<TopicPartition> partitions(
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer) {
    List<PartitionInfo> infos = consumer.partitionsFor(topic, ASK);
    return infos.stream().map(i -> new TopicPartition(topic, i.partition())).toList();
  }

  private void seek(
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer, TopicPartition p) {
    Long position = positions.get(p);
    if (position == null) {
      consumer.seekToBeginning(List.of(p));
    } else {
      consumer.seek(p, position);
    }
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      undecodable(record, "no key (expected: the fingerprint)");
      return;
    }
    String fingerprint = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      events.accept(new TopicEvent.Forgotten(fingerprint, record.partition(), record.offset()));
      return;
    }
    try {
      events.accept(new TopicEvent.Changed(StateRecord.of(record, json.read(record.value()))));
    } catch (IllegalArgumentException e) {
      undecodable(record, e.getMessage());
    }
  }

  private void undecodable(ConsumerRecord<byte[], byte[]> record, @Nullable String cause) {
    deadLetters.undecodable(record, cause == null ? "not an alert" : cause);
  }

  private void reachedEnd(Map<TopicPartition, Long> ends) {
    if (!atEnd) {
      atEnd = true;
      Map<Integer, Long> byPartition = new HashMap<>();
      ends.forEach((p, end) -> byPartition.put(p.partition(), end));
      caughtUp.accept(byPartition);
    }
    problem = null;
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  private void failed(String cause) {
    String text = topic + ": " + cause;
    if (!text.equals(problem)) {
      LOG.warn("{}", text);
    }
    problem = text;
  }

  private void pause() {
    try {
      if (closed.await(500, TimeUnit.MILLISECONDS)) {
        LOG.debug("closed");
      }
    } catch (InterruptedException e) {
      closed.countDown();
    }
  }
}
