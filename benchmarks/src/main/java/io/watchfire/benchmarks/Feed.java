/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks;

import io.watchfire.runtime.kafka.KafkaSettings;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends exports of some services, service after service, again and again; those of one service to
 * one partition, since a topic drained at full speed keeps no order between partitions.
 */
final class Feed implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final Telemetry[] services;
  private final long[] counts;
  private final Random random = new Random(42);
  private final int partitions;
  private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();

  /**
   * @param compression Kafka's {@code compression.type}
   */
  Feed(KafkaSettings kafka, String compression, int services, int points, int wanted) {
    Map<String, Object> settings = kafka.producer();
    settings.put("compression.type", compression);
    settings.put("batch.size", 256 << 10);
    settings.put("linger.ms", 5);
    settings.put("buffer.memory", 64L << 20);
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    this.partitions = producer.partitionsFor(Stack.INPUT).size();
    this.services = new Telemetry[services];
    this.counts = new long[services];
    for (int i = 0; i < services; i++) {
      this.services[i] = Telemetry.of("service-" + i, points, wanted);
    }
  }

  /** Sends records whose exports lie ten seconds apart; the last one is of now. */
  void history(int records) {
    long interval = 10_000_000_000L;
    long end = System.currentTimeMillis() * 1_000_000;
    long exports = Math.ceilDiv(records, services.length);
    long start = end - exports * interval - 3_600_000_000_000L;
    for (int i = 0; i < records; i++) {
      long export = i / services.length;
      send(i, start, end - (exports - 1 - export) * interval, 1_000 + 10 * export);
    }
    flush();
  }

  /** Sends a record of now. */
  void now(int number, long start) {
    long time = System.currentTimeMillis() * 1_000_000;
    send(number, start, time, 1_000 + 10L * (number / services.length));
  }

  /** Sends a record of now whose counters have grown by some 1,000, more or less. */
  void varied(int number, long start) {
    int service = number % services.length;
    counts[service] += 1_000 + Math.round(50 * random.nextGaussian());
    send(number, start, System.currentTimeMillis() * 1_000_000, counts[service]);
  }

  int services() {
    return services.length;
  }

  void flush() {
    producer.flush();
    Exception failed = failures.peek();
    if (failed != null) {
      throw new IllegalStateException("a record was not accepted", failed);
    }
  }

  private void send(int number, long start, long time, long value) {
    int service = number % services.length;
    byte[] bytes = services[service].at(start, time, value);
    var unused =
        producer.send(
            new ProducerRecord<>(Stack.INPUT, service % partitions, null, bytes),
            (metadata, error) -> {
              if (error != null) {
                failures.add(error);
              }
            });
  }

  @Override
  public void close() {
    producer.close();
  }
}
