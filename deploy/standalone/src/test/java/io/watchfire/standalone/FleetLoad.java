/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import io.watchfire.runtime.kafka.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends what a fleet tells, through the death of the broker, and keeps what it sent. */
final class FleetLoad implements AutoCloseable {
  static final String TOPIC = "otlp_metrics";

  /**
   * Steps at the end without a burst, so that the last one has left the shortest window, and the
   * outages have filled it.
   */
  private static final int TAIL = 100;

  private final Fleet fleet;
  private final List<Fleet.Sent> sent = new ArrayList<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final KafkaProducer<String, byte[]> producer;
  private final Thread thread;
  private volatile boolean ending;
  private volatile boolean closed;

  private FleetLoad(String bootstrap, Fleet fleet) {
    this.fleet = fleet;
    this.producer = producer(bootstrap);
    this.thread = Thread.ofPlatform().name("fleet").start(this::run);
  }

  static FleetLoad start(String bootstrap, Fleet fleet) {
    return new FleetLoad(bootstrap, fleet);
  }

  /** Sends the same records again, elsewhere, as fast as they go. */
  static void replay(String bootstrap, List<Fleet.Sent> records) {
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (KafkaProducer<String, byte[]> producer = producer(bootstrap)) {
      records.forEach(record -> send(producer, record, failure));
      producer.flush();
    }
    requireNone(failure);
  }

  /** Causes one alert that was never there before. */
  synchronized void probe(String name) {
    fleet.probe(name, Instant.now()).forEach(this::send);
  }

  /**
   * Lets the bursts end, stops, and returns everything in the order it was sent.
   *
   * @throws IllegalStateException if a record was not taken: the oracle would be wrong
   */
  List<Fleet.Sent> finish() throws InterruptedException {
    ending = true;
    thread.join();
    producer.flush();
    requireNone(failure);
    return List.copyOf(sent);
  }

  @Override
  public void close() {
    closed = true;
    producer.close(Duration.ofSeconds(2));
  }

  private void run() {
    int tail = TAIL;
    while (!closed && tail > 0) {
      synchronized (this) {
        fleet.step(Instant.now(), !ending).forEach(this::send);
        tail = ending && fleet.mayEnd() ? tail - 1 : TAIL;
      }
      LockSupport.parkNanos(Duration.ofMillis(Fleet.STEP_MILLIS).toNanos());
    }
  }

  private void send(Fleet.Sent record) {
    sent.add(record);
    send(producer, record, failure);
  }

  /** Sends a record; what goes wrong, now or later, is kept unless something went wrong before. */
  static void send(
      KafkaProducer<String, byte[]> producer,
      Fleet.Sent record,
      AtomicReference<Exception> failure) {
    try {
      producer.send(
          new ProducerRecord<>(TOPIC, record.key(), record.value()),
          (metadata, e) -> failure.compareAndSet(null, e));
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  private static void requireNone(AtomicReference<Exception> failure) {
    if (failure.get() != null) {
      throw new IllegalStateException("a record was not sent", failure.get());
    }
  }

  /** One that waits for a dead broker, and finds it soon after it is back. */
  static KafkaProducer<String, byte[]> producer(String bootstrap) {
    Map<String, Object> settings = new HashMap<>(KafkaSettings.embedded(bootstrap).producer());
    settings.put("max.block.ms", 300_000);
    settings.put("delivery.timeout.ms", 300_000);
    settings.put("reconnect.backoff.max.ms", 200);
    // By default a producer forgets the topic with its last broker, and blocks.
    settings.put("metadata.recovery.strategy", "none");
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }
}
