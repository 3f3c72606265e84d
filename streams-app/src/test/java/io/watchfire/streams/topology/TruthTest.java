/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.runtime.config.Problems;
import io.watchfire.schemas.slo.SloStatus;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.spec.yaml.RuleFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was counted is what processes really served and failed, behind the quirks of SDKs,
 * Collectors and Kafka, see {@code docs/telemetry.md}. Nothing here knows the engine's rules. To
 * look at one failure again: {@code -Dwatchfire.truth.first=SEED -Dwatchfire.truth.seeds=1}.
 */
class TruthTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final Duration LENGTH = Duration.ofMinutes(20);
  private static final Duration STEP = Duration.ofSeconds(20);
  private static final String RULES =
      """
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: availability}
      spec:
        objective: 99
        by: [service_name]
        sli:
          bad: http.server.request.duration_count{http.response.status_code=~"5.."}
          total: http.server.request.duration_count
      ---
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: latency}
      spec:
        objective: 99
        by: [service_name]
        sli:
          latency: http.server.request.duration
          threshold: 500ms
      ---
      apiVersion: watchfire/v1
      kind: AnomalyRule
      metadata: {name: mean}
      spec:
        mean: http.server.request.duration
        by: [service_name]
        step: 1m
      """;

  @TempDir Path state;

  static LongStream some() {
    return seeds(30);
  }

  static LongStream many() {
    return seeds(300);
  }

  private static LongStream seeds(long standard) {
    long first = Long.getLong("watchfire.truth.first", 1);
    return LongStream.range(first, first + Long.getLong("watchfire.truth.seeds", standard));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("some")
  void whatIsCountedIsWhatWasServed(long seed) {
    compare(seed);
  }

  @Tag("faults")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("many")
  void whatIsCountedIsWhatWasServedInManyWorlds(long seed) {
    compare(seed);
  }

  private void compare(long seed) {
    Random random = new Random(seed);
    List<ServingFleet> fleets = new ArrayList<>();
    for (ServingFleet.Kind kind : ServingFleet.Kind.values()) {
      fleets.add(new ServingFleet(kind, new Random(random.nextLong()), START));
    }
    try (Pipeline pipeline = new Pipeline(rules(), START, state)) {
      for (long second = 0; second < LENGTH.toSeconds(); second++) {
        Instant now = START.plusSeconds(second);
        for (ServingFleet fleet : fleets) {
          fleet.second(now).forEach(record -> pipeline.send(Pipeline.METRICS, record));
        }
        if (second % STEP.toSeconds() == STEP.toSeconds() - 1) {
          pipeline.advance(STEP);
        }
        if (random.nextInt(600) == 0) {
          pipeline.restart();
        }
      }
      for (ServingFleet fleet : fleets) {
        fleet.drain().forEach(record -> pipeline.send(Pipeline.METRICS, record));
      }
      pipeline.pass(Duration.ofSeconds(20));
      for (ServingFleet fleet : fleets) {
        compare(seed, pipeline, fleet);
      }
    }
  }

  private static void compare(long seed, Pipeline pipeline, ServingFleet fleet) {
    String where = "seed " + seed + ", " + fleet;
    SloStatus.Window counted =
        pipeline
            .status
            .get("default//availability/service_name=" + fleet.service())
            .windows()
            .getLast();
    assertThat(new ServingProcess.Served(counted.total(), counted.bad()))
        .as(where)
        .isEqualTo(fleet.told());
    SloStatus latency = pipeline.status.get("default//latency/service_name=" + fleet.service());
    assertThat(latency.notice()).as(where).isEmpty();
    SloStatus.Window slow = latency.windows().getLast();
    if (fleet.changedBounds()) {
      assertThat(slow.total()).as(where).isBetween(1L, counted.total());
      assertThat(slow.bad()).as(where).isLessThanOrEqualTo(counted.bad());
    } else {
      assertThat(new ServingProcess.Served(slow.total(), slow.bad()))
          .as("%s, by duration", where)
          .isEqualTo(fleet.told());
    }
  }

  private static Rules rules() {
    Problems problems = new Problems();
    RuleFiles files = new RuleFiles(problems);
    files.read("truth.yaml", RULES.getBytes(StandardCharsets.UTF_8));
    problems.throwIfAny();
    return files.rules();
  }
}
