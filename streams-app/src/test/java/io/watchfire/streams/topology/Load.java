/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import io.watchfire.runtime.kafka.KafkaSettings;
import io.watchfire.runtime.kafka.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A producer that goes on through the death of its broker, and counts what it sent by key. */
final class Load implements AutoCloseable {
  private static final int KEYS = 50;
  private static final long PAUSE_NANOS = 2_500_000; // some 400 records a second

  private final Map<String, Long> sent = new ConcurrentHashMap<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final KafkaProducer<String, String> producer;
  private final Thread thread;
  private volatile boolean running = true;

  private Load(String bootstrap, long seed) {
    // A first batch that meets a partition without a leader is overtaken by the second one, and the
    // broker refuses its sequence numbers until it times out.
    try (Admin admin = Admin.create(KafkaSettings.embedded(bootstrap).admin())) {
      Topics.createAndAwait(admin, TwoStages.topics());
    }
    producer =
        new KafkaProducer<>(
            KafkaSettings.embedded(bootstrap).producer(),
            new StringSerializer(),
            new StringSerializer());
    thread = Thread.ofPlatform().name("load").start(() -> run(new Random(seed)));
  }

  static Load start(String bootstrap, long seed) {
    return new Load(bootstrap, seed);
  }

  private void run(Random random) {
    while (running) {
      String key = "key-" + random.nextInt(KEYS);
      sent.merge(key, 1L, Long::sum);
      send(key);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void send(String key) {
    try {
      producer.send(
          new ProducerRecord<>(TwoStages.IN, key, "0," + System.currentTimeMillis()),
          (metadata, e) -> failure.compareAndSet(null, e));
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  /**
   * Stops, and returns how many records of each key the broker has taken.
   *
   * @throws IllegalStateException if one was not taken: the oracle would be wrong
   */
  Map<String, Long> stop() throws InterruptedException {
    running = false;
    thread.join();
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException("a record was not sent", failure.get());
    }
    return Map.copyOf(sent);
  }

  @Override
  public void close() {
    running = false;
    producer.close(Duration.ofSeconds(2));
  }
}
