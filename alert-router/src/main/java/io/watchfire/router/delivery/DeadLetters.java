/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.watchfire.router.config.RouterConfig;
import io.watchfire.runtime.kafka.DeadLetter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where refused records go, each in its own bytes as a {@link DeadLetter}; one copy of each,
 * whoever refuses it. An alert of ours that stands on no topic is logged and counted alone. Does
 * not hold up the delivery of others: it never waits for Kafka. Thread-safe.
 */
public final class DeadLetters {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final int REMEMBERED = 10_000;

  private final Producer<byte[], byte[]> producer;
  private final RouterConfig config;
  private final Counter counter;
  private final Set<String> written =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > REMEMBERED;
                }
              }));

  public DeadLetters(
      Producer<byte[], byte[]> producer, RouterConfig config, MeterRegistry metrics) {
    this.producer = producer;
    this.config = config;
    this.counter =
        Counter.builder("watchfire.router.dead.letters")
            .description("Records that cannot be decoded, or that an Alertmanager refuses")
            .register(metrics);
  }

  /** An alert that an Alertmanager refuses for good. */
  void refused(StateRecord record, String alertmanager, String cause) {
    ConsumerRecord<byte[], byte[]> origin = record.origin();
    if (origin != null) {
      write(origin, alertmanager + ": " + cause);
    } else if (written.add(record.fingerprint())) {
      counter.increment();
      LOG.warn("{} refuses {}: {}", alertmanager, record.alert().labels(), cause);
    }
  }

  /** A record that is not an alert. */
  void undecodable(ConsumerRecord<byte[], byte[]> record, String cause) {
    write(record, cause);
  }

  private void write(ConsumerRecord<byte[], byte[]> record, String cause) {
    if (!written.add(record.partition() + "/" + record.offset())) {
      return;
    }
    counter.increment();
    LOG.warn(
        "to {}: {}-{}@{}: {}",
        config.deadLetterTopic(),
        record.topic(),
        record.partition(),
        record.offset(),
        cause);
    ProducerRecord<byte[], byte[]> letter = DeadLetter.of(record, config.deadLetterTopic(), cause);
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
}
