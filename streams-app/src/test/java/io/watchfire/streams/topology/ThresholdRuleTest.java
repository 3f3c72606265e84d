/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.runtime.config.Problems;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.spec.yaml.RuleFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules of limits, from telemetry to alert. */
class ThresholdRuleTest {
  private static final String QUEUE =
      """
      apiVersion: watchfire/v1
      kind: ThresholdRule
      metadata:
        name: queue
        labels: {team: mail}
      spec:
        service: mailer
        gauge: queue.length
        aggregate: max
        by: [shard]
        above: 100
        for: 5m
        keepFiringFor: 3m
        severity: page
      """;
  private static final String ERRORS =
      """
      apiVersion: watchfire/v1
      kind: ThresholdRule
      metadata: {name: errors}
      spec:
        ratio: {part: errors_total, of: calls_total}
        above: 0.5
        minEvents: 100
      """;
  private static final Instant START = Instant.parse("2026-11-30T10:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path state;

  private Pipeline pipeline;
  private long calls;
  private long errors;

  @BeforeEach
  void nothingWasCountedYet() {
    calls = 0;
    errors = 0;
  }

  @Test
  void itFiresOnceTheLimitWasExceededForThatLongByTheDataAndEndsAfterItsPatience() {
    try (Pipeline started = pipeline(QUEUE)) {
      readings(10, 20);
      Instant broke = started.now();
      readings(1, 150);
      readings(4, 170);
      assertThat(states()).as("not for long enough").containsExactly("pending");
      readings(4, 170);
      Alert alert = started.alerts.getLast();
      assertThat(states()).containsExactly("pending", "firing");
      assertThat(alert.labels())
          .containsEntry("alertname", "ThresholdExceeded")
          .containsEntry("rule", "queue")
          .containsEntry("shard", "a")
          .containsEntry("service", "mailer")
          .containsEntry("team", "mail")
          .containsEntry("severity", "page");
      assertThat(alert.annotations().get("summary"))
          .isEqualTo("mailer: queue is above the limit of 100");
      assertThat(alert.annotations().get("description"))
          .isEqualTo("170 came, above the limit of 100. Since " + broke + ".");
      assertThat(alert.startsAt()).isEqualTo(broke.plus(Duration.ofMinutes(5)));
      readings(2, 20);
      readings(1, 120);
      readings(3, 20);
      assertThat(states()).as("it is kept firing").containsExactly("pending", "firing");
      readings(4, 20);
      assertThat(states()).containsExactly("pending", "firing", "resolved");
      assertThat(started.alerts.getLast().reason()).isEqualTo("recovered");
    }
  }

  @Test
  void whatIsExceededForLessThanThatIsForgotten() {
    try (Pipeline started = pipeline(QUEUE)) {
      readings(5, 20);
      for (int i = 0; i < 5; i++) {
        readings(4, 150);
        readings(1, 20);
      }
      readings(3, 20);
      assertThat(states()).doesNotContain("firing").contains("pending", "inactive");
    }
  }

  @Test
  void restartsChangeNothing() {
    try (Pipeline started = pipeline(QUEUE)) {
      readings(10, 20);
      Instant broke = started.now();
      for (int i = 0; i < 9; i++) {
        readings(1, 170);
        started.restart();
      }
      assertThat(states()).containsExactly("pending", "firing");
      assertThat(started.alerts.getLast().startsAt()).isEqualTo(broke.plus(Duration.ofMinutes(5)));
    }
  }

  @Test
  void silenceKeepsAnAlertForAQuarterOfAnHourUnlessTheRuleSaysOtherwise() {
    try (Pipeline started = pipeline(QUEUE)) {
      readings(10, 20);
      readings(8, 170);
      silent(14);
      assertThat(states()).containsExactly("pending", "firing");
      silent(5);
      assertThat(states()).containsExactly("pending", "firing", "resolved");
      assertThat(started.alerts.getLast().reason()).isEqualTo("no_data");
    }
  }

  @Test
  void silenceEndsAnAlertAtOnceWhereTheRuleSaysResolve() {
    try (Pipeline started = pipeline(QUEUE + "  noData: resolve\n")) {
      readings(10, 20);
      readings(8, 170);
      silent(5);
      assertThat(states()).containsExactly("pending", "firing", "resolved");
      assertThat(started.alerts.getLast().reason()).isEqualTo("no_data");
    }
  }

  @Test
  void aShareOfTooFewEventsIsAGapAndDoesNotHoldAnAlertForEver() {
    try (Pipeline started = pipeline(ERRORS)) {
      counted(5, 200, 10);
      counted(3, 10, 10);
      assertThat(started.alerts).as("ten of ten are too few").isEmpty();
      counted(3, 200, 150);
      assertThat(states()).containsExactly("firing");
      assertThat(started.alerts.getFirst().annotations().get("description"))
          .startsWith("75.0 % came, above the limit of 50.0 %. Since ");
      counted(12, 10, 10);
      assertThat(states()).containsExactly("firing");
      counted(6, 10, 10);
      assertThat(states()).containsExactly("firing", "resolved");
      assertThat(started.alerts.getLast().reason()).isEqualTo("no_data");
    }
  }

  @Test
  void manyShardsThatExceedItAtOnceAreOneAlertThatSaysSo() {
    String many = QUEUE.replace("  for: 5m\n", "  gather: {atLeast: 10, hold: 5s}\n");
    try (Pipeline started = pipeline(many)) {
      shards(5, 20);
      shards(3, 150);
      List<Alert> firing =
          started.alerts.stream().filter(a -> a.state() == AlertState.FIRING).toList();
      assertThat(firing).hasSize(1);
      assertThat(firing.getFirst().labels()).containsEntry("alertname", "ThresholdExceededOfMany");
      assertThat(firing.getFirst().annotations().get("summary"))
          .startsWith("12 of 12 series of rule queue are beyond their limits since ");
    }
  }

  private Pipeline pipeline(String yaml) {
    pipeline = new Pipeline(rules(yaml), START, state);
    return pipeline;
  }

  private List<String> states() {
    return pipeline.alerts.stream().map(alert -> alert.state().text()).toList();
  }

  private void readings(int minutes, double length) {
    for (int minute = 0; minute < minutes; minute++) {
      Otlp records = Otlp.resource(Map.of("service.name", "mailer"));
      records.gauge("queue.length", Map.of("shard", "a"), pipeline.now(), length);
      pipeline.send(Pipeline.METRICS, records.bytes());
      pipeline.advance(MINUTE);
    }
  }

  private void shards(int minutes, double length) {
    for (int minute = 0; minute < minutes; minute++) {
      Otlp records = Otlp.resource(Map.of("service.name", "mailer"));
      for (int shard = 0; shard < 12; shard++) {
        Map<String, String> labels = Map.of("shard", "s" + shard);
        records.gauge("queue.length", labels, pipeline.now(), length);
      }
      pipeline.send(Pipeline.METRICS, records.bytes());
      pipeline.pass(MINUTE);
    }
  }

  private void counted(int minutes, long moreCalls, long moreErrors) {
    for (int minute = 0; minute < minutes; minute++) {
      calls += moreCalls;
      errors += moreErrors;
      Otlp records = Otlp.resource(Map.of("service.name", "mailer"));
      records.counter("calls", Map.of(), START, pipeline.now(), calls);
      records.counter("errors", Map.of(), START, pipeline.now(), errors);
      pipeline.send(Pipeline.METRICS, records.bytes());
      pipeline.advance(MINUTE);
    }
  }

  private void silent(int minutes) {
    for (int minute = 0; minute < minutes; minute++) {
      pipeline.advance(MINUTE);
    }
  }

  private static Rules rules(String yaml) {
    Problems problems = new Problems();
    RuleFiles files = new RuleFiles(problems);
    files.read("test.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    problems.throwIfAny();
    return files.rules();
  }
}
