/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.recorder;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.watchfire.runtime.kafka.KafkaSettings;
import io.watchfire.runtime.kafka.Topics;
import io.watchfire.runtime.kafka.TransactionLog;
import io.watchfire.schemas.alert.Alert;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts into the audit trail what Alertmanagers say they did with alerts. Each event is taken once,
 * whatever dies in between. Nothing else depends on it: while it cannot read it says so, tries
 * again, and delivery and paging go on. Any number may run; Kafka gives each its partitions.
 */
public final class EventRecorder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final long AGAIN_MILLIS = 1_000;
  private static final int ANSWER_MILLIS = 5_000;
  private static final long CHECK_NANOS = Duration.ofSeconds(10).toNanos();

  private final String topic;
  private final KafkaSettings kafka;
  private final Function<String, List<Alert>> ours;
  private final BooleanSupplier oursKnown;
  private final String group;
  private final @Nullable String instance;
  private final String transactionalId;
  private final RecorderMeters meters;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().daemon().name("watchfire-event-recorder").unstarted(this::run);
  private long checked;
  private volatile @Nullable String problem = "event recorder: not started yet";

  /**
   * Opens nothing yet.
   *
   * @param ours our own alerts that Alertmanagers know under a fingerprint; empty for others'
   * @param oursKnown whether they are read to their end: before, nothing is read here
   * @param instance a name that stays the same over restarts where there is only one instance, so
   *     that it need not wait for its own session to end; null where there may be several
   */
  public EventRecorder(
      RecorderConfig config,
      KafkaSettings kafka,
      Function<String, List<Alert>> ours,
      BooleanSupplier oursKnown,
      @Nullable String instance,
      MeterRegistry metrics) {
    this.topic = config.topic();
    this.kafka = kafka;
    this.ours = ours;
    this.oursKnown = oursKnown;
    this.group = kafka.topic("event-recorder");
    this.instance = instance;
    this.transactionalId = group + "." + (instance == null ? UUID.randomUUID() : instance);
    this.meters = new RecorderMeters(metrics);
    Gauge.builder("watchfire.recorder.up", this, r -> r.problem == null ? 1 : 0)
        .description("1 while Alertmanagers' events are read")
        .register(metrics);
  }

  /** Begins to read. To be called once. */
  public void start() {
    thread.start();
  }

  /** Why no events are read at present, a sentence; null if they are. */
  public @Nullable String problem() {
    return problem;
  }

  /** Stops within seconds. What was not read stays in Kafka for the next start. */
  @Override
  public void close() {
    closed.countDown();
    try {
      if (thread.isAlive() && !thread.join(CLOSING)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (open()) {
      try {
        live();
      } catch (KafkaException e) {
        failed(String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        LOG.error("the event recorder failed, going on", e);
        failed(e.toString());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void live() throws InterruptedException {
    while (!oursKnown.getAsBoolean()) {
      if (closed.await(50, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
    try (Admin admin = Admin.create(patient(kafka.admin()))) {
      check(admin);
      read(admin);
    }
  }

  private void read(Admin admin) {
    try (TransactionLog log =
            new TransactionLog(kafka.producer(), "watchfire-event-recorder", transactionalId);
        Consumer<byte[], byte[]> consumer = consumer()) {
      new RecorderLoop(consumer, log, this::batch, ours, meters)
          .run(topic, this::open, () -> works(admin));
    }
  }

  private Batch batch() {
    return new Batch(kafka.topic("audit"), kafka.topic("dlq"));
  }

  private boolean open() {
    return closed.getCount() > 0;
  }

  /** Polling fails neither while Kafka is away nor for a topic that was deleted. */
  private void works(Admin admin) {
    if (System.nanoTime() - checked > CHECK_NANOS) {
      check(admin);
    }
    if (problem != null) {
      LOG.info("events of Alertmanagers are read from {}", topic);
      problem = null;
    }
  }

  private void check(Admin admin) {
    if (!Topics.exists(admin, topic)) {
      throw new KafkaException("topic " + topic + " does not exist (expected: created beforehand)");
    }
    checked = System.nanoTime();
  }

  private void failed(String cause) {
    String sentence = "event recorder: " + cause;
    if (!sentence.equals(problem)) {
      LOG.warn("{}", sentence);
    }
    problem = sentence;
    try {
      if (closed.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.debug("closed");
      }
    } catch (InterruptedException e) {
      closed.countDown();
    }
  }

  private Consumer<byte[], byte[]> consumer() {
    Map<String, Object> properties = patient(kafka.consumer(group, instance));
    properties.put("client.id", "watchfire-event-recorder");
    properties.put("max.poll.records", 500);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Waits for an answer no longer than closing can. */
  private static Map<String, Object> patient(Map<String, Object> client) {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put("request.timeout.ms", ANSWER_MILLIS);
    properties.put("default.api.timeout.ms", ANSWER_MILLIS);
    return properties;
  }
}
