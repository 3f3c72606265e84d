/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.broker.EmbeddedBroker;
import io.watchfire.runtime.kafka.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What may stand at the end of a partition that no consumer is ever given. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatchUpIT {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private EmbeddedBroker broker;
  private KafkaSettings kafka;
  private Admin admin;

  @BeforeAll
  void start(@TempDir Path dir) {
    broker = EmbeddedBroker.start(dir, 0, Map.of());
    kafka = KafkaSettings.embedded(broker.bootstrap());
    admin = Admin.create(kafka.admin());
  }

  @AfterAll
  void stop() {
    admin.close();
    broker.close();
  }

  @Test
  void anEmptyTopicIsReached() throws Exception {
    reaches(topic("empty"));
  }

  @Test
  void aPartitionThatExpiredBeforeAnythingWasCommittedIsReached() throws Exception {
    TopicPartition expired = topic("expired");
    send(expired, 3, true);
    admin.deleteRecords(Map.of(expired, RecordsToDelete.beforeOffset(-1))).all().get();
    reaches(expired);
  }

  @Test
  void aPartitionThatExpiredBeyondWhatWasCommittedIsReached() throws Exception {
    TopicPartition expired = topic("expired-later");
    send(expired, 3, true);
    commit(expired, 1);
    admin.deleteRecords(Map.of(expired, RecordsToDelete.beforeOffset(-1))).all().get();
    reaches(expired);
  }

  @Test
  void anAbortedTransactionAtTheEndIsReached() throws Exception {
    TopicPartition aborted = topic("aborted");
    send(aborted, 2, true);
    send(aborted, 3, false);
    commit(aborted, 2);
    reaches(aborted);
  }

  @Test
  void nothingButAnAbortedTransactionIsReachedThoughNothingWasEverCommitted() throws Exception {
    TopicPartition aborted = topic("only-aborted");
    send(aborted, 3, false);
    reaches(aborted);
  }

  @Test
  void markersOfTransactionsAtTheEndAreReached() throws Exception {
    TopicPartition marked = topic("marked");
    send(marked, 2, true);
    commit(marked, 2);
    reaches(marked);
  }

  @Test
  void aRecordIsUnreadWhateverIsAroundIt() throws Exception {
    TopicPartition both = topic("both");
    send(both, 1, false);
    send(both, 1, true);
    send(both, 1, false);
    TopicPartition behind = topic("behind");
    send(behind, 4, true);
    admin.deleteRecords(Map.of(behind, RecordsToDelete.beforeOffset(2))).all().get();
    try (Unread unread = new Unread(this::consumer)) {
      Map<TopicPartition, Unread.Range> all =
          Map.of(both, new Unread.Range(0, 6), behind, new Unread.Range(1, 5));
      assertThat(unread.among(all, DEADLINE)).containsExactlyInAnyOrder(both, behind);
      Map<TopicPartition, Unread.Range> rest =
          Map.of(both, new Unread.Range(3, 6), behind, new Unread.Range(3, 5));
      assertThat(unread.among(rest, DEADLINE)).containsExactly(behind);
    }
  }

  /** It waits for what is not read, and for no more than what stood there. */
  @Test
  void aStageIsFollowedUntilItHasCommittedItsLastRecord() throws Exception {
    TopicPartition topic = topic("followed");
    send(topic, 2, true);
    try (CatchUp catchUp = catchUp(topic)) {
      catchUp.start();
      commit(topic, 1);
      try (Unread unread = new Unread(this::consumer)) {
        assertThat(unread.among(Map.of(topic, new Unread.Range(1, 3)), DEADLINE)).hasSize(1);
      }
      assertThat(catchUp.done()).isFalse();
      commit(topic, 2);
      Awaitility.await().atMost(DEADLINE).until(catchUp::done);
    }
  }

  private void reaches(TopicPartition topic) {
    try (CatchUp catchUp = catchUp(topic)) {
      catchUp.start();
      Awaitility.await().atMost(DEADLINE).until(catchUp::done);
    }
  }

  private CatchUp catchUp(TopicPartition topic) {
    return new CatchUp(
        admin,
        this::consumer,
        List.of(new CatchUp.Reader("group-" + topic.topic(), List.of(topic.topic()))));
  }

  private Consumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        kafka.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private TopicPartition topic(String name) throws Exception {
    admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
    return new TopicPartition(name, 0);
  }

  private void commit(TopicPartition topic, long offset) throws Exception {
    admin
        .alterConsumerGroupOffsets(
            "group-" + topic.topic(), Map.of(topic, new OffsetAndMetadata(offset)))
        .all()
        .get();
  }

  /** One transaction, whose marker takes an offset as well. */
  private void send(TopicPartition topic, int records, boolean committed) throws Exception {
    Map<String, Object> settings = kafka.producer();
    settings.put("transactional.id", "producer-of-" + topic.topic());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int i = 0; i < records; i++) {
        producer.send(new ProducerRecord<>(topic.topic(), 0, null, new byte[] {(byte) i}));
      }
      producer.flush();
      if (committed) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
  }
}
