/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.broker.EmbeddedBroker;
import io.watchfire.router.RealAlertmanager;
import io.watchfire.runtime.kafka.KafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two instances share the work; one dies, the other takes over, and nobody is paged wrongly. */
@Tag("faults")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class TwoInstancesIT {
  private static final long SEED = Long.getLong("watchfire.faults.seed", 1L);
  private static final Duration SESSION = Duration.ofSeconds(3);

  /** What the stages ask for, {@link KafkaSettings#streams}. */
  private static final Duration TRANSACTION = Duration.ofSeconds(6);

  /** For a machine that has other things to do. */
  private static final Duration SLACK = Duration.ofSeconds(20);

  /** Enough to fall into every partition of every topic. */
  private static final int PROBES = 8;

  @TempDir private Path dir;
  private final List<ChildJvm> children = new ArrayList<>();

  @Test
  void theWorkOfAKilledInstanceMovesToTheOther() throws Exception {
    Fleet fleet = new Fleet(SEED);
    try (RealAlertmanager alertmanager =
            RealAlertmanager.start(dir.resolve("am"), RealAlertmanager.NO_RECEIVERS);
        AlertmanagerWatch watch = new AlertmanagerWatch(alertmanager);
        EmbeddedBroker broker = broker()) {
      ChildJvm dies = start("dies", broker.bootstrap(), alertmanager);
      ChildJvm lives = start("lives", broker.bootstrap(), alertmanager);
      try (FleetLoad load = FleetLoad.start(broker.bootstrap(), fleet)) {
        awaitShares(broker.bootstrap(), lives, 2);
        load.probe("before");
        awaitProbe("before", watch, lives, broker);
        dies.kill();
        long took = takeOver(load, watch, lives, broker);
        awaitShares(broker.bootstrap(), lives, 1);
        assertThat(took).isLessThan(SESSION.plus(TRANSACTION).plus(SLACK).toMillis());
        load.finish();
        Outcome outcome = Outcome.settled(broker.bootstrap(), fleet, lives);
        assertThat(outcome.gaps()).as("seed %d", SEED).isEmpty();
        assertThat(outcome.burstLives()).as("seed %d", SEED).isEqualTo(fleet.burstLives());
        awaitFiring(alertmanager);
        assertThat(watch.faults()).as("seed %d", SEED).isEmpty();
        assertThat(watch.episodes())
            .allSatisfy(
                e -> assertThat(outcome.begins()).contains(e.service() + " " + e.startsAt()));
      }
    } finally {
      for (ChildJvm child : children) {
        child.close();
      }
    }
  }

  private static long takeOver(
      FleetLoad load, AlertmanagerWatch watch, ChildJvm lives, EmbeddedBroker broker)
      throws Exception {
    long killed = System.currentTimeMillis();
    for (int i = 0; i < PROBES; i++) {
      load.probe("after-" + i);
    }
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < PROBES; i++) {
      awaitProbe("after-" + i, watch, lives, broker);
      times.add(watch.firstSeen("after-" + i) - killed);
    }
    long all = times.stream().mapToLong(Long::longValue).max().orElseThrow();
    System.out.printf(
        "seed %d, session %s, transaction timeout %s: alerts after the kill, ms: %s%n",
        SEED, SESSION, TRANSACTION, times);
    return all;
  }

  private static void awaitProbe(
      String name, AlertmanagerWatch watch, ChildJvm child, EmbeddedBroker broker)
      throws Exception {
    Waiting.await(
        "alert of " + name,
        child,
        broker.bootstrap(),
        () -> watch.firstSeen(name) > 0,
        () -> "seed " + SEED);
  }

  /** Until every stage has that many members, each with a task. */
  private static void awaitShares(String bootstrap, ChildJvm child, int members) throws Exception {
    try (Admin admin = Admin.create(KafkaSettings.embedded(bootstrap).admin())) {
      Waiting.await(
          members + " members at work in each of five groups",
          child,
          bootstrap,
          () -> {
            Map<String, List<Integer>> shares = StreamsGroups.shares(admin);
            return shares.size() == 5
                && shares.values().stream()
                    .allMatch(tasks -> tasks.size() == members && !tasks.contains(0));
          },
          () -> StreamsGroups.shares(admin).toString());
    }
  }

  private static void awaitFiring(RealAlertmanager alertmanager) {
    List<String> services = new ArrayList<>(Fleet.outages());
    services.add("before");
    IntStream.range(0, PROBES).forEach(i -> services.add("after-" + i));
    services.sort(null);
    Awaitility.await("the alerts that go on firing")
        .atMost(Waiting.PATIENCE)
        .untilAsserted(() -> assertThat(alertmanager.labels("service_name")).isEqualTo(services));
  }

  private EmbeddedBroker broker() {
    return EmbeddedBroker.start(
        dir.resolve("broker"),
        0,
        Map.of("group.streams.session.timeout.ms", Long.toString(SESSION.toMillis())));
  }

  private ChildJvm start(String name, String bootstrap, RealAlertmanager alertmanager)
      throws IOException {
    Path rules = Files.writeString(dir.resolve("rules.yml"), Fleet.RULES);
    String settings =
        """
        kafka: {bootstrap: "%s", replicationFactor: 1, minInSyncReplicas: 1}
        defaults: {enabled: false}
        stateDirectory: %s
        rules: [%s]
        router:
          alertmanagers: [{url: "%s"}]
        """
            .formatted(bootstrap, dir.resolve("state-" + name), rules, alertmanager.url());
    Path config = Files.writeString(dir.resolve(name + ".yml"), settings);
    ChildJvm child =
        ChildJvm.start(AppMain.class, dir.resolve(name + ".log"), List.of(config.toString()));
    children.add(child);
    return child;
  }
}
