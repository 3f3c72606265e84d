/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.runtime.config.Problems;
import io.watchfire.schemas.series.SeriesReading;
import io.watchfire.streams.engine.SeriesCommand;
import io.watchfire.streams.engine.SeriesCommand.Kind;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.spec.yaml.RuleFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators tell rules that judge a series, among the numbers and over restarts. */
class SeriesCommandsTest {
  private static final String RULES =
      """
      apiVersion: watchfire/v1
      kind: AnomalyRule
      metadata: {name: orders}
      spec: {rate: orders_total, by: [region]}
      ---
      apiVersion: watchfire/v1
      kind: ForecastRule
      metadata: {name: stock}
      spec: {gauge: stock, limit: 1000, horizon: 4h}
      ---
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: checkout}
      spec:
        objective: 99
        sli: {bad: 'failures_total', total: 'orders_total'}
      """;
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int TOLD_AT = 150;
  private static final int MINUTES = 260;

  @TempDir Path state;
  @TempDir Path other;

  @Test
  void aFrozenGroupSaysSoAndStillKnowsWhatItKnew() {
    try (Pipeline pipeline = new Pipeline(rules(), START, state)) {
      run(pipeline, Kind.FREEZE, null, minute -> false);
      SeriesReading before = reading(pipeline, TOLD_AT - 5);
      SeriesReading last = reading(pipeline, MINUTES - 5);
      assertThat(before.frozen()).isFalse();
      assertThat(last.frozen()).isTrue();
      assertThat(last.numbers().get("expected")).isBetween(15.0, 25.0);
    }
    try (Pipeline pipeline = new Pipeline(rules(), START, other)) {
      run(pipeline, null, null, minute -> false);
      SeriesReading last = reading(pipeline, MINUTES - 5);
      assertThat(last.frozen()).isFalse();
      assertThat(last.numbers().get("expected")).isLessThan(10.0);
    }
  }

  @Test
  void aFreezeEndsByTheTimeOfTheBuckets() {
    Instant until = START.plus(MINUTE.multipliedBy(TOLD_AT + 20));
    try (Pipeline pipeline = new Pipeline(rules(), START, state)) {
      run(pipeline, Kind.FREEZE, until, minute -> false);
      List<SeriesReading> frozen =
          pipeline.readings.stream()
              .filter(reading -> reading.rule().equals("orders") && reading.frozen())
              .toList();
      assertThat(frozen).hasSizeBetween(20, 22);
      assertThat(frozen.getLast().time()).isEqualTo(until);
    }
  }

