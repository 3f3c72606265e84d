/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.app;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Where there is still a record to read. Offsets alone do not tell: at the end of a partition may
 * stand only markers of transactions, or records of one that was aborted, and its begin may have
 * expired. No consumer is ever given any of that, so none commits an offset beyond it.
 */
final class Unread implements AutoCloseable {
  /** A larger batch is given all the same: one record is enough to know. */
  static final Map<String, Object> SMALL = Map.of("max.partition.fetch.bytes", 64 << 10);

  private static final Duration POLL = Duration.ofMillis(100);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private @Nullable Consumer<byte[], byte[]> known;

  /**
   * @param consumers makes one that reads committed records only, and is a member of no group; only
   *     when it is needed
   */
  Unread(Supplier<Consumer<byte[], byte[]>> consumers) {
    this.consumers = consumers;
  }

  /** A part of a partition: from an offset on, up to another and without it. */
  record Range(long from, long to) {}

  /**
   * Those of the partitions that have a record in their range; and those of which that could not be
   * found out in time.
   */
  Set<TopicPartition> among(Map<TopicPartition, Range> ranges, Duration patience) {
    Consumer<byte[], byte[]> consumer = consumer();
    Map<TopicPartition, Range> open = notExpired(ranges);
    Set<TopicPartition> unread = new HashSet<>();
    consumer.assign(open.keySet());
    open.forEach((partition, range) -> consumer.seek(partition, range.from()));
    long until = System.nanoTime() + patience.toNanos();
    while (!open.isEmpty() && System.nanoTime() < until) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        Range range = open.get(partition);
        if (range != null && record.offset() < range.to()) {
          unread.add(partition);
          open.remove(partition);
        }
      }
      // The position moves over what is given to nobody.
      open.entrySet().removeIf(entry -> consumer.position(entry.getKey()) >= entry.getValue().to());
      consumer.pause(consumer.assignment().stream().filter(one -> !open.containsKey(one)).toList());
    }
    unread.addAll(open.keySet());
    consumer.assign(List.of());
    return unread;
  }

  /** The ranges without what is no longer there. */
  private Map<TopicPartition, Range> notExpired(Map<TopicPartition, Range> ranges) {
    Map<TopicPartition, Range> open = new HashMap<>();
    consumer()
        .beginningOffsets(ranges.keySet())
        .forEach(
            (partition, begin) -> {
              Range range = Objects.requireNonNull(ranges.get(partition));
              long from = Math.max(range.from(), begin);
              if (from < range.to()) {
                open.put(partition, new Range(from, range.to()));
              }
            });
    return open;
  }

  @Override
  public void close() {
    if (known != null) {
      try {
        known.close();
      } catch (InterruptException e) {
        // It is closed all the same; who interrupted us wants no more of it.
        Thread.currentThread().interrupt();
      }
    }
  }

  private Consumer<byte[], byte[]> consumer() {
    Consumer<byte[], byte[]> consumer = known == null ? consumers.get() : known;
    known = consumer;
    return consumer;
  }
}
