/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.watchfire.broker.EmbeddedBroker;
import io.watchfire.router.RealAlertmanager;
import io.watchfire.schemas.alert.Alert;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A broker, two Alertmanagers and a router, each of which a step may restart. */
final class ConvergenceWorld implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(90);

  private final RandomGenerator random;
  private final Path kafka;
  private final AlertLog log;
  private final AlertTopic topic;
  private final List<PolledPeer> members = new ArrayList<>();
  private final List<String> story = new ArrayList<>();
  private EmbeddedBroker broker;
  private final @Nullable Path routerLog;
  private AutoCloseable router;
  private int sent;

  /**
   * Starts everything.
   *
   * @param killed whether the router is a process that is killed, or is closed
   */
  ConvergenceWorld(Path dir, RandomGenerator random, boolean killed) throws Exception {
    this.random = random;
    this.routerLog = killed ? dir.resolve("router.log") : null;
    this.kafka = dir.resolve("kafka");
    this.log = new AlertLog(random, IntStream.range(0, 12).mapToObj(i -> "A" + i).toList());
    this.broker = EmbeddedBroker.start(kafka, 0, Map.of());
    this.topic = new AlertTopic(broker);
    for (int i = 0; i < 2; i++) {
      members.add(
          new PolledPeer(
              RealAlertmanager.start(dir.resolve("am" + i), RealAlertmanager.NO_RECEIVERS)));
    }
    this.router = route();
  }

  /** Whatever happens next, and a look at each Alertmanager. */
  void step() throws Exception {
    switch (random.nextInt(12)) {
      case 0 -> restartRouter();
      case 1 -> restartMember();
      case 2 -> restartBroker();
      case 3, 4 -> awaitConverged();
      default -> change();
    }
    members.forEach(PolledPeer::poll);
  }

  /** Waits until each Alertmanager shows exactly what fires. */
  void awaitConverged() {
    story.add("wait for " + log.firing());
    for (PolledPeer member : members) {
      await()
          .atMost(DEADLINE)
          .untilAsserted(() -> assertThat(member.poll()).as("%s", story()).isEqualTo(log.firing()));
    }
  }

  List<String> reopened() {
    return members.stream().flatMap(member -> member.reopened().stream()).toList();
  }

  String story() {
    return String.join("\n", story);
  }

  @Override
  public void close() throws Exception {
    router.close();
    topic.close();
    members.forEach(member -> member.alertmanager.close());
    broker.close();
  }

  private void change() {
    for (int i = random.nextInt(6); i >= 0; i--) {
      log.change(Instant.now());
    }
    List<Alert> changed = log.from(sent).stream().map(StateRecord::alert).toList();
    changed.forEach(
        a -> story.add("send " + a.labels() + " " + a.mode() + " " + a.state() + a.annotations()));
    topic.send(changed.toArray(Alert[]::new));
    sent = log.size();
  }

  private void restartRouter() throws Exception {
    story.add("restart the router");
    router.close();
    router = route();
  }

  private void restartMember() {
    int member = random.nextInt(members.size());
    story.add("kill and restart member " + member);
    members.get(member).restart();
  }

  private void restartBroker() {
    story.add("restart the broker");
    int port = broker.port();
    broker.close();
    broker = EmbeddedBroker.start(kafka, port, Map.of());
  }

  private AutoCloseable route() throws IOException {
    String[] urls = members.stream().map(m -> m.alertmanager.url()).toArray(String[]::new);
    return routerLog == null ? topic.route(urls) : topic.spawn(routerLog, urls);
  }
}
