/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedBrokerIT {
  private static final TopicPartition PARTITION = new TopicPartition("greetings", 0);

  @TempDir private Path dir;

  @Test
  void keepsItsDataOverARestart() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(dir, 0, Map.of())) {
      createTopic(broker);
      send(broker, "before");
      assertThat(read(broker, 1)).containsExactly("before");
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(dir, 0, Map.of())) {
      send(broker, "after");
      assertThat(read(broker, 2)).containsExactly("before", "after");
    }
  }

  @Test
  void speaksTheStreamsProtocolAndAppliesOverrides() throws Exception {
    try (EmbeddedBroker broker =
            EmbeddedBroker.start(dir, 0, Map.of("group.streams.session.timeout.ms", "3000"));
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
      var features =
          admin.describeFeatures().featureMetadata().get(10, TimeUnit.SECONDS).finalizedFeatures();
      assertThat(features.get("streams.version").maxVersionLevel()).isEqualTo((short) 1);
      var node =
          new org.apache.kafka.common.config.ConfigResource(
              org.apache.kafka.common.config.ConfigResource.Type.BROKER, "1");
      var config = admin.describeConfigs(Set.of(node)).all().get(10, TimeUnit.SECONDS).get(node);
      assertThat(config.get("group.streams.session.timeout.ms").value()).isEqualTo("3000");
      assertThat(config.get("message.max.bytes").value()).isEqualTo("33554432");
    }
  }

  @Test
  void saysThatAPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> EmbeddedBroker.start(dir, taken.getLocalPort(), Map.of()))
          .isInstanceOf(BrokerException.class)
          .hasMessageContaining("Kafka port " + taken.getLocalPort() + " on 127.0.0.1")
          .hasMessageContaining("expected: a free port");
    }
  }

  @Test
  void saysThatADirectoryIsInUse() {
    try (EmbeddedBroker running = EmbeddedBroker.start(dir, 0, Map.of())) {
      assertThat(running.port()).isPositive();
      assertThatThrownBy(() -> EmbeddedBroker.start(dir, 0, Map.of()))
          .isInstanceOf(BrokerException.class)
          .hasMessageContaining(dir + " is in use by another Watchfire process");
    }
  }

  @Test
  void saysThatADirectoryIsAFile() throws Exception {
    Path file = Files.createFile(dir.resolve("file"));
    assertThatThrownBy(() -> EmbeddedBroker.start(file, 0, Map.of()))
        .isInstanceOf(BrokerException.class)
        .hasMessage("data directory " + file + " is a file (expected: a directory)");
  }

  @Test
  void saysThatADirectoryCannotBeCreated() throws Exception {
    Path below = Files.createFile(dir.resolve("file")).resolve("data");
    assertThatThrownBy(() -> EmbeddedBroker.start(below, 0, Map.of()))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("data directory " + below + " cannot be written")
        .hasMessageContaining("expected: a writable one");
  }

  @Test
  void refusesAPathThatKafkaWouldSplit() {
    assertThatThrownBy(() -> EmbeddedBroker.start(dir.resolve("a,b"), 0, Map.of()))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("expected: no comma in its path");
  }

  @Test
  void saysWhichSettingKafkaRefuses() {
    assertThatThrownBy(() -> EmbeddedBroker.start(dir, 0, Map.of("num.io.threads", "none")))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("num.io.threads");
    // The directory is free again.
    EmbeddedBroker.start(dir, 0, Map.of()).close();
  }

  private static void createTopic(EmbeddedBroker broker) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
      admin
          .createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1)))
          .all()
          .get(10, TimeUnit.SECONDS);
    }
  }

  private static void send(EmbeddedBroker broker, String value) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(PARTITION.topic(), value)).get(10, TimeUnit.SECONDS);
    }
  }

  private static List<String> read(EmbeddedBroker broker, int count) {
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrap(), "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(PARTITION));
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (values.size() < count && System.nanoTime() < deadline) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          values.add(record.value());
        }
      }
    }
    return values;
  }
}
