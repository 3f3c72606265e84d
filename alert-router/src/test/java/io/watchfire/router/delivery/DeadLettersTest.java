/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.watchfire.router.config.RouterConfig;
import io.watchfire.runtime.kafka.CompactedTopicReader;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
  private static final RouterConfig CONFIG = RouterConfig.to(List.of());
  private static final TopicPartition PARTITION = new TopicPartition(CONFIG.alertsTopic(), 0);

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final DeadLetters letters = new DeadLetters(producer, CONFIG, metrics);
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final List<TopicEvent> read = new CopyOnWriteArrayList<>();
  private final CompactedTopicReader reader =
      new CompactedTopicReader(
          PARTITION.topic(), () -> consumer, new StateReader(letters, this::took, ends -> {}));

  @Test
  void aRefusedAlertIsWrittenInItsOriginalBytesWithCauseAndOrigin() {
    Alert alert = TestAlerts.firing("Bad", 1);
    byte[] key = bytes(alert.fingerprint());
    byte[] value =
        bytes(" {\"ofALaterVersion\" : 1 , " + text(new AlertJson().write(alert)).substring(1));
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), 7, key, value);
    record.headers().add("origin", bytes("another writer"));

    letters.refused(read(record), "http://am", "status 400");
    ProducerRecord<byte[], byte[]> letter = written();
    assertThat(letter.key()).isEqualTo(key);
    assertThat(text(letter.value())).isEqualTo(text(value));
    assertThat(header(letter, "watchfire-cause")).isEqualTo("http://am: status 400");
    assertThat(header(letter, "watchfire-topic")).isEqualTo(PARTITION.topic());
    assertThat(header(letter, "watchfire-partition")).isEqualTo("0");
    assertThat(header(letter, "watchfire-offset")).isEqualTo("7");
    assertThat(header(letter, "origin")).isEqualTo("another writer");
  }

  @Test
  void aWatchdogThatIsRefusedIsOfNoRecordSoItIsOnlyCounted() {
    letters.refused(WatchdogAlert.since(TestAlerts.START), "http://am-0", "no");
    letters.refused(WatchdogAlert.since(TestAlerts.START), "http://am-1", "no");
    assertThat(metrics.get("watchfire.router.dead.letters").counter().count()).isEqualTo(1);

    Alert alert = TestAlerts.firing("Bad", 1);
    byte[] value = new AlertJson().write(alert);
    letters.refused(
        read(new ConsumerRecord<>(PARTITION.topic(), 0, 3, bytes(alert.fingerprint()), value)),
        "http://am-0",
        "no");
    assertThat(header(written(), "watchfire-offset")).isEqualTo("3");
    assertThat(metrics.get("watchfire.router.dead.letters").counter().count()).isEqualTo(2);
  }

  /** What the router knows of a record of the alerts topic. */
  private StateRecord read(ConsumerRecord<byte[], byte[]> record) {
    consumer.updatePartitions(
        PARTITION.topic(), List.of(new PartitionInfo(PARTITION.topic(), 0, null, null, null)));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, record.offset() + 1));
    consumer.schedulePollTask(() -> consumer.addRecord(record));
    reader.start();
    await().atMost(Duration.ofSeconds(10)).until(() -> !read.isEmpty());
    reader.close();
    assertThat(read).hasSize(1);
    return ((TopicEvent.Changed) read.getFirst()).record();
  }

  private void took(TopicEvent event) {
    read.add(event);
    reader.close();
  }

  private ProducerRecord<byte[], byte[]> written() {
    await().atMost(Duration.ofSeconds(10)).until(() -> !producer.history().isEmpty());
    assertThat(producer.history()).hasSize(1);
    return producer.history().getFirst();
  }

  private static String header(ProducerRecord<byte[], byte[]> letter, String name) {
    assertThat(letter.headers().lastHeader(name)).as(name).isNotNull();
    return text(letter.headers().lastHeader(name).value());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
