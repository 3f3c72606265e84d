/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of each alert at each Alertmanager, for the audit trail: who took it when, and who
 * refused it why. Never holds up a delivery: where Kafka does not keep up, entries are dropped and
 * counted. So they are where it does not take within seconds what waits when this is closed.
 * Thread-safe.
 */
public final class DeliveryAudit implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryAudit.class);
  private static final int WAITING = 20_000;
  private static final Duration CLOSING = Duration.ofSeconds(3);

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final DeadLetters deadLetters;
  private final Counter dropped;
  private final Duration closing;
  private final ObjectMapper mapper = new ObjectMapper();
  private final BlockingQueue<ProducerRecord<byte[], byte[]>> waiting =
      new ArrayBlockingQueue<>(WAITING);
  private final Thread thread = Thread.ofVirtual().name("watchfire-ledger").unstarted(this::run);
  private final Object lock = new Object();
  private int unanswered;
  private boolean closed;
  private long lost;

  public DeliveryAudit(
      Producer<byte[], byte[]> producer,
      String topic,
      DeadLetters deadLetters,
      MeterRegistry metrics) {
    this(producer, topic, deadLetters, metrics, CLOSING);
  }

  /**
   * Nothing is written before {@link #start}.
   *
   * @param closing how long {@link #close} waits for Kafka to take what is entered
   */
  public DeliveryAudit(
      Producer<byte[], byte[]> producer,
      String topic,
      DeadLetters deadLetters,
      MeterRegistry metrics,
      Duration closing) {
    this.producer = producer;
    this.topic = topic;
    this.deadLetters = deadLetters;
    this.closing = closing;
    this.dropped =
        Counter.builder("watchfire.router.audit.dropped")
            .description("Entries of the audit trail that Kafka did not take in time")
            .register(metrics);
  }

  public void start() {
    thread.start();
  }

  /** An Alertmanager took a state for the first time. */
  public void accepted(PendingDelivery pending, String alertmanager, Instant now) {
    enter("delivery.accepted", pending, alertmanager, "", now);
  }

  /** An Alertmanager refuses a state for good. */
  public void refused(PendingDelivery pending, String alertmanager, String cause, Instant now) {
    deadLetters.refused(pending.record(), alertmanager, cause);
    enter("delivery.refused", pending, alertmanager, cause, now);
  }

  /** Takes no more entries, and waits a while for Kafka to take those that it has. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      awaitAnswers();
      drop(unanswered);
      unanswered = 0;
      if (lost > 0) {
        LOG.warn("{} entries of the audit trail were not written before the end", lost);
        lost = 0;
      }
    }
    thread.interrupt();
  }

  private void awaitAnswers() {
    long deadline = System.nanoTime() + closing.toNanos();
    try {
      while (unanswered > 0 && System.nanoTime() < deadline) {
        TimeUnit.NANOSECONDS.timedWait(lock, deadline - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void enter(String type, PendingDelivery pending, String who, String detail, Instant now) {
    ObjectNode entry = mapper.createObjectNode();
    entry.put("version", 1);
    entry.put("fingerprint", pending.record().fingerprint());
    entry.put("at", now.toString());
    entry.put("type", type);
    entry.put("who", who);
    entry.put("detail", detail);
    entry.put("state", pending.as().text());
    entry.put("transition", pending.record().alert().transition());
    byte[] key = pending.record().fingerprint().getBytes(StandardCharsets.UTF_8);
    byte[] value = entry.toString().getBytes(StandardCharsets.UTF_8);
    enter(new ProducerRecord<>(topic, key, value));
  }

  private void enter(ProducerRecord<byte[], byte[]> entry) {
    synchronized (lock) {
      if (closed || !waiting.offer(entry)) {
        drop(1);
      } else {
        unanswered++;
      }
    }
  }

  private void run() {
    try {
      while (true) {
        send(waiting.take());
      }
    } catch (InterruptedException e) {
      LOG.debug("the audit is closed");
    }
  }

  private void send(ProducerRecord<byte[], byte[]> entry) throws InterruptedException {
    try {
      var unused = producer.send(entry, (metadata, failure) -> answered(failure == null));
    } catch (InterruptException e) {
      answered(false);
      throw new InterruptedException(e.getMessage());
    } catch (KafkaException | IllegalStateException e) {
      answered(false);
    }
  }

  /** An answer after the end changes nothing: the entry is counted as dropped by then. */
  private void answered(boolean written) {
    synchronized (lock) {
      if (unanswered > 0) {
        unanswered--;
        drop(written ? 0 : 1);
        lock.notifyAll();
      }
    }
  }

  private void drop(int entries) {
    dropped.increment(entries);
    lost += closed ? entries : 0;
  }
}
