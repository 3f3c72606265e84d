/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.watchfire.broker.EmbeddedBroker;
import io.watchfire.router.AlertRouter;
import io.watchfire.router.AlertmanagerCluster;
import io.watchfire.router.RealAlertmanager;
import io.watchfire.router.WebhookCollector;
import io.watchfire.router.WebhookCollector.Notification;
import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.Alert.Mode;
import io.watchfire.schemas.alert.AlertState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A topic of alerts, three Alertmanagers behind gates, and the webhooks that come out of them. */
final class RoutedCluster implements AutoCloseable {
  static final int SIZE = 3;
  static final Duration DEADLINE = Duration.ofSeconds(90);
  private static final String MARKER = "Marker";

  final AlertTopic topic;
  final AlertmanagerCluster cluster;
  private final WebhookCollector collector;
  private final List<Gate> gates = new ArrayList<>();
  private final Instant start = Instant.now();
  private int markers;

  RoutedCluster(EmbeddedBroker broker, Path dir, String wait, String interval, String... options)
      throws Exception {
    topic = new AlertTopic(broker);
    collector = new WebhookCollector();
    cluster = AlertmanagerCluster.start(dir, collector.config(wait, interval), SIZE, options);
    for (RealAlertmanager member : cluster.members()) {
      gates.add(new Gate(member.url()));
    }
  }

  /** One that is settled, and whose members wait for each other less than for the next flush. */
  static RoutedCluster settled(EmbeddedBroker broker, Path dir) throws Exception {
    RoutedCluster world =
        new RoutedCluster(
            broker,
            dir,
            "1s",
            "3s",
            "--cluster.peer-timeout=500ms",
            "--cluster.gossip-interval=50ms",
            "--cluster.pushpull-interval=1s",
            "--cluster.reconnect-interval=1s");
    world.cluster.awaitSettled();
    return world;
  }

  /** A router that tells all three. */
  AlertRouter route(Duration resend) {
    return topic.route(
        resend,
        Map.of(),
        Map.of(),
        gates.stream().map(g -> AlertmanagerConfig.of(g.url())).toArray(AlertmanagerConfig[]::new));
  }

  Gate gate(int member) {
    return gates.get(member);
  }

  Alert firing(String name) {
    return TestAlerts.alert(name, AlertState.FIRING, 1, Mode.ALERT, start);
  }

  Alert resolved(String name) {
    return TestAlerts.alert(name, AlertState.RESOLVED, 2, Mode.ALERT, start);
  }

  /** One alert fires everywhere, and people have heard of it. */
  void fireAndHear() {
    topic.send(firing("A"));
    awaitEverywhere("A");
    awaitTold("A firing");
  }

  /** Waits until every member shows exactly these. */
  void awaitEverywhere(String... names) {
    cluster.members().forEach(member -> awaitAt(member, DEADLINE, List.of(names)));
  }

  static void awaitAt(RealAlertmanager member, Duration deadline, List<String> names) {
    await()
        .atMost(deadline)
        .untilAsserted(() -> assertThat(member.labels("alertname")).isEqualTo(names));
  }

  /** The webhooks so far, without those of markers. */
  List<String> told() {
    return collector.notifications().stream()
        .map(Notification::text)
        .filter(text -> !text.startsWith(MARKER))
        .toList();
  }

  void awaitTold(String... texts) {
    await().atMost(DEADLINE).untilAsserted(() -> assertThat(told()).containsExactly(texts));
  }

  void awaitLastTold(String text) {
    await().atMost(DEADLINE).untilAsserted(() -> assertThat(told()).last().isEqualTo(text));
  }

  /**
   * Lets one more alert go all the way, and end: what was to come out before has come out. An
   * absence cannot be awaited.
   */
  void awaitMarker() {
    String name = MARKER + ++markers;
    topic.send(TestAlerts.alert(name, AlertState.FIRING, 1, Mode.ALERT, start));
    awaitMarked(name + " firing");
    topic.send(TestAlerts.alert(name, AlertState.RESOLVED, 2, Mode.ALERT, start));
    awaitMarked(name + " resolved");
  }

  private void awaitMarked(String text) {
    await()
        .atMost(DEADLINE)
        .untilAsserted(
            () ->
                assertThat(collector.notifications())
                    .extracting(Notification::text)
                    .contains(text));
  }

  @Override
  public void close() {
    topic.close();
    gates.forEach(Gate::close);
    cluster.close();
    collector.close();
  }
}
