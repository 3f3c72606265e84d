/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class CompactedTopicReaderTest implements CompactedTopicReader.Handler {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final String TOPIC = "states";

  private final BlockingQueue<MockConsumer<byte[], byte[]>> consumers = new LinkedBlockingQueue<>();
  private final List<String> events = new CopyOnWriteArrayList<>();

  @Test
  void theEndAtTheStartIsReachedOnceAndAfterAnErrorItGoesOnWhereItWas() {
    MockConsumer<byte[], byte[]> first = consumer(2);
    first.schedulePollTask(() -> first.addRecord(record(0, 0, "a")));
    first.schedulePollTask(() -> first.addRecord(record(0, 1, "b")));
    first.schedulePollTask(() -> first.setPollException(new TimeoutException("away")));
    MockConsumer<byte[], byte[]> second = consumer(3);
    second.schedulePollTask(() -> second.addRecord(record(0, 2, "c")));
    consumers.addAll(List.of(first, second));
    try (CompactedTopicReader reader = reader(CompactedTopicReader.ALL)) {
      assertThat(reader.problem()).isEqualTo("states: not read yet");
      reader.start();
      await().atMost(DEADLINE).until(() -> events.contains("c") && reader.problem() == null);
      assertThat(events).containsExactly("a", "b", "end {0=2}", "c");
    }
  }

  @Test
  void whatCannotBeReadIsHandedOnAndDoesNotEndTheReader() {
    MockConsumer<byte[], byte[]> only = consumer(4);
    only.schedulePollTask(
        () -> {
          only.addRecord(record(0, 0, null));
          only.addRecord(record(0, 1, "illegal"));
          only.addRecord(record(0, 2, "faulty"));
          only.addRecord(record(0, 3, "a"));
        });
    consumers.add(only);
    try (CompactedTopicReader reader = reader(CompactedTopicReader.ALL)) {
      reader.start();
      await().atMost(DEADLINE).until(() -> reader.problem() == null);
      assertThat(events)
          .containsExactly(
              "0: no key (expected: what the record is about)",
              "1: illegal (expected: a letter)",
              "2: java.lang.IllegalStateException: ours",
              "a",
              "end {0=4}");
    }
  }

  @Test
  void partitionsThatAreAddedAreReadFromTheirBeginning() {
    MockConsumer<byte[], byte[]> first = consumer(1);
    first.schedulePollTask(() -> first.addRecord(record(0, 0, "a")));
    first.schedulePollTask(() -> first.updatePartitions(TOPIC, partitions(2)));
    MockConsumer<byte[], byte[]> second = consumer(1, 1);
    second.schedulePollTask(() -> second.addRecord(record(1, 0, "b")));
    consumers.addAll(List.of(first, second));
    try (CompactedTopicReader reader = reader(CompactedTopicReader.ALL)) {
      reader.start();
      await().atMost(DEADLINE).until(() -> events.contains("b"));
      assertThat(events).containsExactly("a", "end {0=1}", "b");
    }
  }

  @Test
  void ofTheEndOnlySoManyRecordsAreRead() {
    MockConsumer<byte[], byte[]> only = consumer(100);
    List<Long> positions = new CopyOnWriteArrayList<>();
    only.schedulePollTask(() -> positions.add(only.position(new TopicPartition(TOPIC, 0))));
    consumers.add(only);
    try (CompactedTopicReader reader = reader(10)) {
      reader.start();
      await().atMost(DEADLINE).until(() -> !positions.isEmpty());
      assertThat(positions).containsExactly(90L);
    }
  }

  @Test
  void aTopicThatDoesNotExistIsAProblemUntilItDoes() {
    consumers.add(new MockConsumer<>("earliest"));
    try (CompactedTopicReader reader = reader(CompactedTopicReader.ALL)) {
      reader.start();
      await()
          .atMost(DEADLINE)
          .until(() -> "states: the topic does not exist".equals(reader.problem()));
      consumers.add(consumer(0));
      await().atMost(DEADLINE).until(() -> reader.problem() == null);
    }
  }

  @Override
  public void read(ConsumerRecord<byte[], byte[]> record) {
    String key = new String(record.key(), StandardCharsets.UTF_8);
    switch (key) {
      case "illegal" -> throw new IllegalArgumentException("illegal (expected: a letter)");
      case "faulty" -> throw new IllegalStateException("ours");
      default -> events.add(key);
    }
  }

  @Override
  public void unreadable(ConsumerRecord<byte[], byte[]> record, String cause) {
    events.add(record.offset() + ": " + cause);
  }

  @Override
  public void reachedEnd(Map<Integer, Long> ends) {
    events.add("end " + ends);
  }

  private CompactedTopicReader reader(long last) {
    return new CompactedTopicReader(TOPIC, this::next, this, last, Duration.ofMillis(10));
  }

  /** The reader waits for one until the test has it. */
  private MockConsumer<byte[], byte[]> next() {
    try {
      return consumers.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException("the test is over", e);
    }
  }

  /** Of a topic whose partitions have these ends. */
  private static MockConsumer<byte[], byte[]> consumer(long... ends) {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    consumer.updatePartitions(TOPIC, partitions(ends.length));
    Map<TopicPartition, Long> beginnings = new HashMap<>();
    Map<TopicPartition, Long> endOffsets = new HashMap<>();
    for (int i = 0; i < ends.length; i++) {
      beginnings.put(new TopicPartition(TOPIC, i), 0L);
      endOffsets.put(new TopicPartition(TOPIC, i), ends[i]);
    }
    consumer.updateBeginningOffsets(beginnings);
    consumer.updateEndOffsets(endOffsets);
    return consumer;
  }

  private static List<PartitionInfo> partitions(int count) {
    List<PartitionInfo> partitions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      partitions.add(new PartitionInfo(TOPIC, i, null, null, null));
    }
    return partitions;
  }

  private static ConsumerRecord<byte[], byte[]> record(int partition, long offset, String key) {
    byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    return new ConsumerRecord<>(TOPIC, partition, offset, bytes, new byte[0]);
  }
}
