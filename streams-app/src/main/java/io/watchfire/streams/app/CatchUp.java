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
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether what was written while the process was away has been read: stage after stage, each up to
 * what stood in its topics when the one before had caught up. Until then no alert may change
 * because time passes.
 */
final class CatchUp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long ANSWER_SECONDS = 10;

  private final Admin admin;
  private final List<Reader> stages;
  private final Thread thread;
  private volatile boolean done;

  /** A consumer group and the topics it reads. */
  record Reader(String group, List<String> topics) {}

  CatchUp(Admin admin, List<Reader> stages) {
    this.admin = admin;
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
    try {
      for (Reader stage : stages) {
        follow(stage);
      }
      done = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(Reader stage) throws InterruptedException {
    Map<TopicPartition, Long> ends = null;
    while (ends == null || !reached(stage, ends)) {
      try {
        if (ends == null) {
          ends = ends(stage);
          continue;
        }
      } catch (ExecutionException | TimeoutException e) {
        LOG.info("Cannot tell yet how far behind {} is: {}", stage.group(), e.toString());
      }
      Thread.sleep(POLL);
    }
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

  private boolean reached(Reader stage, Map<TopicPartition, Long> ends)
      throws InterruptedException {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin
              .listConsumerGroupOffsets(stage.group())
              .partitionsToOffsetAndMetadata()
              .get(ANSWER_SECONDS, TimeUnit.SECONDS);
      for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
        OffsetAndMetadata at = committed.get(end.getKey());
        if (end.getValue() > 0 && (at == null || at.offset() < end.getValue())) {
          return false;
        }
      }
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }
}
