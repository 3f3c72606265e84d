/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertJson;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.streams.grouping.Alerts;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.topology.AlertEvent;
import io.watchfire.streams.topology.KeptStore;
import io.watchfire.streams.topology.RulesAtWork;
import io.watchfire.streams.topology.Stage;
import io.watchfire.streams.topology.StreamMeters;
import io.watchfire.streams.topology.TopicNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From detections to what everybody hears, by a stage that is started anew now and then. */
class GroupingStageTest {
  private static final TopicNames NAMES = TopicNames.DEFAULT;
  private static final GroupKey ACME = new GroupKey("acme", "", "orders", Map.of());
  private static final GroupKey BOLT = new GroupKey("bolt", "", "orders", Map.of());

  @TempDir private Path state;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<Alert> audit = new ArrayList<>();
  private final Map<String, Alert> current = new HashMap<>();
  private final Set<String> forgotten = new HashSet<>();
  private TopologyTestDriver stage;
  private boolean caughtUp = true;
  private long seconds;

  @BeforeEach
  void start() {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "gather");
    config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    String bytes = Serdes.ByteArray().getClass().getName();
    config.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, bytes);
    config.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, bytes);
    Stage grouping =
        new GroupingStage(
            NAMES,
            new StreamMeters(registry),
            RulesAtWork.alone(Rules.of(List.of())),
            () -> caughtUp);
    stage = new TopologyTestDriver(grouping.topology(), config, Alerts.TIME.plusSeconds(seconds));
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void thirtyOfFortyAreOneAlert() {
    send(ACME, new AlertEvent.GroupCount(0, 40));
    send(ACME, 0, 30, group -> new AlertEvent.Transition(Alerts.fires(group), -1));
    pass(10);
    assertThat(names()).containsExactly("AnomalyOfMany");
    assertThat(current).containsOnlyKeys(audit.getFirst().fingerprint());
    assertThat(count("watchfire_detections")).isEqualTo(30);
    assertThat(count("watchfire_alert_transitions")).isEqualTo(1);
  }

  @Test
  void threeOfFortyAreThree() {
    send(ACME, new AlertEvent.GroupCount(0, 40));
    send(ACME, 0, 3, group -> new AlertEvent.Transition(Alerts.fires(group), -1));
    pass(10);
    assertThat(names()).containsExactly("Anomaly", "Anomaly", "Anomaly");
    assertThat(current).hasSize(3);
  }

  @Test
  void tenantsAreNeverMixed() {
    send(ACME, new AlertEvent.GroupCount(0, 40));
    send(BOLT, new AlertEvent.GroupCount(0, 40));
    send(ACME, 0, 6, group -> new AlertEvent.Transition(Alerts.fires(group), -1));
    send(BOLT, 6, 12, group -> new AlertEvent.Transition(Alerts.fires(group), -1));
    pass(10);
    assertThat(names()).hasSize(12).containsOnly("Anomaly");
  }

  @Test
  void aRestartInTheMiddleTellsNothingTwiceAndForgetsNobody() {
    send(ACME, new AlertEvent.GroupCount(0, 40));
    send(ACME, 0, 2, group -> new AlertEvent.Transition(Alerts.fires(group), -1));
    pass(3);
    restart();
    assertThat(audit).isEmpty();
    pass(1);
    assertThat(audit).as("5 s after it was first seen, not after the start").isEmpty();
    pass(1);
    assertThat(names()).containsExactly("Anomaly", "Anomaly");
    send(ACME, 2, 20, group -> new AlertEvent.Transition(Alerts.fires(group), -1));
    restart();
    pass(10);
    assertThat(names()).containsExactly("Anomaly", "Anomaly", "AnomalyOfMany");
    restart();
    send(ACME, 20, 30, group -> new AlertEvent.Transition(Alerts.fires(group), -1));
    pass(10);
    assertThat(audit).hasSize(3);
    send(ACME, 0, 29, group -> new AlertEvent.Transition(Alerts.ends(group), 0));
    restart();
    pass(1);
    restart();
    pass(70);
    assertThat(names().subList(3, audit.size()))
        .containsExactly("Anomaly", "Anomaly", "AnomalyOfMany", "Anomaly");
    assertThat(audit.get(5).state()).isEqualTo(AlertState.RESOLVED);
    assertThat(audit.get(5).fingerprint()).isEqualTo(audit.get(2).fingerprint());
    assertThat(audit.getLast()).isEqualTo(Alerts.fires(29));
  }

  @Test
  void whatWasSentWhileNobodyRanIsReadBeforeAnybodyIsTold() {
    caughtUp = false;
    send(ACME, new AlertEvent.GroupCount(0, 40));
    send(ACME, 0, 3, group -> new AlertEvent.Transition(Alerts.fires(group), -1));
    pass(30);
    assertThat(audit).isEmpty();
    send(ACME, 0, 3, group -> new AlertEvent.Transition(Alerts.ends(group), 0));
    caughtUp = true;
    pass(30);
    assertThat(audit).isEmpty();
  }

  @Test
  void refreshesAndForgettingAreOfTheCurrentStateOnly() {
    send(ACME, new AlertEvent.GroupCount(0, 40));
    send(ACME, 0, 1, group -> new AlertEvent.Transition(Alerts.fires(group), -1));
    pass(5);
    send(ACME, 1, 30, group -> new AlertEvent.Transition(Alerts.fires(group), -1));
    pass(5);
    current.clear();
    send(ACME, 0, 30, group -> new AlertEvent.Refresh(Alerts.fires(group)));
    assertThat(current.values()).containsExactly(Alerts.fires(0));
    current.clear();
    pass(60);
    assertThat(current.values())
        .singleElement()
        .satisfies(alert -> assertThat(name(alert)).isEqualTo("AnomalyOfMany"));
    assertThat(audit).hasSize(2);
    send(ACME, new AlertEvent.Forgotten("0123456789abcdef"));
    assertThat(forgotten).containsExactly("0123456789abcdef");
  }

  @Test
  void aRuleThatIsGoneLeavesNothingBehind() {
    send(ACME, new AlertEvent.GroupCount(0, 40));
    send(ACME, 0, 30, group -> new AlertEvent.Transition(Alerts.fires(group), -1));
    pass(5);
    send(ACME, 0, 30, group -> new AlertEvent.Transition(Alerts.ends(group), 0));
    send(ACME, new AlertEvent.GroupCount(0, 0));
    pass(2);
    assertThat(audit)
        .extracting(Alert::state)
        .containsExactly(AlertState.FIRING, AlertState.RESOLVED);
    stage.advanceWallClockTime(Duration.ofDays(2));
    take();
    assertThat(forgotten).containsExactly(audit.getFirst().fingerprint());
    assertThat(KeptStore.contents(stage, GroupingProcessor.STORE)).isEmpty();
  }

  private void restart() {
    Map<Bytes, byte[]> kept = KeptStore.contents(stage, GroupingProcessor.STORE);
    stage.close();
    KeptStore.restore(state.resolve("gather"), GroupingProcessor.STORE, kept);
    start();
  }

  private void send(GroupKey to, int from, int until, Function<Integer, AlertEvent> detections) {
    for (int group = from; group < until; group++) {
      send(to, detections.apply(group));
    }
  }

  private void send(GroupKey to, AlertEvent detection) {
    stage
        .createInputTopic(NAMES.detections(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(to.bytes(), detection.write());
    take();
  }

  private void pass(int time) {
    for (int second = 0; second < time; second++) {
      seconds++;
      stage.advanceWallClockTime(Duration.ofSeconds(1));
      take();
    }
  }

  private void take() {
    for (TestRecord<byte[], byte[]> record : records(NAMES.audit())) {
      audit.add(new AlertJson().read(record.value()));
    }
    for (TestRecord<byte[], byte[]> record : records(NAMES.alerts())) {
      String fingerprint = new String(record.key(), StandardCharsets.UTF_8);
      if (record.value() == null) {
        forgotten.add(fingerprint);
      } else {
        current.put(fingerprint, new AlertJson().read(record.value()));
      }
    }
  }

  private List<TestRecord<byte[], byte[]>> records(String topic) {
    return stage
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  private double count(String name) {
    return registry.counter(name, "state", "firing").count();
  }

  private List<String> names() {
    return audit.stream().map(GroupingStageTest::name).toList();
  }

  private static String name(Alert alert) {
    return alert.labels().getOrDefault("alertname", "");
  }
}
