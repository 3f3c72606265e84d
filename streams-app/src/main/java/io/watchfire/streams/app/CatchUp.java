/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.app;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether what was written while the process was away has been read: stage after stage, each up to
 * what stood in its topics when the one before had caught up. Until then no alert may change
 * because time passes.
 *
 * <p>A stage has read a partition when its group has committed its end, whichever instance reads
 * it. Where it commits no further, {@link Unread} says whether there is anything to read.
 */
final class CatchUp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long ANSWER_SECONDS = 10;
  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final int STILL = 3;

  private final Admin admin;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final List<Reader> stages;
  private final Thread thread;
  private volatile boolean done;

  /** A consumer group and the topics it reads. */
  record Reader(String group, List<String> topics) {}

  /**
   * @param consumers makes one that reads committed records only, and is a member of no group
   */
  CatchUp(Admin admin, Supplier<Consumer<byte[], byte[]>> consumers, List<Reader> stages) {
    this.admin = admin;
    this.consumers = consumers;
    this.stages = List.copyOf(stages);
    this.thread = Thread.ofVirtual().name("catch-up").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  boolean done() {
    return done;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try (Unread unread = new Unread(consumers)) {
      for (Reader stage : stages) {
        follow(stage, unread);
      }
      done = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(Reader stage, Unread unread) throws InterruptedException {
    Map<TopicPartition, Long> ends = null;
    Map<TopicPartition, Unread.Range> before = Map.of();
    int unchanged = 0;
    while (true) {
      try {
        if (ends == null) {
          ends = ends(stage);
        }
        Map<TopicPartition, Unread.Range> left = left(stage, ends);
        unchanged = left.equals(before) ? unchanged + 1 : 0;
        before = left;
        if (left.isEmpty() || (isStill(unchanged) && unread.among(left, LOOK).isEmpty())) {
          return;
        }
      } catch (ExecutionException | TimeoutException | KafkaException e) {
        LOG.info("Cannot tell yet how far behind {} is: {}", stage.group(), e.toString());
      }
      Thread.sleep(POLL);
    }
  }

  /** Whether nothing was committed for a while: now and then it is worth to look. */
  private static boolean isStill(int unchanged) {
    return unchanged > 0 && unchanged % STILL == 0;
  }

  private Map<TopicPartition, Long> ends(Reader stage)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    Map<String, TopicDescription> topics =
        admin.describeTopics(stage.topics()).allTopicNames().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    topics.forEach(
        (name, description) ->
            description
                .partitions()
                .forEach(
                    partition ->
                        wanted.put(
                            new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
    Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> found =
        admin
            .listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
            .all()
            .get(ANSWER_SECONDS, TimeUnit.SECONDS);
    Map<TopicPartition, Long> ends = new HashMap<>();
    found.forEach((partition, info) -> ends.put(partition, info.offset()));
    return ends;
  }

  /** What the stage has not committed of each partition. */
  private Map<TopicPartition, Unread.Range> left(Reader stage, Map<TopicPartition, Long> ends)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin
            .listConsumerGroupOffsets(stage.group())
            .partitionsToOffsetAndMetadata()
            .get(ANSWER_SECONDS, TimeUnit.SECONDS);
    Map<TopicPartition, Unread.Range> left = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          OffsetAndMetadata at = committed.get(partition);
          long from = at == null ? 0 : at.offset();
          if (from < end) {
            left.put(partition, new Unread.Range(from, end));
          }
        });
    return left;
  }
}
