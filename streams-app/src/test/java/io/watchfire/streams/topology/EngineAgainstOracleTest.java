/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.runtime.config.Problems;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.series.Outcome;
import io.watchfire.streams.slo.GroupState;
import io.watchfire.streams.spec.SloSpec;
import io.watchfire.streams.spec.yaml.RuleFiles;
import io.watchfire.streams.topology.rules.GroupStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories through the three stages, against {@link Oracle}. To look at one failure again:
 * {@code -Dwatchfire.oracle.first=SEED -Dwatchfire.oracle.seeds=1}.
 */
class EngineAgainstOracleTest {
  private static final int LENGTH = 110;

  @TempDir Path state;

  static LongStream everyday() {
    return seeds(150);
  }

  static LongStream few() {
    return LongStream.range(10_000, 10_010);
  }

  static LongStream many() {
    return seeds(1_000);
  }

  private static LongStream seeds(long standard) {
    long first = Long.getLong("watchfire.oracle.first", 1);
    return LongStream.range(first, first + Long.getLong("watchfire.oracle.seeds", standard));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("everyday")
  void windowsAndAlertsAreThoseOfTheWrittenRules(long seed) {
    compare(seed);
  }

  @Tag("faults")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("many")
  void windowsAndAlertsAreThoseOfTheWrittenRulesInManyHistories(long seed) {
    compare(seed);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("few")
  void aRestartAtAnyMomentChangesNothing(long seed) {
    Scenario scenario = Scenario.of(seed, LENGTH);
    Random random = new Random(seed);
    Oracle oracle = new Oracle(scenario.rules, Scenario.START.toEpochMilli());
    try (Pipeline pipeline = new Pipeline(specs(scenario), Scenario.START, state)) {
      int number = 0;
      for (Scenario.Step step : scenario.steps) {
        if (random.nextInt(60) == 0) {
          pipeline.restart();
          oracle.restart(keptStates(pipeline));
        }
        play(step, pipeline, oracle);
        Comparison.compare("seed " + seed + ", step " + number++, pipeline, oracle);
      }
    }
  }

  private static Map<Oracle.GroupName, GroupState> keptStates(Pipeline pipeline) {
    Map<Oracle.GroupName, GroupState> states = new HashMap<>();
    for (GroupStore.Kept kept : pipeline.keptGroups()) {
      GroupKey key = GroupKey.of(kept.key());
      states.put(
          new Oracle.GroupName(
              key.tenant(), key.rule(), key.labels().getOrDefault("service_name", "")),
          kept.state());
    }
    return states;
  }

  @Test
  void theHistoriesHoldEverythingThatMatters() {
    Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
    Set<String> changes = new TreeSet<>();
    LongStream.range(1, 60).forEach(seed -> alone(Scenario.of(seed, LENGTH), outcomes, changes));
    assertThat(outcomes)
        .isEqualTo(EnumSet.complementOf(EnumSet.of(Outcome.REFUSED, Outcome.READING)));
    assertThat(changes)
        .contains(
            "page firing condition",
            "page inactive recovered",
            "page pending condition",
            "page resolved no_data",
            "page resolved recovered",
            "ticket firing condition",
            "ticket resolved no_data",
            "ticket resolved recovered");
  }

  private static void alone(Scenario scenario, Set<Outcome> outcomes, Set<String> changes) {
    Oracle oracle = new Oracle(scenario.rules, Scenario.START.toEpochMilli());
    for (Scenario.Step step : scenario.steps) {
      switch (step) {
        case Scenario.Send send -> oracle.arrive(send.exports());
        case Scenario.Pass pass -> oracle.pass(pass.millis());
        case Scenario.Sleep sleep -> {
          oracle.pass(oracle.untilTick());
          oracle.sleep(sleep.millis());
        }
      }
    }
    outcomes.addAll(oracle.outcomes.keySet());
    oracle.changes.forEach(
        (entry) -> {
          OracleAlert.Change change = entry.getValue();
          changes.add(change.severity() + " " + change.state() + " " + change.reason());
        });
  }

  private void compare(long seed) {
    Scenario scenario = Scenario.of(seed, LENGTH);
    Oracle oracle = new Oracle(scenario.rules, Scenario.START.toEpochMilli());
    try (Pipeline pipeline = new Pipeline(specs(scenario), Scenario.START, state)) {
      int number = 0;
      for (Scenario.Step step : scenario.steps) {
        play(step, pipeline, oracle);
        String where = "seed " + seed + ", step " + number++ + ": " + brief(step);
        Comparison.compare(where, pipeline, oracle);
      }
      assertThat(pipeline.deadLetters).isEmpty();
    }
  }

  static void play(Scenario.Step step, Pipeline pipeline, Oracle oracle) {
    oracle.step();
    pipeline.alerts.clear();
    pipeline.statuses.clear();
    switch (step) {
      case Scenario.Send send -> {
        oracle.arrive(send.exports());
        if (send.json()) {
          pipeline.send(Pipeline.METRICS_AS_JSON, Encodings.json(send.exports()));
        } else {
          pipeline.send(Pipeline.METRICS, Encodings.protobuf(send.exports()));
        }
      }
      case Scenario.Pass pass -> {
        oracle.pass(pass.millis());
        long left = pass.millis();
        for (; left > Oracle.STEP; left -= Oracle.STEP) {
          pipeline.sleep(Duration.ofMillis(Oracle.STEP));
        }
        pipeline.sleep(Duration.ofMillis(left));
      }
      case Scenario.Sleep sleep -> {
        Duration awake = Duration.ofMillis(oracle.untilTick());
        oracle.pass(awake.toMillis());
        pipeline.advance(awake);
        oracle.sleep(sleep.millis());
        pipeline.sleep(Duration.ofMillis(sleep.millis()));
      }
    }
  }

  static List<SloSpec> specs(Scenario scenario) {
    Problems problems = new Problems();
    RuleFiles files = new RuleFiles(problems);
    scenario.rules.forEach(
        (name, rule) -> files.read(name + ".yaml", rule.yaml().getBytes(StandardCharsets.UTF_8)));
    problems.throwIfAny();
    assertThat(files.rules().slos()).hasSize(scenario.rules.size());
    assertThat(files.warnings()).isEmpty();
    return files.rules().slos();
  }

  private static String brief(Scenario.Step step) {
    return switch (step) {
      case Scenario.Send send -> "send of " + send.exports().size() + " exports";
      case Scenario.Pass pass -> "pass of " + pass.millis() + " ms";
      case Scenario.Sleep sleep -> "sleep of " + sleep.millis() + " ms";
    };
  }
}
