/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of each alert at each Alertmanager, for the audit trail: who took it when, and who
 * refused it why. Never holds up a delivery: where Kafka does not keep up, entries are dropped and
 * counted. Thread-safe.
 */
final class Ledger implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
  private static final int WAITING = 20_000;

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final DeadLetters deadLetters;
  private final Counter dropped;
  private final ObjectMapper mapper = new ObjectMapper();
  private final BlockingQueue<ProducerRecord<byte[], byte[]>> waiting =
      new ArrayBlockingQueue<>(WAITING);
  private final Thread thread = Thread.ofVirtual().name("watchfire-ledger").unstarted(this::run);

  Ledger(
      Producer<byte[], byte[]> producer,
      String topic,
      DeadLetters deadLetters,
      MeterRegistry metrics) {
    this.producer = producer;
    this.topic = topic;
    this.deadLetters = deadLetters;
    this.dropped =
        Counter.builder("watchfire.router.audit.dropped")
            .description("Entries of the audit trail that Kafka did not take in time")
            .register(metrics);
  }

  void start() {
    thread.start();
  }

  /** An Alertmanager took a state for the first time. */
  void accepted(Owed owed, String alertmanager, Instant now) {
    enter("delivery.accepted", owed, alertmanager, "", now);
  }

  /** An Alertmanager refuses a state for good. */
  void refused(Owed owed, String alertmanager, String cause, Instant now) {
    deadLetters.refused(owed.record(), alertmanager, cause);
    enter("delivery.refused", owed, alertmanager, cause, now);
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void enter(String type, Owed owed, String who, String detail, Instant now) {
    ObjectNode entry = mapper.createObjectNode();
    entry.put("version", 1);
    entry.put("fingerprint", owed.record().fingerprint());
    entry.put("at", now.toString());
    entry.put("type", type);
    entry.put("who", who);
    entry.put("detail", detail);
    entry.put("state", owed.as().name().toLowerCase(Locale.ROOT));
    entry.put("transition", owed.record().alert().transition());
    byte[] key = owed.record().fingerprint().getBytes(StandardCharsets.UTF_8);
    byte[] value = entry.toString().getBytes(StandardCharsets.UTF_8);
    if (!waiting.offer(new ProducerRecord<>(topic, key, value))) {
      dropped.increment();
    }
  }

  private void run() {
    try {
      while (true) {
        send(waiting.take());
      }
    } catch (InterruptedException e) {
      LOG.debug("the ledger is closed");
    }
  }

  private void send(ProducerRecord<byte[], byte[]> entry) throws InterruptedException {
    try {
      var unused =
          producer.send(
              entry,
              (metadata, failure) -> {
                if (failure != null) {
                  dropped.increment();
                }
              });
    } catch (InterruptException e) {
      throw new InterruptedException(e.getMessage());
    } catch (KafkaException | IllegalStateException e) {
      dropped.increment();
    }
  }
}
