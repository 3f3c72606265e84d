/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable cursor of one Alertmanager: the committed offsets of a consumer group that has no
 * members. Written behind the deliveries, since a cursor that is too old only sends a state twice.
 */
final class CursorStore {
  private static final Logger LOG = LoggerFactory.getLogger(CursorStore.class);
  private static final long TIMEOUT_SECONDS = 15;

  /** Kafka forgets the offsets of a group without members after some days. */
  private static final Duration REFRESH = Duration.ofHours(6);

  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Admin admin;
  private final String group;
  private final String topic;
  private final Object lock = new Object();
  private Map<Integer, Long> wanted = Map.of();
  private Map<Integer, Long> written = Map.of();
  private volatile @Nullable String problem;

  CursorStore(Admin admin, String memberId, String topic) {
    this.admin = admin;
    this.group = "watchfire-router." + memberId;
    this.topic = topic;
  }

  /**
   * The cursor of the last run; waits until Kafka answers.
   *
   * @param ends the topic's end offsets: a cursor beyond its end belongs to another topic of the
   *     same name, and counts for nothing
   */
  Map<Integer, Long> load(Map<Integer, Long> ends) throws InterruptedException {
    while (true) {
      try {
        Map<Integer, Long> cursor = new HashMap<>();
        admin
            .listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .forEach(
                (partition, offset) -> {
                  long end = ends.getOrDefault(partition.partition(), -1L);
                  if (partition.topic().equals(topic) && offset != null && offset.offset() <= end) {
                    cursor.put(partition.partition(), offset.offset());
                  }
                });
        problem = null;
        return cursor;
      } catch (ExecutionException | TimeoutException e) {
        failed(e);
        Thread.sleep(RETRY);
      }
    }
  }

  /**
   * Says durably that this Alertmanager is served from now on: to a next run a partition without a
   * cursor has told nothing, so nothing of it would be taken back. To be called before the first
   * delivery; waits until Kafka has it, or for some seconds: nobody is woken later for its sake.
   *
   * @param last the cursor of the last run
   * @param partitions all of the topic
   */
  void begin(Map<Integer, Long> last, Set<Integer> partitions) throws InterruptedException {
    Map<Integer, Long> beginnings = new HashMap<>();
    partitions.stream().filter(p -> !last.containsKey(p)).forEach(p -> beginnings.put(p, 0L));
    if (!beginnings.isEmpty()) {
      write(beginnings, Duration.ofSeconds(TIMEOUT_SECONDS));
    }
  }

  /** To be written soon; never waits. */
  void save(Map<Integer, Long> cursor) {
    synchronized (lock) {
      wanted = cursor;
      lock.notifyAll();
    }
  }

  /** Writes what is saved, until interrupted. */
  void run() throws InterruptedException {
    while (true) {
      synchronized (lock) {
        long refresh = System.nanoTime() + REFRESH.toNanos();
        while (wanted.equals(written) && System.nanoTime() < refresh) {
          TimeUnit.NANOSECONDS.timedWait(lock, refresh - System.nanoTime());
        }
      }
      if (!flush(Duration.ofSeconds(TIMEOUT_SECONDS))) {
        Thread.sleep(RETRY);
      }
    }
  }

  /** Writes the newest cursor; says whether that worked. */
  boolean flush(Duration timeout) throws InterruptedException {
    Map<Integer, Long> cursor;
    synchronized (lock) {
      cursor = wanted;
    }
    if (cursor.isEmpty()) {
      return true;
    }
    boolean done = write(cursor, timeout);
    if (done) {
      written = cursor;
    }
    return done;
  }

  private boolean write(Map<Integer, Long> cursor, Duration timeout) throws InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    cursor.forEach(
        (partition, offset) ->
            offsets.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)));
    try {
      admin
          .alterConsumerGroupOffsets(group, offsets)
          .all()
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      problem = null;
      return true;
    } catch (ExecutionException | TimeoutException e) {
      failed(e);
      return false;
    }
  }

  /** Why the cursor cannot be read or written; null if it can. */
  @Nullable String problem() {
    return problem;
  }

  private void failed(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    if (problem == null) {
      LOG.warn("cursor {}: {}", group, cause.toString());
    }
    problem = "cursor " + group + ": " + cause;
  }
}
