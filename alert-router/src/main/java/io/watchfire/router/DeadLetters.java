/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.watchfire.schemas.alert.AlertJson;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where refused records go, with the cause, topic, partition and offset in headers; one copy of
 * each, whoever refuses it. Does not hold up the delivery of others: it never waits for Kafka.
 * Thread-safe.
 */
final class DeadLetters {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final int REMEMBERED = 10_000;

  private final Producer<byte[], byte[]> producer;
  private final RouterConfig config;
  private final Counter counter;
  private final AlertJson json = new AlertJson();
  private final Set<String> written =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > REMEMBERED;
                }
              }));

  DeadLetters(Producer<byte[], byte[]> producer, RouterConfig config, MeterRegistry metrics) {
    this.producer = producer;
    this.config = config;
    this.counter =
        Counter.builder("watchfire.router.dead.letters")
            .description("Records that cannot be decoded, or that an Alertmanager refuses")
            .register(metrics);
  }

  /** An alert that an Alertmanager refuses for good. */
  void refused(StateRecord record, String alertmanager, String cause) {
    byte[] key = record.fingerprint().getBytes(StandardCharsets.UTF_8);
    write(
        key,
        json.write(record.alert()),
        record.partition(),
        record.offset(),
        alertmanager + ": " + cause);
  }

  /** A record that is not an alert. */
  void undecodable(byte[] key, byte[] value, int partition, long offset, String cause) {
    write(key, value, partition, offset, cause);
  }

  private void write(byte[] key, byte[] value, int partition, long offset, String cause) {
    if (!written.add(partition + "/" + offset)) {
      return;
    }
    counter.increment();
    LOG.warn(
        "to {}: {}-{}@{}: {}",
        config.deadLetterTopic(),
        config.alertsTopic(),
        partition,
        offset,
        cause);
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(config.deadLetterTopic(), key, value);
    header(letter, "cause", cause);
    header(letter, "topic", config.alertsTopic());
    header(letter, "partition", Integer.toString(partition));
    header(letter, "offset", Long.toString(offset));
    Thread.ofVirtual().name("watchfire-dead-letter").start(() -> send(letter));
  }

  private void send(ProducerRecord<byte[], byte[]> letter) {
    try {
      producer.send(letter).get();
    } catch (ExecutionException | RuntimeException e) {
      LOG.error("dead letter not stored: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void header(ProducerRecord<byte[], byte[]> letter, String name, String value) {
    letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
