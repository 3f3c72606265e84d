/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.router.FreePorts;
import io.watchfire.standalone.cli.Watchfire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules of anomalies and forecasts, killed under load: every reading and every transition is, to
 * the letter, that of an undisturbed run over the same records. {@code -Dwatchfire.faults.seed}
 * asks for other moments.
 */
@Tag("faults")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class AnomalyCrashIT {
  private static final int KILLS = 5;
  private static final int PACE_MILLIS = 20;
  private static final long SEED = Long.getLong("watchfire.faults.seed", 1L);

  /** What the data's own clock gives a bucket before it closes. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir private Path dir;
  private final List<ChildJvm> children = new ArrayList<>();

  @Test
  void aProcessThatIsKilledJudgesEachBucketOnceAndAsIfItHadLived() throws Exception {
    Instant start = Instant.now().minus(Duration.ofDays(1)).truncatedTo(ChronoUnit.HOURS);
    SeriesOutcome undisturbed = run("undisturbed", start, Set.of());
    SeriesOutcome disturbed = run("disturbed", start, kills());
    System.out.printf(
        "seed %d, kills at %s: %s, %d alerts%n",
        SEED, kills(), disturbed.counts(), disturbed.transitions().size());
    assertThat(disturbed.repeated()).as("seed %d", SEED).isEmpty();
    disturbed
        .readings()
        .forEach(
            (key, readings) ->
                assertThat(readings)
                    .as("seed %d, readings of %s", SEED, key)
                    .isEqualTo(undisturbed.readings().get(key)));
    assertThat(disturbed.readings()).as("seed %d", SEED).isEqualTo(undisturbed.readings());
    assertThat(disturbed.transitions()).as("seed %d", SEED).isEqualTo(undisturbed.transitions());
    assertThat(undisturbed.transitions().keySet())
        .as("something did happen: two detectors, two regions and a disk")
        .anyMatch(labels -> labels.contains("orders-ewma"))
        .anyMatch(labels -> labels.contains("rule=orders,"))
        .anyMatch(labels -> labels.contains("LimitForecast"));
  }

  /** Steps before which it is killed: one in each fifth of them. */
  private static Set<Integer> kills() {
    Random random = new Random(SEED);
    int share = Shop.STEPS / KILLS;
    Set<Integer> steps = new TreeSet<>();
    for (int kill = 0; kill < KILLS; kill++) {
      steps.add(kill * share + 40 + random.nextInt(share - 40));
    }
    return steps;
  }

  private SeriesOutcome run(String name, Instant start, Set<Integer> kills) throws Exception {
    int port = FreePorts.one();
    String bootstrap = "127.0.0.1:" + port;
    Shop shop = new Shop(SEED, start);
    ChildJvm child = ready(start(name, 0, port), bootstrap);
    int round = 0;
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (KafkaProducer<String, byte[]> producer = FleetLoad.producer(bootstrap)) {
      for (int step = 0; step < Shop.STEPS; step++) {
        if (kills.contains(step)) {
          // Every other one strikes on its way up: before, in or after restoring.
          child = round % 2 == 0 ? ready(child, bootstrap) : child;
          child.kill();
          round++;
          child = start(name, round, port);
        }
        shop.step(step).forEach(sent -> FleetLoad.send(producer, sent, failure));
        if (round < kills.size()) {
          Waiting.pause(PACE_MILLIS);
        }
      }
      producer.flush();
    }
    assertThat(failure.get()).isNull();
    return settled(bootstrap, child, last(shop));
  }

  /** The last bucket that the data itself closes. */
  private static Instant last(Shop shop) {
    long newest = shop.time(Shop.STEPS - 1).minus(PATIENCE).getEpochSecond();
    return Instant.ofEpochSecond(newest - newest % Shop.STEP.toSeconds());
  }

  private static SeriesOutcome settled(String bootstrap, ChildJvm child, Instant last)
      throws Exception {
    AtomicReference<SeriesOutcome> outcome = new AtomicReference<>();
    Waiting.await(
        "readings up to " + last,
        child,
        bootstrap,
        () -> {
          outcome.set(SeriesOutcome.read(bootstrap, last));
          return outcome.get().reaches(last, Shop.GROUPS);
        },
        () -> "seed " + SEED + ", there are " + outcome.get().counts());
    child.kill();
    return outcome.get();
  }

  private static ChildJvm ready(ChildJvm child, String bootstrap) throws Exception {
    Waiting.await(
        "start", child, bootstrap, () -> child.output().contains("ready after"), () -> "");
    return child;
  }

  private ChildJvm start(String name, int round, int port) throws IOException {
    Path data = Files.createDirectories(dir.resolve(name));
    Path config = Files.writeString(dir.resolve("config.yml"), "defaults: {enabled: false}\n");
    Path rules = Files.writeString(dir.resolve("rules.yml"), Shop.RULES);
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
                "--rules=" + rules));
    children.add(child);
    return child;
  }

  @AfterEach
  void closeChildren() throws InterruptedException {
    for (ChildJvm child : children) {
      child.close();
    }
  }
}
