/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import io.watchfire.router.incident.Incident;
import io.watchfire.router.incident.IncidentJson;
import io.watchfire.runtime.kafka.CompactedTopicReader;
import io.watchfire.runtime.kafka.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the incidents' topic from its beginning: what every instance shows, and what the one that
 * takes over goes on with. Thread-safe.
 */
final class IncidentTail implements CompactedTopicReader.Handler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IncidentTail.class);
  private static final Duration ASK = Duration.ofSeconds(5);

  private final TopicPartition partition;
  private final KafkaSettings kafka;
  private final IncidentJson json = new IncidentJson();
  private final Map<String, Incident> incidents = new ConcurrentSkipListMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CompactedTopicReader reader;

  IncidentTail(KafkaSettings kafka, String topic) {
    this.kafka = kafka;
    this.partition = new TopicPartition(topic, 0);
    this.reader = new CompactedTopicReader(topic, this::consumer, this);
  }

  void start() {
    reader.start();
  }

  /** As written down, by id. */
  Collection<Incident> all() {
    return List.copyOf(incidents.values());
  }

  @Nullable Incident get(String id) {
    return incidents.get(id);
  }

  /**
   * Returns when all that is in the topic now is known.
   *
   * @throws KafkaException if Kafka does not say how much that is, or it takes too long
   */
  void awaitEnd() throws InterruptedException {
    Map<TopicPartition, Long> end;
    try (Consumer<byte[], byte[]> asking = consumer()) {
      end = asking.endOffsets(List.of(partition), ASK);
    }
    long deadline = System.nanoTime() + ASK.toNanos();
    while (!reader.hasRead(end)) {
      if (System.nanoTime() > deadline || closed.await(20, TimeUnit.MILLISECONDS)) {
        throw new KafkaException("the incidents are not read up to " + end);
      }
    }
  }

  @Override
  public void read(ConsumerRecord<byte[], byte[]> record) {
    String id = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      incidents.remove(id);
    } else {
      incidents.put(id, json.read(record.value()));
    }
  }

  @Override
  public void unreadable(ConsumerRecord<byte[], byte[]> record, String cause) {
    LOG.error("{}@{}: {}", partition, record.offset(), cause);
  }

  @Override
  public void close() {
    closed.countDown();
    reader.close();
  }

  private Consumer<byte[], byte[]> consumer() {
    return CompactedTopicReader.consumer(kafka.consumer(), "watchfire-incidents");
  }
}
