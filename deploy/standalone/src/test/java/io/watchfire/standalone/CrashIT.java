/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.watchfire.router.FreePorts;
import io.watchfire.router.RealAlertmanager;
import io.watchfire.standalone.cli.Watchfire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole of it, killed again and again under load: what stands in the end, in Kafka and in
 * Alertmanager, is what stands after an undisturbed run over the same records. {@code
 * -Dwatchfire.faults.rounds} and {@code .seed} ask for more of it.
 */
@Tag("faults")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class CrashIT {
  private static final int ROUNDS = Integer.getInteger("watchfire.faults.rounds", 10);
  private static final long SEED = Long.getLong("watchfire.faults.seed", 1L);

  /** We aim at 15 s; this allows for a machine with ten times more to do than it can. */
  private static final Duration COMES_BACK = Duration.ofSeconds(60);

  @TempDir private Path dir;
  private final List<ChildJvm> children = new ArrayList<>();
  private final List<Long> restarts = new ArrayList<>();

  @Test
  void aProcessThatIsKilledAgainAndAgainLosesInventsAndReopensNothing() throws Exception {
    Fleet fleet = new Fleet(SEED);
    List<Fleet.Sent> sent;
    Outcome disturbed;
    List<String> firing;
    try (RealAlertmanager alertmanager = alertmanager("disturbed");
        AlertmanagerWatch watch = new AlertmanagerWatch(alertmanager)) {
      int port = FreePorts.one();
      String bootstrap = "127.0.0.1:" + port;
      try (FleetLoad load = FleetLoad.start(bootstrap, fleet)) {
        ChildJvm last = killAgainAndAgain(port, alertmanager, watch, load);
        sent = load.finish();
        disturbed = Outcome.settled(bootstrap, fleet, last);
      }
      firing = awaitFiring(alertmanager, bootstrap);
      assertThat(watch.faults()).as("seed %d", SEED).isEmpty();
      assertThat(watch.episodes())
          .as("seed %d: nobody was paged for what never was", SEED)
          .allSatisfy(
              episode ->
                  assertThat(disturbed.begins())
                      .contains(episode.service() + " " + episode.startsAt()));
    } finally {
      closeChildren();
    }
    assertThat(disturbed.gaps()).as("seed %d", SEED).isEmpty();
    assertThat(disturbed.burstLives())
        .as("seed %d, bursts %s\n%s", SEED, fleet.burstTimes(), disturbed.story())
        .isEqualTo(fleet.burstLives());
    compareWithUndisturbed(fleet, sent, disturbed, firing);
    assertThat(restarts)
        .as("seed %d: milliseconds to the first alert", SEED)
        .allSatisfy(time -> assertThat(time).isLessThan(COMES_BACK.toMillis()));
  }

  private ChildJvm killAgainAndAgain(
      int port, RealAlertmanager alertmanager, AlertmanagerWatch watch, FleetLoad load)
      throws Exception {
    Random random = new Random(SEED);
    List<Long> times = new ArrayList<>();
    long began = System.currentTimeMillis();
    ChildJvm child = start("disturbed", 0, port, alertmanager);
    load.probe("probe-0");
    for (int round = 1; round <= ROUNDS; round++) {
      if (round % 3 == 0) {
        // On its way up: before, in or after restoring.
        Waiting.pause(500 + random.nextInt(9_000));
      } else {
        times.add(alertAfter(round - 1, began, watch, child, port));
        Waiting.pause(random.nextInt(5_000));
      }
      child.kill();
      began = System.currentTimeMillis();
      child = start("disturbed", round, port, alertmanager);
      load.probe("probe-" + round);
    }
    times.add(alertAfter(ROUNDS, began, watch, child, port));
    System.out.printf(
        "seed %d, %d kills, start of the JVM to the first new alert at Alertmanager, ms: %s%n",
        SEED, ROUNDS, times);
    restarts.addAll(times.subList(1, times.size()));
    return child;
  }

  private static long alertAfter(
      int round, long began, AlertmanagerWatch watch, ChildJvm child, int port) throws Exception {
    String probe = "probe-" + round;
    Waiting.await(
        "alert of " + probe,
        child,
        "127.0.0.1:" + port,
        () -> watch.firstSeen(probe) > 0,
        () -> "seed " + SEED);
    long took = watch.firstSeen(probe) - began;
    System.out.printf("round %d: first new alert after %d ms%n", round, took);
    return took;
  }

  private void compareWithUndisturbed(
      Fleet fleet, List<Fleet.Sent> sent, Outcome disturbed, List<String> firing) throws Exception {
    try (RealAlertmanager alertmanager = alertmanager("undisturbed")) {
      int port = FreePorts.one();
      String bootstrap = "127.0.0.1:" + port;
      ChildJvm child = start("undisturbed", 0, port, alertmanager);
      Waiting.await(
          "start", child, bootstrap, () -> child.output().contains("ready after"), () -> "");
      FleetLoad.replay(bootstrap, sent);
      Outcome undisturbed = Outcome.settled(bootstrap, fleet, child);
      assertThat(disturbed.stands()).as("seed %d", SEED).isEqualTo(undisturbed.stands());
      disturbed
          .coveredSince()
          .forEach(
              (group, since) ->
                  assertThat(since)
                      .as("seed %d, %s is covered", SEED, group)
                      .isCloseTo(
                          undisturbed.coveredSince().get(group), within(1, ChronoUnit.SECONDS)));
      assertThat(disturbed.lives()).as("seed %d", SEED).isEqualTo(undisturbed.lives());
      assertThat(firing).as("seed %d", SEED).isEqualTo(awaitFiring(alertmanager, bootstrap));
    } finally {
      closeChildren();
    }
  }

  /** The outages and one alert for each start, and nothing else. */
  private static List<String> awaitFiring(RealAlertmanager alertmanager, String bootstrap) {
    List<String> services = new ArrayList<>(Fleet.outages());
    IntStream.rangeClosed(0, ROUNDS).forEach(round -> services.add("probe-" + round));
    services.sort(null);
    Awaitility.await("the alerts that go on firing, " + bootstrap)
        .atMost(Waiting.PATIENCE)
        .untilAsserted(() -> assertThat(alertmanager.labels("service_name")).isEqualTo(services));
    return AlertmanagerWatch.firing(alertmanager);
  }

  private ChildJvm start(String name, int round, int port, RealAlertmanager alertmanager)
      throws IOException {
    Path data = dir.resolve(name);
    Files.createDirectories(data);
    Path config = Files.writeString(dir.resolve("config.yml"), "defaults: {enabled: false}\n");
    Path rules = Files.writeString(dir.resolve("rules.yml"), Fleet.RULES);
    ChildJvm child =
        ChildJvm.start(
            Watchfire.class,
            dir.resolve(name + "-" + round + ".log"),
            List.of(
                "up",
                "--config=" + config,
                "--data=" + data,
                "--kafka-port=" + port,
                "--http-port=0",
                "--rules=" + rules,
                "--alertmanager=" + alertmanager.url()));
    children.add(child);
    return child;
  }

  private RealAlertmanager alertmanager(String name) {
    return RealAlertmanager.start(
        dir.resolve("alertmanager-" + name), RealAlertmanager.NO_RECEIVERS);
  }

  private void closeChildren() throws InterruptedException {
    for (ChildJvm child : children) {
      child.close();
    }
    children.clear();
  }
}
