/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.watchfire.broker.EmbeddedBroker;
import io.watchfire.router.AlertRouter;
import io.watchfire.router.RealAlertmanager;
import io.watchfire.router.RealPrometheus;
import io.watchfire.router.WebhookCollector;
import io.watchfire.router.WebhookCollector.Notification;
import io.watchfire.schemas.alert.Alert.Mode;
import io.watchfire.schemas.alert.AlertState;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The same alerts by the router and by Prometheus, each to an Alertmanager of its own. */
final class Rivals implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(90);
  private static final String MARKER = "Marker";

  /** An Alertmanager and what comes out of it. */
  static final class Side implements AutoCloseable {
    private final WebhookCollector collector;
    final RealAlertmanager alertmanager;

    private Side(Path dir) throws Exception {
      collector = new WebhookCollector();
      alertmanager = RealAlertmanager.start(dir, collector.config("1s", "4s"));
    }

    /** The webhooks about that alert, in order. */
    List<String> told(String name) {
      return collector.notifications().stream()
          .map(Notification::text)
          .filter(text -> text.startsWith(name + " "))
          .toList();
    }

    void awaitTold(String name, String... states) {
      List<String> expected = List.of(states).stream().map(s -> name + " " + s).toList();
      await().atMost(DEADLINE).untilAsserted(() -> assertThat(told(name)).isEqualTo(expected));
    }

    @Override
    public void close() {
      alertmanager.close();
      collector.close();
    }
  }

  final AlertTopic topic;
  final Side ours;
  final Side theirs;
  final RealPrometheus prometheus;
  private final Conditions conditions = new Conditions(List.of("A", MARKER));
  private final Map<String, Long> transitions = new HashMap<>();
  private final Map<String, Instant> starts = new HashMap<>();
  AlertRouter router;

  Rivals(EmbeddedBroker broker, Path dir, String resend) throws Exception {
    topic = new AlertTopic(broker);
    ours = new Side(dir.resolve("ours"));
    theirs = new Side(dir.resolve("theirs"));
    List<String> address = List.of(URI.create(theirs.alertmanager.url()).getAuthority());
    prometheus =
        new RealPrometheus(
            dir.resolve("prometheus"), conditions, conditions.rules(), address, resend);
    router = topic.route(ours.alertmanager.url());
  }

  List<Side> sides() {
    return List.of(ours, theirs);
  }

  void fire(String name) {
    conditions.begin(name);
    starts.put(name, Instant.now());
    publish(name, AlertState.FIRING);
  }

  void resolve(String name) {
    conditions.end(name);
    publish(name, AlertState.RESOLVED);
  }

  /** Waits until Prometheus, too, sees what the topic says already. */
  void awaitSeen(String... firing) {
    await()
        .atMost(DEADLINE)
        .untilAsserted(() -> assertThat(prometheus.firing()).containsExactly(firing));
  }

  void awaitBothTold(String name, String... states) {
    sides().forEach(side -> side.awaitTold(name, states));
  }

  /** One more alert goes all the way on both sides: what was to come out before has come out. */
  void awaitMarker() {
    fire(MARKER);
    awaitBothTold(MARKER, "firing");
    resolve(MARKER);
    awaitBothTold(MARKER, "firing", "resolved");
  }

  void restartRouter() {
    router = topic.route(ours.alertmanager.url());
  }

  @Override
  public void close() {
    topic.close();
    prometheus.close();
    sides().forEach(Side::close);
    conditions.close();
  }

  private void publish(String name, AlertState state) {
    long transition = transitions.merge(name, 1L, Long::sum);
    topic.send(TestAlerts.alert(name, state, transition, Mode.ALERT, starts.get(name)));
  }
}
