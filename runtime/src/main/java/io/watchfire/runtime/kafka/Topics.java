/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates topics. */
public final class Topics {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Topics() {}

  /**
   * Creates what is missing, and returns when the leader of every partition answers: an idempotent
   * producer that sends sooner can lose the first batch of a partition (measured, 8 of 80 topics).
   *
   * @return topics that were there with another number of partitions, one sentence each; they are
   *     left as they are
   * @throws KafkaException if a topic cannot be created or a leader does not answer within 30 s
   */
  public static List<String> createAndAwait(Admin admin, List<NewTopic> topics) {
    Set<String> existing = create(admin, topics);
    Map<String, TopicDescription> found =
        Await.result(admin.describeTopics(existing).allTopicNames(), DEADLINE, "describe topics");
    Map<String, Integer> partitions = new HashMap<>();
    List<String> problems = new ArrayList<>();
    for (NewTopic topic : topics) {
      TopicDescription before = found.get(topic.name());
      int wanted = topic.numPartitions();
      int actual = before == null ? wanted : before.partitions().size();
      partitions.put(topic.name(), actual);
      if (wanted != actual) {
        problems.add(
            "topic " + topic.name() + " has " + actual + " partitions (expected: " + wanted + ")");
      }
    }
    awaitLeaders(admin, partitions);
    return problems;
  }

  /**
   * Whether there is a topic of that name.
   *
   * @throws KafkaException if Kafka does not say within 30 s
   */
  public static boolean exists(Admin admin, String topic) {
    try {
      Await.result(
          admin.describeTopics(List.of(topic)).allTopicNames(), DEADLINE, "describe " + topic);
      return true;
    } catch (UnknownTopicOrPartitionException e) {
      return false;
    }
  }

  /** Returns the names of those that were there before. */
  private static Set<String> create(Admin admin, List<NewTopic> topics) {
    Set<String> existing = new HashSet<>();
    admin
        .createTopics(topics)
        .values()
        .forEach(
            (name, created) -> {
              try {
                Await.result(created, DEADLINE, "create topic " + name);
              } catch (TopicExistsException e) {
                existing.add(name);
              }
            });
    return existing;
  }

  private static void awaitLeaders(Admin admin, Map<String, Integer> partitions) {
    Map<TopicPartition, OffsetSpec> offsets = new HashMap<>();
    partitions.forEach(
        (topic, count) -> {
          for (int partition = 0; partition < count; partition++) {
            offsets.put(new TopicPartition(topic, partition), OffsetSpec.earliest());
          }
        });
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!answer(admin, offsets, deadline)) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** A broker that has not heard yet of a topic just created calls it unknown; it will hear. */
  private static boolean answer(
      Admin admin, Map<TopicPartition, OffsetSpec> offsets, long deadline) {
    try {
      Await.result(admin.listOffsets(offsets).all(), DEADLINE, "find the leaders of new topics");
      return true;
    } catch (UnknownTopicOrPartitionException | LeaderNotAvailableException e) {
      if (System.nanoTime() - deadline > 0) {
        throw e;
      }
      return false;
    }
  }
}
