/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import io.watchfire.runtime.kafka.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what the second stage committed, through the death of its broker, and checks the order. */
final class CommittedOutput implements AutoCloseable {
  private final Map<String, Long> counts = new ConcurrentHashMap<>();
  private final Map<Integer, Long> newestMade = new ConcurrentHashMap<>();
  private final Map<Integer, Long> newestSent = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean running = true;

  private CommittedOutput(String bootstrap) {
    thread = Thread.ofPlatform().name("output").start(() -> run(bootstrap));
  }

  static CommittedOutput read(String bootstrap) {
    return new CommittedOutput(bootstrap);
  }

  private void run(String bootstrap) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            KafkaSettings.embedded(bootstrap).consumer(),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(
          IntStream.range(0, TwoStages.PARTITIONS)
              .mapToObj(p -> new TopicPartition(TwoStages.OUT, p))
              .toList());
      while (running) {
        consumer.poll(Duration.ofMillis(50)).forEach(this::take);
      }
    } catch (RuntimeException e) {
      faults.add("the reader ended: " + e);
    }
  }

  private void take(ConsumerRecord<String, String> record) {
    int comma = record.value().indexOf(',');
    long count = Long.parseLong(record.value().substring(0, comma));
    long expected = counts.getOrDefault(record.key(), 0L) + 1;
    if (count != expected) {
      faults.add(record.key() + ": got " + count + " (expected: " + expected + ")");
    }
    counts.put(record.key(), count);
    newestMade.merge(record.partition(), record.timestamp(), Math::max);
    newestSent.merge(
        record.partition(), Long.parseLong(record.value().substring(comma + 1)), Math::max);
  }

  /** Whether anything made since then is committed. */
  boolean hasMadeSince(long millis) {
    return newestMade.values().stream().anyMatch(time -> time >= millis);
  }

  /** Whether every partition holds an output whose input was sent since then. */
  boolean everyPartitionServedSince(long millis) {
    return newestSent.size() == TwoStages.PARTITIONS
        && newestSent.values().stream().allMatch(time -> time >= millis);
  }

  Map<String, Long> counts() {
    return Map.copyOf(counts);
  }

  /** Gaps and repeats, in the order met. */
  List<String> faults() {
    return new ArrayList<>(faults);
  }

  @Override
  public void close() throws InterruptedException {
    running = false;
    thread.join();
  }
}
