/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.api;

import io.watchfire.runtime.kafka.CompactedTopicReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest value of every key of a topic, in memory: every instance can answer for all of them,
 * wherever they are computed. A compacted topic is read from its beginning; of any other only the
 * end, and only so many keys are held.
 */
final class TopicView<V> implements CompactedTopicReader.Handler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicView.class);

  private final Function<byte[], V> decode;
  private final int most;

  /** The keys that are held, the one written longest ago first; only the view's thread uses it. */
  private final LinkedHashSet<String> held = new LinkedHashSet<>();

  private final Map<String, V> values = new ConcurrentHashMap<>();
  private final CompactedTopicReader reader;

  private TopicView(
      String topic,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Function<byte[], V> decode,
      long last,
      int most) {
    this.decode = decode;
    this.most = most;
    this.reader = new CompactedTopicReader(topic, consumers, this, last);
  }

  /**
   * A view of all of a compacted topic.
   *
   * @param consumers opens a consumer, again after each failure
   */
  static <V> TopicView<V> ofAll(
      String topic, Supplier<Consumer<byte[], byte[]>> consumers, Function<byte[], V> decode) {
    return new TopicView<>(topic, consumers, decode, CompactedTopicReader.ALL, Integer.MAX_VALUE);
  }

  /**
   * A view of the end of a topic.
   *
   * @param consumers opens a consumer, again after each failure
   * @param last how many records of each partition, of those that were there at the start
   * @param most how many keys at most; those written longest ago are dropped
   */
  static <V> TopicView<V> ofEnd(
      String topic,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Function<byte[], V> decode,
      long last,
      int most) {
    return new TopicView<>(topic, consumers, decode, last, most);
  }

  void start() {
    reader.start();
  }

  /** Whether the topic has been read to where it ended at the start, and is being followed. */
  boolean ready() {
    return reader.problem() == null;
  }

  /** Why the values are not, or no longer, current; null if they are. */
  @Nullable String problem() {
    return reader.problem();
  }

  Map<String, V> values() {
    return values;
  }

  @Override
  public void read(ConsumerRecord<byte[], byte[]> record) {
    String key = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      values.remove(key);
      held.remove(key);
    } else {
      values.put(key, decode.apply(record.value()));
      hold(key);
    }
  }

  @Override
  public void unreadable(ConsumerRecord<byte[], byte[]> record, String cause) {
    LOG.warn("{} at {}-{}@{}", cause, record.topic(), record.partition(), record.offset());
  }

  @Override
  public void close() {
    reader.close();
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
