/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.watchfire.broker.EmbeddedBroker;
import io.watchfire.runtime.config.ConfigFile;
import io.watchfire.runtime.config.Problems;
import io.watchfire.runtime.kafka.KafkaSettings;
import io.watchfire.runtime.kafka.Topics;
import io.watchfire.streams.app.StreamsApp;
import io.watchfire.streams.app.StreamsAppConfig;
import io.watchfire.streams.app.TopicPlan;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.spec.yaml.RuleFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** A broker in this JVM and, once started, the stages on it, by default settings. */
final class Stack implements AutoCloseable {
  static final String INPUT = "otlp_metrics";

  private static final String RULES =
      """
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: availability}
      spec:
        objective: 99.9
        sli:
          bad: bench.requests{status_code=~"5.."}
          total: bench.requests
        by: [service_name]
        maxGroups: 1000000
      ---
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: trial}
      spec:
        objective: 99
        sli:
          bad: trial.requests{outcome="bad"}
          total: trial.requests
        by: [service_name]
        tiers: [{severity: page, budgetPercent: 0.001, long: 1h, short: 5m}]
        maxGroups: 1000000
      """;

  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final KafkaSettings kafka;
  final Path directory;

  private final EmbeddedBroker broker;
  private final StreamsApp app;
  private final Counter matched = registry.counter("watchfire_points", "result", "matched");
  private final Counter unmatched = registry.counter("watchfire_points", "result", "unmatched");
  private final Counter taken = registry.counter("watchfire_sums", "result", "taken");
  private final Counter sumsTaken = registry.counter("watchfire_series_sums", "result", "taken");
  private final Counter superseded = registry.counter("watchfire_sums", "result", "superseded");

  private Stack(Path directory, String yaml, boolean defaults) {
    this.directory = directory;
    this.broker = EmbeddedBroker.start(directory.resolve("kafka"), 0, Map.of());
    this.kafka = KafkaSettings.embedded(broker.bootstrap());
    Problems problems = new Problems();
    StreamsAppConfig config =
        StreamsAppConfig.read(ConfigFile.load(null, Map.of(), problems))
            .withPlace(kafka, directory.resolve("state"), List.of());
    RuleFiles rules = new RuleFiles(problems);
    rules.read("benchmark", yaml.getBytes(StandardCharsets.UTF_8));
    problems.throwIfAny();
    try (Admin admin = Admin.create(kafka.admin())) {
      Topics.createAndAwait(admin, new TopicPlan(config).topics());
    }
    Rules all = defaults ? rules.rules().plus(config.defaults().rules()) : rules.rules();
    this.app = new StreamsApp(config, all, registry);
  }

  static Stack start() throws IOException {
    return new Stack(Files.createTempDirectory("watchfire-benchmark"), RULES, false);
  }

  /** One with more rules, and with those that come without a file. */
  static Stack startWith(String yaml) throws IOException {
    return new Stack(Files.createTempDirectory("watchfire-benchmark"), RULES + yaml, true);
  }

  /** Starts the stages and waits until all of them work. */
  void startApp() {
    app.start();
    await("ready", Duration.ofMinutes(2), () -> app.problems().isEmpty());
  }

  /** Starts the stages without waiting. */
  void beginApp() {
    app.start();
  }

  /** Data points that the first stage has seen. */
  double points() {
    return matched.count() + unmatched.count();
  }

  /** Partial sums that the last stage has taken or refused. */
  double sums() {
    return taken.count() + superseded.count();
  }

  /** Partial sums that rules of series have taken. */
  double sumsTaken() {
    return sumsTaken.count();
  }

  static void await(String what, Duration atMost, BooleanSupplier condition) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("not " + what + " within " + atMost);
      }
      pause(5);
    }
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    app.close();
    broker.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
