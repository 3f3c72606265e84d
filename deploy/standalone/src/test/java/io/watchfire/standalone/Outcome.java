/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import io.watchfire.runtime.kafka.KafkaSettings;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertJson;
import io.watchfire.schemas.slo.SloStatus;
import io.watchfire.schemas.slo.SloStatusJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What Watchfire has written for everybody to read, committed records only.
 *
 * @param statuses the newest by key
 * @param audit every transition by fingerprint, in order
 */
record Outcome(Map<String, SloStatus> statuses, Map<String, List<Alert>> audit) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What must not depend on when something was killed. */
  record Stand(long bad, long total, String page, String ticket) {}

  static Outcome read(String bootstrap) {
    Map<String, SloStatus> statuses = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records(bootstrap, "watchfire.slo-status")) {
      if (record.value() != null) {
        SloStatus status = new SloStatusJson().read(record.value());
        statuses.put(status.key(), status);
      }
    }
    Map<String, List<Alert>> audit = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : transitions(bootstrap)) {
      Alert alert = new AlertJson().read(record.value());
      audit.computeIfAbsent(alert.fingerprint(), f -> new ArrayList<>()).add(alert);
    }
    return new Outcome(statuses, audit);
  }

  /** Bad and total of the whole period, by status key. */
  Map<String, Fleet.Counts> counts() {
    Map<String, Fleet.Counts> counts = new TreeMap<>();
    statuses.forEach(
        (key, status) ->
            counts.put(
                key,
                new Fleet.Counts(
                    status.windows().getLast().bad(), status.windows().getLast().total())));
    return counts;
  }

  /** Since when each group has been observed; up to a second later, as the status says seconds. */
  Map<String, Instant> coveredSince() {
    Map<String, Instant> since = new TreeMap<>();
    statuses.forEach((key, status) -> since.put(key, status.clock().minus(status.covered())));
    return since;
  }

  /** Of the period's window, which nothing leaves while a test runs. */
  Map<String, Stand> stands() {
    Map<String, Stand> stands = new TreeMap<>();
    statuses.forEach(
        (key, status) -> {
          SloStatus.Window period = status.windows().getLast();
          stands.put(key, new Stand(period.bad(), period.total(), status.page(), status.ticket()));
        });
    return stands;
  }

  /** Each alert's life as words: its labels, then number, state and reason of each transition. */
  Map<String, List<String>> lives() {
    Map<String, List<String>> lives = new TreeMap<>();
    audit
        .values()
        .forEach(
            transitions ->
                lives.put(
                    transitions.getFirst().labels().toString(),
                    transitions.stream()
                        .map(a -> a.transition() + " " + a.state().text() + " " + a.reason())
                        .toList()));
    return lives;
  }

  /**
   * Waits until everything the fleet told is counted and the bursts' alerts have ended.
   *
   * @param child whose work it is
   */
  static Outcome settled(String bootstrap, Fleet fleet, ChildJvm child) throws Exception {
    AtomicReference<Outcome> outcome = new AtomicReference<>();
    Waiting.await(
        "all of the events",
        child,
        bootstrap,
        () -> {
          outcome.set(read(bootstrap));
          return outcome.get().counts().equals(fleet.expected()) && !outcome.get().burstsFire();
        },
        () -> outcome.get() + " instead of " + fleet.expected());
    return outcome.get();
  }

  /** The states of each checkout's alert, by service. */
  Map<String, List<String>> burstLives() {
    Map<String, List<String>> lives = new TreeMap<>();
    for (List<Alert> transitions : audit.values()) {
      String service = transitions.getFirst().labels().get("service_name");
      if (service != null && service.startsWith("checkout-")) {
        lives.put(service, transitions.stream().map(a -> a.state().text()).toList());
      }
    }
    return lives;
  }

  /** What became of the checkouts and when, for error messages. */
  String story() {
    return audit.values().stream()
        .flatMap(List::stream)
        .filter(a -> a.labels().getOrDefault("service_name", "").startsWith("checkout-"))
        .map(
            a ->
                a.labels().get("service_name")
                    + " "
                    + a.transition()
                    + " "
                    + a.state()
                    + " "
                    + a.reason()
                    + ", clock "
                    + a.updatedAt()
                    + ", record of "
                    + a.causedAt()
                    + ": "
                    + a.annotations().get("description"))
        .collect(Collectors.joining("\n"));
  }

  /** Where an alert's transitions are not numbered 1, 2, 3; empty if nowhere. */
  List<String> gaps() {
    List<String> gaps = new ArrayList<>();
    for (List<Alert> transitions : audit.values()) {
      for (int i = 0; i < transitions.size(); i++) {
        if (transitions.get(i).transition() != i + 1) {
          gaps.add("transition " + (i + 1) + ": " + transitions.get(i));
        }
      }
    }
    return gaps;
  }

  /** Service and beginning of every alert that ever was. */
  Set<String> begins() {
    return audit.values().stream()
        .flatMap(List::stream)
        .map(alert -> alert.labels().get("service_name") + " " + alert.startsAt())
        .collect(Collectors.toSet());
  }

  private boolean burstsFire() {
    return statuses.values().stream()
        .anyMatch(
            s ->
                s.group().getOrDefault("service_name", "").startsWith("checkout-")
                    && s.page().equals("firing"));
  }

  /** The alerts' states in the audit trail, without what has a type: deliveries and incidents. */
  static List<ConsumerRecord<byte[], byte[]>> transitions(String bootstrap) {
    return records(bootstrap, "watchfire.audit").stream()
        .filter(r -> !new String(r.value(), StandardCharsets.UTF_8).contains("\"type\":\""))
        .toList();
  }

  /** Everything committed on a topic. */
  static List<ConsumerRecord<byte[], byte[]>> records(String bootstrap, String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            KafkaSettings.embedded(bootstrap).consumer(),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, PATIENCE).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("cannot read " + topic + " to its end: " + ends);
        }
      }
    }
    return records;
  }
}