  @Test
  void aGroupThatForgetsLearnsAnew() {
    try (Pipeline pipeline = new Pipeline(rules(), START, state)) {
      run(pipeline, Kind.FORGET, null, minute -> false);
      assertThat(reading(pipeline, TOLD_AT - 5).learning()).isFalse();
      assertThat(reading(pipeline, TOLD_AT + 5).learning()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void restartsRightAfterACommandAndLaterChangeNothing(Kind kind) {
    List<SeriesReading> readings;
    try (Pipeline undisturbed = new Pipeline(rules(), START, state)) {
      run(undisturbed, kind, null, minute -> false);
      readings = byRule(undisturbed);
    }
    try (Pipeline pipeline = new Pipeline(rules(), START, other)) {
      run(
          pipeline,
          kind,
          null,
          minute -> minute >= TOLD_AT - 1 && minute < 250 && minute % 9 == TOLD_AT % 9);
      assertThat(byRule(pipeline)).isEqualTo(readings);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 19, 20, 21, 30})
  void aRestartOnEitherSideOfTheEndOfAFreezeChangesNothing(int restartAfter) {
    Instant until = START.plus(MINUTE.multipliedBy(TOLD_AT + 20));
    List<SeriesReading> readings;
    try (Pipeline undisturbed = new Pipeline(rules(), START, state)) {
      run(undisturbed, Kind.FREEZE, until, minute -> false);
      readings = byRule(undisturbed);
    }
    try (Pipeline pipeline = new Pipeline(rules(), START, other)) {
      run(pipeline, Kind.FREEZE, until, minute -> minute == TOLD_AT + restartAfter);
      assertThat(byRule(pipeline)).isEqualTo(readings);
    }
  }

  @Test
  void onlyTheRuleThatIsMeantObeysAndNoGroupBeginsForACommand() {
    try (Pipeline pipeline = new Pipeline(rules(), START, state)) {
      Shop shop = new Shop(7);
      for (int minute = 0; minute < 10; minute++) {
        shop.minute(pipeline, minute);
      }
      int groups = pipeline.keptGroups().size();
      double unknown = pipeline.count("watchfire_sums", "result", "unknown_rule");
      pipeline.tell(new SeriesCommand(Kind.FREEZE, "stock", "ops", pipeline.now(), null));
      assertThat(pipeline.count("watchfire_sums", "result", "unknown_rule")).isEqualTo(unknown);
      for (int minute = 10; minute < 20; minute++) {
        shop.minute(pipeline, minute);
      }
      assertThat(pipeline.readings.stream().filter(SeriesReading::frozen))
          .isNotEmpty()
          .allSatisfy(reading -> assertThat(reading.rule()).isEqualTo("stock"));
      assertThat(pipeline.keptGroups()).hasSize(groups);
      assertThat(pipeline.count("watchfire_series_commands", "result", "obeyed")).isEqualTo(1);
    }
  }

  /** Told at a minute after which orders halve; restarted after the minutes that are picked. */
  private static void run(Pipeline pipeline, Kind kind, Instant until, IntPredicate restart) {
    Shop shop = new Shop(5);
    for (int minute = 0; minute < MINUTES; minute++) {
      shop.minute(pipeline, minute);
      if (minute == TOLD_AT && kind != null) {
        pipeline.tell(new SeriesCommand(kind, null, "ops", pipeline.now(), until));
      }
      if (kind == Kind.UNFREEZE && minute == TOLD_AT - 20) {
        pipeline.tell(new SeriesCommand(Kind.FREEZE, null, "ops", pipeline.now(), null));
      }
      if (restart.test(minute)) {
        pipeline.restart();
      }
    }
  }

  /** Which group of several is judged first is left open. */
  private static List<SeriesReading> byRule(Pipeline pipeline) {
    return pipeline.readings.stream().sorted(Comparator.comparing(SeriesReading::rule)).toList();
  }

  private static SeriesReading reading(Pipeline pipeline, int minute) {
    Instant end = START.plus(MINUTE.multipliedBy(minute));
    return pipeline.readings.stream()
        .filter(reading -> reading.rule().equals("orders") && reading.time().equals(end))
        .findFirst()
        .orElseThrow();
  }

  /** Orders of one region, some 20 a second and after a while less, and what is left in stock. */
  private static final class Shop {
    private final SplittableRandom random;
    private long orders;

    Shop(long seed) {
      random = new SplittableRandom(seed);
    }

    void minute(Pipeline pipeline, int minute) {
      orders += (minute > TOLD_AT + 2 ? 300 : 1_200) + random.nextInt(-100, 100);
      pipeline.send(
          Pipeline.METRICS,
          Otlp.resource(Map.of("service.name", "checkout"))
              .counter("orders", Map.of("region", "eu"), START, pipeline.now(), orders)
              .gauge("stock", Map.of(), pipeline.now(), 100 + minute * 0.2 + random.nextDouble())
              .bytes());
      pipeline.advance(MINUTE);
    }
  }

  private static Rules rules() {
    Problems problems = new Problems();
    RuleFiles files = new RuleFiles(problems);
    files.read("test.yaml", RULES.getBytes(StandardCharsets.UTF_8));
    problems.throwIfAny();
    return files.rules();
  }
}
