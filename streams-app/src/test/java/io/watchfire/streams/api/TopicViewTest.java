/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What a view shows while its topic cannot be read, and of records that cannot. */
class TopicViewTest {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final String TOPIC = "alerts";

  private final BlockingQueue<MockConsumer<byte[], byte[]>> consumers = new ArrayBlockingQueue<>(2);

  @Test
  void anErrorOfKafkaIsAProblemWhileItLastsAndDoesNotEndTheView() {
    MockConsumer<byte[], byte[]> first = consumer(1);
    first.schedulePollTask(() -> first.addRecord(record(0, utf8("a"), "1")));
    consumers.add(first);
    try (TopicView<String> view = view()) {
      view.start();
      await().atMost(DEADLINE).until(view::ready);
      first.schedulePollTask(() -> first.setPollException(new TimeoutException("broker away")));
      await().atMost(DEADLINE).until(() -> !view.ready());
      assertThat(view.problem()).isEqualTo("alerts: broker away");
      assertThat(view.values()).isEqualTo(Map.of("a", "1"));

      MockConsumer<byte[], byte[]> second = consumer(2);
      second.schedulePollTask(() -> second.addRecord(record(1, utf8("b"), "2")));
      consumers.add(second);
      await().atMost(DEADLINE).until(view::ready);
      assertThat(view.values()).isEqualTo(Map.of("a", "1", "b", "2"));
    }
  }

  @Test
  void aRecordWithoutAKeyOrWithAValueThatIsNoneDoesNotEndTheView() {
    MockConsumer<byte[], byte[]> only = consumer(4);
    only.schedulePollTask(
        () -> {
          only.addRecord(record(0, null, "1"));
          only.addRecord(record(1, utf8("odd"), "not a value"));
          only.addRecord(record(2, utf8("odder"), "null"));
          only.addRecord(record(3, utf8("a"), "2"));
        });
    consumers.add(only);
    try (TopicView<String> view = view()) {
      view.start();
      await().atMost(DEADLINE).until(view::ready);

      assertThat(view.values()).isEqualTo(Map.of("a", "2"));
    }
  }

  private TopicView<String> view() {
    return TopicView.ofAll(TOPIC, next(), TopicViewTest::number);
  }

  /** The reader waits for one until the test has it. */
  private Supplier<Consumer<byte[], byte[]>> next() {
    return () -> {
      try {
        return consumers.take();
      } catch (InterruptedException e) {
        throw new IllegalStateException("the test is over", e);
      }
    };
  }

  private static String number(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.equals("null")) {
      throw new NullPointerException("a fault of ours");
    }
    return Integer.toString(Integer.parseInt(text));
  }

  private static MockConsumer<byte[], byte[]> consumer(long end) {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    consumer.updatePartitions(
        TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, new Node[0], new Node[0])));
    consumer.updateBeginningOffsets(Map.of(partition, 0L));
    consumer.updateEndOffsets(Map.of(partition, end));
    return consumer;
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, byte[] key, String value) {
    return new ConsumerRecord<>(TOPIC, 0, offset, key, utf8(value));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
