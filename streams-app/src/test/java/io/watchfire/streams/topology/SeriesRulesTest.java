/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.runtime.config.Problems;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.schemas.series.SeriesReading;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.spec.yaml.RuleFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules of anomalies and forecasts, from telemetry to alert. */
class SeriesRulesTest {
  private static final String RATE =
      """
      apiVersion: watchfire/v1
      kind: AnomalyRule
      metadata:
        name: orders
        labels: {team: shop}
      spec:
        service: checkout
        rate: orders_total
        by: [region]
      """;
  private static final String LEAK =
      """
      apiVersion: watchfire/v1
      kind: ForecastRule
      metadata:
        name: disk
      spec:
        gauge: disk.used
        aggregate: max
        limit: 100
        horizon: 4h
        by: [host]
      """;
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path state;
  @TempDir Path other;

  @Test
  void aRateThatBreaksInAlertsAndSaysWhatWasExpected() {
    try (Pipeline pipeline = new Pipeline(rules(RATE), START, state)) {
      orders(pipeline, 300, 150, 170, 5);
      Alert alert = pipeline.alerts.getFirst();
      assertThat(alert.state()).isEqualTo(AlertState.FIRING);
      assertThat(alert.labels())
          .containsEntry("alertname", "Anomaly")
          .containsEntry("rule", "orders")
          .containsEntry("region", "eu")
          .containsEntry("service", "checkout")
          .containsEntry("team", "shop")
          .containsEntry("severity", "ticket");
      assertThat(alert.annotations().get("summary")).isEqualTo("checkout: orders is unusual");
      assertThat(alert.annotations().get("description"))
          .contains("came, about", "/s was expected", "one in");
      assertThat(alert.startsAt())
          .isBetween(START.plus(MINUTE.multipliedBy(150)), START.plus(MINUTE.multipliedBy(154)));
      assertThat(pipeline.alerts.getLast().state()).isEqualTo(AlertState.RESOLVED);
    }
  }

  @Test
  void bandsArePublishedBucketByBucket() {
    try (Pipeline pipeline = new Pipeline(rules(RATE), START, state)) {
      orders(pipeline, 200, 500, 500, 5);
      assertThat(pipeline.readings).hasSizeGreaterThan(190);
      assertThat(pipeline.readings.getFirst().learning()).isTrue();
      SeriesReading last = pipeline.readings.getLast();
      assertThat(last.learning()).isFalse();
      assertThat(last.numbers()).containsKeys("value", "expected", "lower", "upper", "score");
      assertThat(last.numbers().get("expected"))
          .isBetween(last.numbers().get("lower"), last.numbers().get("upper"));
    }
  }

  @Test
  void restartsChangeNoReadingAndNoAlert() {
    List<SeriesReading> readings;
    List<Alert> alerts;
    try (Pipeline undisturbed = new Pipeline(rules(RATE), START, state)) {
      orders(undisturbed, 260, 150, 170, 5);
      readings = List.copyOf(undisturbed.readings);
      alerts = List.copyOf(undisturbed.alerts);
    }
    try (Pipeline pipeline = new Pipeline(rules(RATE), START, other)) {
      SplittableRandom random = new SplittableRandom(11);
      Orders orders = new Orders(5);
      for (int minute = 0; minute < 260; minute++) {
        orders.minute(pipeline, minute, minute >= 150 && minute < 170);
        if (minute < 250 && random.nextInt(13) == 0) {
          pipeline.restart();
        }
      }
      for (int i = 0; i < readings.size(); i++) {
        assertThat(pipeline.readings.get(i)).as("seed 11").isEqualTo(readings.get(i));
      }
      assertThat(pipeline.readings).as("seed 11").hasSameSizeAs(readings);
      assertThat(pipeline.alerts).as("seed 11").isEqualTo(alerts);
    }
  }

  @Test
  void silenceIsNoDropAndEndsAnAlertAsNoData() {
    try (Pipeline pipeline = new Pipeline(rules(RATE), START, state)) {
      Orders orders = new Orders(5);
      for (int minute = 0; minute < 160; minute++) {
        orders.minute(pipeline, minute, minute >= 156);
      }
      assertThat(pipeline.alerts).hasSize(1);
      for (int minute = 0; minute < 30; minute++) {
        pipeline.advance(MINUTE);
      }
      assertThat(pipeline.alerts).hasSize(2);
      assertThat(pipeline.alerts.getLast().reason()).isEqualTo("no_data");
    }
    try (Pipeline pipeline = new Pipeline(rules(RATE), START, other)) {
      orders(pipeline, 160, 500, 500, 5);
      for (int minute = 0; minute < 60; minute++) {
        pipeline.advance(MINUTE);
      }
      assertThat(pipeline.alerts).isEmpty();
    }
  }

  @Test
  void aDiskThatFillsIsForeseenBeforeItIsFull() {
    try (Pipeline pipeline = new Pipeline(rules(LEAK), START, state)) {
      SplittableRandom random = new SplittableRandom(3);
      List<Instant> full = new ArrayList<>();
      for (int minute = 0; minute < 600; minute++) {
        double leaked = minute < 240 ? 0 : (minute - 240) * 0.4;
        double used = leaked + random.nextDouble();
        pipeline.send(Pipeline.METRICS, disk(pipeline.now(), used));
        pipeline.advance(MINUTE);
        if (used >= 100 && full.isEmpty()) {
          full.add(pipeline.now());
        }
      }
      Alert alert = pipeline.alerts.getFirst();
      assertThat(alert.state()).isEqualTo(AlertState.FIRING);
      assertThat(alert.labels())
          .containsEntry("alertname", "LimitForecast")
          .containsEntry("host", "a");
      assertThat(alert.startsAt()).isBefore(full.getFirst().minus(Duration.ofMinutes(20)));
    }
  }

  private static void orders(
      Pipeline pipeline, int minutes, int brokenFrom, int brokenUntil, long seed) {
    Orders orders = new Orders(seed);
    for (int minute = 0; minute < minutes; minute++) {
      orders.minute(pipeline, minute, minute >= brokenFrom && minute < brokenUntil);
    }
  }

  /** Orders of one region, some 20 a second. */
  private static final class Orders {
    private final SplittableRandom random;
    private long count;

    Orders(long seed) {
      random = new SplittableRandom(seed);
    }

    void minute(Pipeline pipeline, int minute, boolean broken) {
      count += broken ? 60 : 1_200 + random.nextInt(-100, 100);
      pipeline.send(
          Pipeline.METRICS,
          Otlp.resource(Map.of("service.name", "checkout"))
              .counter("orders", Map.of("region", "eu"), START, pipeline.now(), count)
              .bytes());
      pipeline.advance(MINUTE);
    }
  }

  private static byte[] disk(Instant time, double used) {
    return Otlp.resource(Map.of("service.name", "node"))
        .gauge("disk.used", Map.of("host", "a"), time, used)
        .bytes();
  }

  private static Rules rules(String yaml) {
    Problems problems = new Problems();
    RuleFiles files = new RuleFiles(problems);
    files.read("test.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    problems.throwIfAny();
    return files.rules();
  }
}
