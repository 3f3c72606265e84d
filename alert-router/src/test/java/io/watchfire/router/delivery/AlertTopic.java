/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.watchfire.broker.EmbeddedBroker;
import io.watchfire.router.AlertRouter;
import io.watchfire.router.RouterProcess;
import io.watchfire.router.alertmanager.NameLookup;
import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.config.ClusterConfig;
import io.watchfire.router.config.Resolve;
import io.watchfire.router.config.RouterConfig;
import io.watchfire.runtime.kafka.GroupProtocol;
import io.watchfire.runtime.kafka.KafkaSettings;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A topic of alerts for one test, its dead letters, and routers that read it. */
final class AlertTopic implements AutoCloseable {
  static final int PARTITIONS = 3;

  private final AlertJson json = new AlertJson();
  private final KafkaSettings settings;
  private final Map<String, Object> kafka;
  private final String alerts;
  private final String dead;
  private final String audit;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Admin admin;
  private final List<AlertRouter> routers = new ArrayList<>();
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  AlertTopic(EmbeddedBroker broker) throws Exception {
    String prefix = UUID.randomUUID().toString().substring(0, 8) + ".";
    settings =
        new KafkaSettings(
            broker.bootstrap(), Map.of(), GroupProtocol.STREAMS, (short) 1, 1, prefix);
    kafka = Map.of("bootstrap.servers", broker.bootstrap());
    alerts = settings.topic("alerts");
    dead = settings.topic("dlq");
    audit = settings.topic("audit");
    admin = Admin.create(kafka);
    admin
        .createTopics(
            List.of(
                new NewTopic(alerts, PARTITIONS, (short) 1)
                    .configs(Map.of("cleanup.policy", "compact")),
                new NewTopic(audit, 1, (short) 1),
                new NewTopic(dead, 1, (short) 1)))
        .all()
        .get(30, TimeUnit.SECONDS);
    awaitLeaders();
    producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * A first batch that meets a partition without a leader is sent again, after a second one that
   * finds it; the broker then refuses the first one's sequence number until it times out.
   */
  private void awaitLeaders() {
    Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
    for (int p = 0; p < PARTITIONS; p++) {
      partitions.put(new TopicPartition(alerts, p), OffsetSpec.latest());
    }
    partitions.put(new TopicPartition(dead, 0), OffsetSpec.latest());
    partitions.put(new TopicPartition(audit, 0), OffsetSpec.latest());
    await("the partitions have leaders")
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> admin.listOffsets(partitions).all().get(10, TimeUnit.SECONDS) != null);
  }

  /** For others that work on the same topics. */
  KafkaSettings kafka() {
    return settings;
  }

  /** Returns when they are stored. */
  void send(Alert... states) {
    Arrays.stream(states).forEach(a -> producer.send(record(a.fingerprint(), json.write(a))));
    producer.flush();
  }

  void sendRaw(String key, byte @Nullable [] value) {
    producer.send(record(key, value));
    producer.flush();
  }

  /** A started router with everything by default. */
  AlertRouter route(String... urls) {
    return route(
        Arrays.stream(urls).map(AlertmanagerConfig::of).toArray(AlertmanagerConfig[]::new));
  }

  AlertRouter route(AlertmanagerConfig... alertmanagers) {
    return route(RouterConfig.DEFAULT_RESEND_INTERVAL, Map.of(), Map.of(), alertmanagers);
  }

  AlertRouter route(ClusterConfig... clusters) {
    return route(false, clusters);
  }

  AlertRouter route(boolean watchdog, ClusterConfig... clusters) {
    return start(
        new RouterConfig(
            List.of(clusters),
            RouterConfig.DEFAULT_RESEND_INTERVAL,
            Map.of(),
            Map.of(),
            List.of(),
            alerts,
            dead,
            audit,
            null,
            watchdog));
  }

  AlertRouter route(
      Duration resend,
      Map<String, String> severities,
      Map<String, String> externalLabels,
      AlertmanagerConfig... alertmanagers) {
    return start(
        new RouterConfig(
            Stream.of(alertmanagers).map(ClusterConfig::of).toList(),
            resend,
            severities,
            externalLabels,
            List.of(),
            alerts,
            dead,
            audit,
            null,
            false));
  }

  /** A started router that looks names up in a way of the test's, several times a second. */
  AlertRouter route(NameLookup names, String url) {
    ClusterConfig cluster =
        new ClusterConfig(
            "named", List.of(AlertmanagerConfig.of(url)), Resolve.ALL, List.of(), null);
    RouterConfig config =
        new RouterConfig(
            List.of(cluster),
            RouterConfig.DEFAULT_RESEND_INTERVAL,
            Map.of(),
            Map.of(),
            List.of(),
            alerts,
            dead,
            audit,
            null,
            false);
    return start(
        new AlertRouter(config, kafka, metrics, Clock.systemUTC(), names, Duration.ofMillis(200)));
  }

  private AlertRouter start(RouterConfig config) {
    return start(new AlertRouter(config, kafka, metrics, Clock.systemUTC()));
  }

  private AlertRouter start(AlertRouter router) {
    routers.add(router);
    router.start();
    return router;
  }

  /** A started router in a process of its own, to be closed by the caller. */
  RouterProcess spawn(Path log, String... urls) throws IOException {
    String bootstrap = String.valueOf(kafka.get("bootstrap.servers"));
    return RouterProcess.start(log, bootstrap, alerts, dead, urls);
  }

  /** How many states the durable cursor of that Alertmanager has behind it. */
  long cursor(String url) throws ExecutionException, InterruptedException, TimeoutException {
    return cursors(url).stream().mapToLong(OffsetAndMetadata::offset).sum();
  }

  /** Of how many partitions that Alertmanager has a durable cursor. */
  int served(String url) throws ExecutionException, InterruptedException, TimeoutException {
    return cursors(url).size();
  }

  private List<OffsetAndMetadata> cursors(String url)
      throws ExecutionException, InterruptedException, TimeoutException {
    String group = "watchfire-router." + AlertmanagerConfig.of(url).memberId();
    return admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get(30, TimeUnit.SECONDS)
        .entrySet()
        .stream()
        .filter(e -> e.getKey().topic().equals(alerts))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The audit trail so far. */
  List<String> audit() {
    return records(audit).stream().map(r -> new String(r.value(), StandardCharsets.UTF_8)).toList();
  }

  /** The dead letters so far. */
  List<ConsumerRecord<byte[], byte[]>> deadLetters() {
    return records(dead);
  }

  private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    List<ConsumerRecord<byte[], byte[]>> out = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(out::add);
      }
    }
    return out;
  }

  /** How many alerts were in requests that ended so, whoever they were for. */
  double count(String result) {
    return metrics.find("watchfire.router.deliveries").tag("result", result).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    routers.forEach(AlertRouter::close);
    producer.close();
    admin.close();
  }

  private ProducerRecord<byte[], byte[]> record(String key, byte @Nullable [] value) {
    return new ProducerRecord<>(alerts, key.getBytes(StandardCharsets.UTF_8), value);
  }
}
