/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic into memory on a thread of its own: all partitions, without a group, from the
 * beginning or from a number of records before the end; says once when it has reached where the
 * topic ended at the start, and follows it from there. Partitions that are added are read too.
 *
 * <p>Whatever Kafka or the handler does, the thread goes on: after an error of Kafka where it was,
 * half a second later. While that lasts, {@link #problem} says why what was read may be stale; the
 * log says it once.
 */
public final class CompactedTopicReader implements AutoCloseable {
  /** From the beginning of each partition, however long it is. */
  public static final long ALL = Long.MAX_VALUE;

  private static final Logger LOG = LoggerFactory.getLogger(CompactedTopicReader.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration ASK = Duration.ofSeconds(10);
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final Duration CHECK = Duration.ofSeconds(15);
  private static final long PAUSE_MILLIS = 500;

  private final String topic;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Handler handler;
  private final long last;
  private final long checkNanos;
  private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private boolean atEnd;
  private volatile @Nullable String problem;

  /** Takes what is read; called by the reader's thread alone. */
  public interface Handler {
    /**
     * A record that has a key; without a value it is a tombstone. Comes again after some errors of
     * Kafka.
     *
     * @throws IllegalArgumentException if it is not what the topic should hold; says how
     */
    void read(ConsumerRecord<byte[], byte[]> record);

    /** A record without a key, or one that {@link #read} threw for. It is not read again. */
    void unreadable(ConsumerRecord<byte[], byte[]> record, String cause);

    /** Once: all that stood on the topic before these offsets, by partition, is read. */
    default void reachedEnd(Map<Integer, Long> ends) {}
  }

  /**
   * Reads all of the topic, and nothing before {@link #start}.
   *
   * @param consumers opens a consumer, again after each failure
   */
  public CompactedTopicReader(
      String topic, Supplier<Consumer<byte[], byte[]>> consumers, Handler handler) {
    this(topic, consumers, handler, ALL);
  }

  /**
   * Reads the end of the topic, and nothing before {@link #start}.
   *
   * @param consumers opens a consumer, again after each failure
   * @param last how many records of each partition, of those that were there at the start
   */
  public CompactedTopicReader(
      String topic, Supplier<Consumer<byte[], byte[]>> consumers, Handler handler, long last) {
    this(topic, consumers, handler, last, CHECK);
  }

  /** The same; asks that often whether Kafka is there, and for further partitions. */
  CompactedTopicReader(
      String topic,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Handler handler,
      long last,
      Duration check) {
    this.topic = topic;
    this.problem = topic + ": not read yet";
    this.checkNanos = check.toNanos();
    this.consumers = consumers;
    this.handler = handler;
    this.last = last;
    this.thread = Thread.ofPlatform().daemon().name("read-" + topic).unstarted(this::run);
  }

  /**
   * A consumer for such a reader: of committed records only, in no group, and creating no topic.
   *
   * @param properties bootstrap servers and security
   * @param clientId empty for one that Kafka's client makes up
   */
  public static Consumer<byte[], byte[]> consumer(Map<String, Object> properties, String clientId) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put("isolation.level", "read_committed");
    all.put("auto.offset.reset", "earliest");
    all.put("enable.auto.commit", false);
    all.put("allow.auto.create.topics", false);
    all.put("metadata.max.age.ms", 30_000);
    all.put("client.id", clientId);
    all.remove("group.id");
    return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Begins to read. To be called once. */
  public void start() {
    thread.start();
  }

  /** Why what was read is not, or no longer, known to be current; null if it is. */
  public @Nullable String problem() {
    return problem;
  }

  /** Those of the topic, once something of it is read. */
  public Set<TopicPartition> partitions() {
    return Set.copyOf(positions.keySet());
  }

  /** Whether everything before these offsets is read, and handled. */
  public boolean hasRead(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  /** Returns when nothing is read any more, after at most 5 s; at once for the handler itself. */
  @Override
  public void close() {
    closed.countDown();
    if (!thread.isAlive() || thread.equals(Thread.currentThread())) {
      return;
    }
    try {
      if (!thread.join(CLOSING)) {
        LOG.warn("{}: still being read after {} s", topic, CLOSING.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (isOpen()) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        follow(consumer);
      } catch (KafkaException e) {
        failed(e.getMessage() == null ? e.toString() : e.getMessage());
      } catch (RuntimeException e) {
        LOG.error("reading {} failed, going on", topic, e);
        failed(e.toString());
      }
    }
  }

  /** Until it is closed, or there are more partitions than before. */
  private void follow(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = partitions(consumer);
    if (partitions.isEmpty()) {
      failed("the topic does not exist");
      return;
    }
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ASK);
    seek(consumer, ends);
    long checked = System.nanoTime();
    while (isOpen()) {
      consumer.poll(POLL).forEach(this::handle);
      partitions.forEach(p -> positions.put(p, consumer.position(p, ASK)));
      if (hasRead(ends)) {
        reachedEnd(ends);
      }
      if (System.nanoTime() - checked > checkNanos) {
        checked = System.nanoTime();
        consumer.endOffsets(partitions, ASK); // throws when Kafka is away, which poll does not
        if (partitions(consumer).size() > partitions.size()) {
          return; // and start again with all of them
        }
      }
    }
  }

  private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
    return consumer.partitionsFor(topic, ASK).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  private void seek(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(ends.keySet(), ASK);
    ends.forEach(
        (partition, end) -> {
          long beginning = beginnings.getOrDefault(partition, 0L);
          long first = Math.max(beginning, end - last);
          consumer.seek(partition, positions.getOrDefault(partition, first));
        });
  }

  private void handle(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      handler.unreadable(record, "no key (expected: what the record is about)");
      return;
    }
    try {
      handler.read(record);
    } catch (IllegalArgumentException e) {
      handler.unreadable(record, e.getMessage() == null ? e.toString() : e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("{}-{}@{}", topic, record.partition(), record.offset(), e);
      handler.unreadable(record, e.toString());
    }
  }

  private void reachedEnd(Map<TopicPartition, Long> ends) {
    if (!atEnd) {
      atEnd = true;
      Map<Integer, Long> byPartition = new HashMap<>();
      ends.forEach((partition, end) -> byPartition.put(partition.partition(), end));
      handler.reachedEnd(byPartition);
    }
    problem = null;
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  private void failed(String cause) {
    String text = topic + ": " + cause;
    if (!text.equals(problem)) {
      LOG.warn("{}", text);
    }
    problem = text;
    try {
      if (closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.debug("{} is read no longer", topic);
      }
    } catch (InterruptedException e) {
      closed.countDown();
    }
  }
}
