/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest value of every key of a topic, in memory: every instance can answer for all of them,
 * wherever they are computed. A compacted topic is read from its beginning; of any other only the
 * end, and only so many keys are held.
 */
final class TopicView<V> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicView.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private final String topic;
  private final Consumer<byte[], byte[]> consumer;
  private final Function<byte[], V> read;
  private final long last;
  private final int most;

  /** The keys that are held, the one written longest ago first; only the view's thread uses it. */
  private final LinkedHashSet<String> held = new LinkedHashSet<>();

  private final Map<String, V> values = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile boolean ready;
  private volatile boolean closed;

  private TopicView(
      String topic,
      Consumer<byte[], byte[]> consumer,
      Function<byte[], V> read,
      long last,
      int most) {
    this.topic = topic;
    this.consumer = consumer;
    this.read = read;
    this.last = last;
    this.most = most;
    this.thread = Thread.ofPlatform().name("view-" + topic).daemon().unstarted(this::run);
  }

  /** A view of all of a compacted topic. */
  static <V> TopicView<V> ofAll(
      String topic, Consumer<byte[], byte[]> consumer, Function<byte[], V> read) {
    return new TopicView<>(topic, consumer, read, Long.MAX_VALUE, Integer.MAX_VALUE);
  }

  /**
   * A view of the end of a topic.
   *
   * @param last how many records of each partition, of those that were there at the start
   * @param most how many keys at most; those written longest ago are dropped
   */
  static <V> TopicView<V> ofEnd(
      String topic,
      Consumer<byte[], byte[]> consumer,
      Function<byte[], V> read,
      long last,
      int most) {
    return new TopicView<>(topic, consumer, read, last, most);
  }

  void start() {
    thread.start();
  }

  /** Whether the topic has been read to where it ended at the start. */
  boolean ready() {
    return ready;
  }

  Map<String, V> values() {
    return values;
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (consumer) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
      for (TopicPartition partition : partitions) {
        long beginning = beginnings.getOrDefault(partition, 0L);
        consumer.seek(partition, Math.max(beginning, ends.getOrDefault(partition, 0L) - last));
      }
      while (!closed) {
        consumer.poll(POLL).forEach(this::take);
        if (!ready) {
          ready =
              partitions.stream().allMatch(p -> consumer.position(p) >= ends.getOrDefault(p, 0L));
        }
      }
    } catch (WakeupException e) {
      LOG.debug("View of {} closed", topic);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    String key = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      values.remove(key);
      held.remove(key);
      return;
    }
    try {
      values.put(key, read.apply(record.value()));
      hold(key);
    } catch (IllegalArgumentException e) {
      LOG.warn("{} at {}-{}", e.getMessage(), record.topic(), record.offset());
    }
  }

  private void hold(String key) {
    if (most == Integer.MAX_VALUE) {
      return;
    }
    held.remove(key);
    held.add(key);
    if (held.size() > most) {
      values.remove(held.removeFirst());
    }
  }
}
