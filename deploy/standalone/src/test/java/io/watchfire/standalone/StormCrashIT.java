/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.router.FreePorts;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertJson;
import io.watchfire.schemas.otlp.Temporality;
import io.watchfire.standalone.cli.Watchfire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thirty of forty shops break, and the process is killed while their alerts are held, while they
 * are withheld, and while they end: people hear of one alert, once, and of its end.
 */
@Tag("faults")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class StormCrashIT {
  private static final long SEED = Long.getLong("watchfire.faults.seed", 1L);
  private static final Duration STEP = Duration.ofSeconds(5);
  private static final int SHOPS = 40;
  private static final int BROKEN = 30;
  private static final int LEARNT = 300;
  private static final int BREAK = 40;
  private static final int AFTER = 60;

  /** Longer than alerts are held; the kill strikes before, in or after it. */
  private static final int HELD_MILLIS = 7_000;

  private static final String RULE =
      """
      apiVersion: watchfire/v1
      kind: AnomalyRule
      metadata:
        name: orders
      spec:
        service: checkout
        rate: orders_total
        by: [shop]
        step: 5s
        direction: below
        minRelativeDeviation: 0.5
        falseAlerts: 1 per 1000000 values
        rest: 10m
        clearAfter: 1m
      """;

  @TempDir private Path dir;
  private final Random random = new Random(SEED);
  private final Instant start =
      Instant.now().minus(Duration.ofHours(6)).truncatedTo(ChronoUnit.HOURS);
  private final Map<String, Long> counts = new TreeMap<>();
  private final List<ChildJvm> children = new ArrayList<>();
  private int step;

  @Test
  void aProcessThatIsKilledTellsOfOneCauseOnce() throws Exception {
    int port = FreePorts.one();
    String bootstrap = "127.0.0.1:" + port;
    ChildJvm child = ready(start(port), bootstrap);
    send(bootstrap, LEARNT, 0);
    send(bootstrap, BREAK, BROKEN);
    child = killed(child, port);
    await("the one alert", child, bootstrap, List.of("AnomalyOfMany firing"));
    child = killed(child, port);
    send(bootstrap, AFTER, 0);
    child = killed(child, port);
    List<String> both = List.of("AnomalyOfMany firing", "AnomalyOfMany resolved");
    await("its end", child, bootstrap, both);
    Waiting.pause(HELD_MILLIS);
    List<Alert> audit = audit(bootstrap);
    assertThat(names(audit)).as("seed %d", SEED).isEqualTo(both);
    assertThat(audit.getFirst().annotations().get("series")).isEqualTo(Integer.toString(SHOPS));
    assertThat(audit.getFirst().annotations().get("firing")).isEqualTo(Integer.toString(BROKEN));
    assertThat(audit.getLast().fingerprint()).isEqualTo(audit.getFirst().fingerprint());
  }

  /** Some 20 orders a second of each shop, and hardly any of the first ones. */
  private void send(String bootstrap, int steps, int broken) {
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (KafkaProducer<String, byte[]> producer = FleetLoad.producer(bootstrap)) {
      for (int end = step + steps; step < end; step++) {
        for (int shop = 0; shop < SHOPS; shop++) {
          long orders = shop < broken ? 2 : 95 + random.nextInt(10);
          counts.merge("s%02d".formatted(shop), orders, Long::sum);
        }
        Telemetry telemetry = Telemetry.of("acme", "checkout", "one");
        Instant time = start.plus(STEP.multipliedBy(step));
        telemetry.counter("orders", Temporality.CUMULATIVE, "shop", counts, start, time);
        FleetLoad.send(producer, new Fleet.Sent("one", telemetry.bytes()), failure);
      }
      producer.flush();
    }
    assertThat(failure.get()).isNull();
  }

  private ChildJvm killed(ChildJvm child, int port) throws Exception {
    Waiting.pause(random.nextInt(HELD_MILLIS));
    child.kill();
    return ready(start(port), "127.0.0.1:" + port);
  }

  private static void await(String what, ChildJvm child, String bootstrap, List<String> names)
      throws Exception {
    Waiting.await(
        what,
        child,
        bootstrap,
        () -> audit(bootstrap).size() >= names.size(),
        () -> "seed " + SEED + ", there are " + names(audit(bootstrap)));
    assertThat(names(audit(bootstrap))).as("seed %d", SEED).isEqualTo(names);
  }

  private static List<Alert> audit(String bootstrap) {
    return Outcome.transitions(bootstrap).stream()
        .map(record -> new AlertJson().read(record.value()))
        .toList();
  }

  private static List<String> names(List<Alert> audit) {
    return audit.stream()
        .map(alert -> alert.labels().get("alertname") + ' ' + alert.state().text())
        .toList();
  }

  private static ChildJvm ready(ChildJvm child, String bootstrap) throws Exception {
    Waiting.await(
        "start", child, bootstrap, () -> child.output().contains("ready after"), () -> "");
    return child;
  }

  private ChildJvm start(int port) throws IOException {
    Path config = Files.writeString(dir.resolve("config.yml"), "defaults: {enabled: false}\n");
    Path rules = Files.writeString(dir.resolve("rules.yml"), RULE);
    ChildJvm child =
        ChildJvm.start(
            Watchfire.class,
            dir.resolve("run-" + children.size() + ".log"),
            List.of(
                "up",
                "--config=" + config,
                "--data=" + Files.createDirectories(dir.resolve("data")),
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
