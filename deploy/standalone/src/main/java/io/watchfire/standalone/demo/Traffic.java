/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.demo;

import io.watchfire.runtime.kafka.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the platform's telemetry once a second, as its Collector would, with a plain producer;
 * first of all what the upload service has exported before.
 */
final class Traffic implements AutoCloseable {
  static final Duration TICK = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);
  private static final Duration CLOSING = Duration.ofSeconds(2);
  private static final Duration MEMORY = Duration.ofMinutes(10);

  private static final long RECENT_SECONDS = 60;
  private static final long HISTORY_SECONDS = 5;
  private static final byte[] UPLOADS_KEY = Uploads.NAME.getBytes(StandardCharsets.UTF_8);

  private final Clock clock;
  private final Platform platform;
  private final Traces traces;
  private final Uploads uploads;
  private final Producer<byte[], byte[]> producer;
  private final NavigableMap<Long, Long> acknowledged = new ConcurrentSkipListMap<>();
  private final Thread thread = Thread.ofPlatform().name("traffic").daemon().unstarted(this::run);
  private volatile @Nullable Fault fault;
  private volatile boolean withheld;
  private volatile @Nullable String problem;

  Traffic(KafkaSettings kafka, Clock clock, long seed) {
    this.clock = clock;
    this.platform = new Platform(seed, nanos(clock.instant()));
    this.traces = new Traces(seed);
    this.uploads = new Uploads(seed, clock.instant().getEpochSecond());
    this.producer =
        new KafkaProducer<>(kafka.producer(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  void start() {
    thread.start();
  }

  void breakDown(Fault how) {
    fault = how;
  }

  void repair() {
    fault = null;
  }

  /** Lets most of one tenant's uploads stay away, or come again. */
  void withholdUploads(boolean now) {
    withheld = now;
  }

  /** Why the last record could not be sent, or null. */
  @Nullable String problem() {
    return problem;
  }

  /**
   * When the broker acknowledged the first record that was sent with that timestamp or the one
   * before it; null if it has not.
   */
  @Nullable Instant acknowledged(Instant sent) {
    Map.Entry<Long, Long> entry = acknowledged.floorEntry(sent.toEpochMilli());
    return entry == null ? null : Instant.ofEpochMilli(entry.getValue());
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(CLOSING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(CLOSING);
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Instant begun = clock.instant();
        tick(begun);
        Thread.sleep(Duration.between(clock.instant(), begun.plus(TICK)));
      }
    } catch (InterruptedException | org.apache.kafka.common.errors.InterruptException e) {
      LOG.debug("No more traffic");
    }
  }

  private void tick(Instant now) {
    Fault current = fault;
    long nanos = nanos(now);
    platform.advance(nanos, current);
    for (Service service : Service.MCP) {
      send("otlp_metrics", null, now, platform.metrics(service, nanos), true);
    }
    traces.records(nanos, current).values().forEach(r -> send("otlp_spans", null, now, r, false));
    upload(now);
    acknowledged.headMap(now.minus(MEMORY).toEpochMilli()).clear();
  }

  /** One record a second on the second, and fewer of long ago: so every bucket has as many. */
  private void upload(Instant now) {
    long end = now.getEpochSecond();
    while (uploads.lastSecond() < end) {
      long last = uploads.lastSecond();
      long next = end - last > RECENT_SECONDS ? last + HISTORY_SECONDS : last + 1;
      // By key, so that they stay in order.
      send("otlp_metrics", UPLOADS_KEY, now, uploads.export(next, withheld), false);
    }
  }

  private void send(
      String topic, byte @Nullable [] key, Instant at, byte[] value, boolean remembered) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, null, at.toEpochMilli(), key, value);
    var unused =
        producer.send(
            record,
            (metadata, failure) -> {
              if (failure != null) {
                problem = "telemetry cannot be sent: " + failure.getMessage();
                LOG.warn("Not sent to {}", topic, failure);
              } else if (remembered) {
                acknowledged.putIfAbsent(at.toEpochMilli(), clock.millis());
              }
            });
  }

  private static long nanos(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), Duration.ofSeconds(1).toNanos()), time.getNano());
  }
}
