/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import io.watchfire.router.incident.Incident;
import io.watchfire.router.incident.IncidentJson;
import io.watchfire.runtime.kafka.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the incidents' topic from its beginning: what every instance shows, and what the one that
 * takes over goes on with. Thread-safe.
 */
final class IncidentTail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IncidentTail.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration ASK = Duration.ofSeconds(5);

  private final TopicPartition partition;
  private final KafkaSettings kafka;
  private final IncidentJson json = new IncidentJson();
  private final Map<String, Incident> incidents = new ConcurrentSkipListMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("watchfire-incidents").unstarted(this::run);
  private volatile long position = -1;

  IncidentTail(KafkaSettings kafka, String topic) {
    this.kafka = kafka;
    this.partition = new TopicPartition(topic, 0);
  }

  void start() {
    thread.start();
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
    long end;
    try (Consumer<byte[], byte[]> asking = consumer()) {
      end = asking.endOffsets(List.of(partition), ASK).getOrDefault(partition, 0L);
    }
    long deadline = System.nanoTime() + ASK.toNanos();
    while (position < end) {
      if (System.nanoTime() > deadline || closed.await(20, TimeUnit.MILLISECONDS)) {
        throw new KafkaException(partition + " is read up to " + position + ", not to " + end);
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(ASK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (closed.getCount() > 0) {
      try (Consumer<byte[], byte[]> consumer = consumer()) {
        follow(consumer);
      } catch (RuntimeException e) {
        LOG.warn("{}: {}", partition, String.valueOf(e.getMessage()));
        pause();
      }
    }
  }

  private void follow(Consumer<byte[], byte[]> consumer) {
    consumer.assign(List.of(partition));
    if (position < 0) {
      consumer.seekToBeginning(List.of(partition));
    } else {
      consumer.seek(partition, position);
    }
    while (closed.getCount() > 0) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        read(record);
      }
      position = consumer.position(partition, ASK);
    }
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      LOG.error("{}@{}: no key (expected: the incident's id)", partition, record.offset());
      return;
    }
    String id = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      incidents.remove(id);
      return;
    }
    try {
      incidents.put(id, json.read(record.value()));
    } catch (IllegalArgumentException e) {
      LOG.error("{}@{}: {}", partition, record.offset(), e.getMessage());
    }
  }

  private Consumer<byte[], byte[]> consumer() {
    Map<String, Object> properties = new HashMap<>(kafka.consumer());
    properties.put("auto.offset.reset", "earliest");
    properties.put("allow.auto.create.topics", false);
    properties.put("client.id", "watchfire-incidents");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
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
