/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.runtime.config.Problems;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.schemas.series.SeriesReading;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.spec.yaml.RuleFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether little traffic alerts, from telemetry to alert. */
class MinimumTrafficTest {
  private static final String RATIO =
      "ratio: {part: 'requests_total{code=\"500\"}', of: requests_total}";
  private static final String RATE = "rate: requests_total";
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int BUSY = 1_200;
  private static final double USUAL_ERRORS = 0.02;
  private static final IntPredicate NEVER = minute -> false;

  @TempDir Path state;
  @TempDir Path other;

  @Test
  void aShareOfNearlyNothingAlertsOnlyWithoutAMinimum() {
    IntToLongFunction quietLater = minute -> minute < 200 ? BUSY : 2;
    IntToDoubleFunction failsLater = minute -> minute < 200 ? USUAL_ERRORS : 0.9;
    try (Pipeline pipeline = run(state, RATIO, "0/h", quietLater, failsLater, NEVER)) {
      assertThat(pipeline.alerts).isNotEmpty();
    }
    try (Pipeline pipeline = run(other, RATIO, "600/h", quietLater, failsLater, NEVER)) {
      assertThat(pipeline.alerts).isEmpty();
      assertThat(pipeline.readings.getLast().numbers())
          .as("shown all the same, with the band of much traffic")
          .containsKeys("value", "expected", "upper")
          .containsEntry("score", 0.0);
      assertThat(pipeline.readings.getLast().numbers().get("upper")).isLessThan(0.2);
    }
  }

  @Test
  void aShareOfNearlyNothingIsNotLearnt() {
    IntToLongFunction quietBetween = minute -> minute < 200 || minute >= 400 ? BUSY : 2;
    IntToDoubleFunction wildBetween =
        minute -> minute < 200 || minute >= 400 && minute < 440 ? USUAL_ERRORS : 0.5;
    try (Pipeline pipeline = run(state, RATIO, "600/h", quietBetween, wildBetween, NEVER)) {
      assertThat(pipeline.alerts).isNotEmpty();
      assertThat(pipeline.alerts.getFirst().startsAt())
          .as("half of much traffic fails, as half of little did")
          .isBetween(START.plus(MINUTE.multipliedBy(440)), START.plus(MINUTE.multipliedBy(443)));
    }
  }

  @Test
  void anAlertEndsWhereTrafficDoes() {
    IntToLongFunction quietLater = minute -> minute < 210 ? BUSY : 2;
    IntToDoubleFunction fails = minute -> minute < 200 ? USUAL_ERRORS : 0.9;
    try (Pipeline pipeline = run(state, RATIO, "600/h", quietLater, fails, NEVER)) {
      assertThat(pipeline.alerts)
          .extracting(alert -> alert.state())
          .containsExactly(AlertState.FIRING, AlertState.RESOLVED);
      assertThat(pipeline.alerts.getLast().reason()).isEqualTo("recovered");
    }
  }

  @Test
  void aBusyRateThatFallsToNothingAlertsAllTheSame() {
    IntToLongFunction falls = minute -> minute < 200 ? BUSY : 0;
    try (Pipeline pipeline = run(state, RATE, "600/h", falls, minute -> 0, NEVER)) {
      assertThat(pipeline.alerts).isNotEmpty();
      assertThat(pipeline.alerts.getFirst().state()).isEqualTo(AlertState.FIRING);
    }
  }

  @Test
  void aRateThatIsNeverBusyDoesNotAlert() {
    SplittableRandom random = new SplittableRandom(3);
    long[] usual = random.longs(200, 3, 6).toArray();
    IntToLongFunction quiet = minute -> minute < 200 ? usual[minute] : 60;
    try (Pipeline pipeline = run(state, RATE, "0/s", quiet, minute -> 0, NEVER)) {
      assertThat(pipeline.alerts).as("sixty a minute where there were four").isNotEmpty();
    }
    try (Pipeline pipeline = run(other, RATE, "10/s", quiet, minute -> 0, NEVER)) {
      assertThat(pipeline.alerts).isEmpty();
      SeriesReading last = pipeline.readings.getLast();
      assertThat(last.numbers().get("expected")).as("learnt all the same").isGreaterThan(0.5);
    }
  }

  @Test
  void restartsChangeNothingWhereTrafficIsLittleNowAndThen() {
    SplittableRandom random = new SplittableRandom(17);
    boolean[] quiet = new boolean[260];
    boolean[] restarts = new boolean[260];
    for (int minute = 0; minute < quiet.length; minute++) {
      quiet[minute] = random.nextInt(4) == 0;
      restarts[minute] = minute < 250 && random.nextInt(11) == 0;
    }
    IntToLongFunction traffic = minute -> quiet[minute] ? 3 : BUSY;
    IntToDoubleFunction errors = minute -> quiet[minute] ? 0.6 : USUAL_ERRORS;
    Requests requests = new Requests(traffic, errors);
    List<SeriesReading> readings;
    try (Pipeline undisturbed = run(state, RATIO, "600/h", requests, NEVER, 260)) {
      readings = List.copyOf(undisturbed.readings);
      assertThat(undisturbed.alerts).as("seed 17").isEmpty();
    }
    IntPredicate restart = minute -> restarts[minute];
    try (Pipeline pipeline = run(other, RATIO, "600/h", requests, restart, 260)) {
      assertThat(pipeline.readings).as("seed 17").isEqualTo(readings);
      assertThat(pipeline.alerts).as("seed 17").isEmpty();
    }
  }

  /** How many came in a minute, and which share of them failed. */
  private record Requests(IntToLongFunction came, IntToDoubleFunction errors) {}

  private static Pipeline run(
      Path state,
      String series,
      String minimum,
      IntToLongFunction requests,
      IntToDoubleFunction errors,
      IntPredicate restart) {
    return run(state, series, minimum, new Requests(requests, errors), restart, 460);
  }

  private static Pipeline run(
      Path state,
      String series,
      String minimum,
      Requests requests,
      IntPredicate restart,
      int minutes) {
    Pipeline pipeline = new Pipeline(rules(series, minimum), START, state);
    SplittableRandom random = new SplittableRandom(5);
    long good = 0;
    long bad = 0;
    for (int minute = 0; minute < minutes; minute++) {
      long came = requests.came().applyAsLong(minute);
      came = came == BUSY ? BUSY + random.nextInt(-100, 100) : came;
      long failed = 0;
      for (long i = 0; i < came; i++) {
        failed += random.nextDouble() < requests.errors().applyAsDouble(minute) ? 1 : 0;
      }
      good += came - failed;
      bad += failed;
      pipeline.send(
          Pipeline.METRICS,
          Otlp.resource(Map.of("service.name", "checkout"))
              .counter("requests", Map.of("code", "200"), START, pipeline.now(), good)
              .counter("requests", Map.of("code", "500"), START, pipeline.now(), bad)
              .bytes());
      pipeline.advance(MINUTE);
      if (restart.test(minute)) {
        pipeline.restart();
      }
    }
    return pipeline;
  }

  private static Rules rules(String series, String minimum) {
    Problems problems = new Problems();
    RuleFiles files = new RuleFiles(problems);
    String rule =
        """
        apiVersion: watchfire/v1
        kind: AnomalyRule
        metadata: {name: requests}
        spec:
          %s
          minimumTraffic: %s
        """
            .formatted(series, minimum);
    files.read("test.yaml", rule.getBytes(StandardCharsets.UTF_8));
    problems.throwIfAny();
    return files.rules();
  }
}
