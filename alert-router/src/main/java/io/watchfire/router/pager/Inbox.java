/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import io.watchfire.runtime.kafka.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What on call is told, on its way into Kafka: once {@link #store} returns, it is not lost. What
 * was stored after all although we gave up waiting is told twice, which changes nothing.
 */
public final class Inbox implements AutoCloseable {
  /** The header that says what a record is. */
  static final String TYPE = "type";

  static final String NOTIFICATION = "notification";
  static final String COMMAND = "command";

  /** For whoever would only try again: so long the producer itself tries, and a little more. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration CLOSING = Duration.ofSeconds(3);
  private static final long BLOCK_MILLIS = 2_000;

  private final String topic;
  private final Producer<byte[], byte[]> producer;

  Inbox(KafkaSettings kafka, String topic) {
    this.topic = topic;
    Map<String, Object> properties = new HashMap<>(kafka.producer());
    properties.put("client.id", "watchfire-oncall-inbox");
    properties.put("linger.ms", 0);
    properties.put("max.request.size", PagerTopics.MAX_BYTES);
    properties.put("request.timeout.ms", 2_000);
    properties.put("delivery.timeout.ms", 2_500);
    properties.put("max.block.ms", BLOCK_MILLIS);
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Waits until Kafka has it on every replica that has to.
   *
   * @param patience how long to wait, from two seconds on: so long it may take to find Kafka
   * @throws NotStoredException if that took too long or failed: whoever told it has to try again
   */
  void store(String type, byte[] value, Duration patience)
      throws InterruptedException, NotStoredException {
    long deadline = System.nanoTime() + patience.toNanos();
    ProducerRecord<byte[], byte[]> told = new ProducerRecord<>(topic, null, value);
    told.headers().add(TYPE, type.getBytes(StandardCharsets.UTF_8));
    try {
      producer.send(told).get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new NotStoredException("Kafka does not answer", e);
    } catch (ExecutionException e) {
      throw new NotStoredException("Kafka: " + e.getMessage(), e);
    } catch (KafkaException e) {
      throw new NotStoredException("Kafka: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSING);
  }

  /** It is not known to be stored. */
  public static final class NotStoredException extends Exception {
    private static final long serialVersionUID = 1;

    NotStoredException(String message, Exception cause) {
      super(message, cause);
    }
  }
}
