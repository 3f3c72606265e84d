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
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forty shops, from telemetry to what people hear: one cause, one alert. */
class StormTest {
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
        direction: below
        minRelativeDeviation: 0.5
        falseAlerts: 1 per 100000 values
      """;
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int SHOPS = 40;
  private static final int LEARNT = 200;

  @TempDir Path state;
  @TempDir Path other;
  private final long[] counts = new long[SHOPS];
  private final SplittableRandom random = new SplittableRandom(17);

  @Test
  void thirtyOfFortyThatFallAtOnceAreOneAlertThatEndsWithThem() {
    try (Pipeline pipeline = new Pipeline(rules(RULE), START, state)) {
      minutes(pipeline, LEARNT, 0);
      minutes(pipeline, 5, 30);
      pipeline.restart();
      minutes(pipeline, 10, 30);
      assertThat(pipeline.alerts).as("seed 17").hasSize(1);
      Alert one = pipeline.alerts.getFirst();
      assertThat(one.labels())
          .containsEntry("alertname", "AnomalyOfMany")
          .containsEntry("rule", "orders")
          .containsEntry("service", "checkout")
          .doesNotContainKey("shop");
      assertThat(one.annotations().get("summary"))
          .startsWith("30 of 40 series of rule orders are anomalous since 2026-11-23T13:")
          .contains("below what was expected; first: shop=");
      minutes(pipeline, 30, 0);
      assertThat(pipeline.alerts).as("seed 17").hasSize(2);
      Alert over = pipeline.alerts.getLast();
      assertThat(over.state()).isEqualTo(AlertState.RESOLVED);
      assertThat(over.fingerprint()).isEqualTo(one.fingerprint());
    }
  }

  @Test
  void aRuleThatIsGivenOtherLabelsOrTakenAwayLeavesNobodyOn() {
    try (Pipeline pipeline = new Pipeline(rules(RULE), START, state)) {
      minutes(pipeline, LEARNT, 0);
      minutes(pipeline, 6, 30);
      assertThat(pipeline.alerts).as("seed 17").hasSize(1);
      pipeline.restart(rules(RULE.replace("name: orders", "name: orders\n  labels: {team: shop}")));
      minutes(pipeline, 3, 30);
      assertThat(names(pipeline)).as("seed 17").hasSize(1);
      pipeline.restart(Rules.of(List.of()));
      minutes(pipeline, 3, 30);
      assertThat(names(pipeline)).containsExactly("AnomalyOfMany firing", "AnomalyOfMany resolved");
      assertThat(pipeline.alerts.getLast().reason()).isEqualTo("rule_removed");
    }
  }

  @Test
  void anAlertThatWasToldEndsUnderTheLabelsThatItHad() {
    try (Pipeline pipeline = new Pipeline(rules(RULE), START, state)) {
      minutes(pipeline, LEARNT, 0);
      minutes(pipeline, 6, 1);
      pipeline.restart(rules(RULE.replace("name: orders", "name: orders\n  labels: {team: shop}")));
      minutes(pipeline, 3, 1);
      assertThat(names(pipeline))
          .as("seed 17")
          .containsExactly("Anomaly firing", "Anomaly resolved", "Anomaly firing");
      assertThat(pipeline.alerts.get(1).fingerprint())
          .isEqualTo(pipeline.alerts.getFirst().fingerprint());
      assertThat(pipeline.alerts.getLast().labels()).containsEntry("team", "shop");
    }
  }

  @Test
  void threeOfFortyAreThreeAlerts() {
    try (Pipeline pipeline = new Pipeline(rules(RULE), START, state)) {
      minutes(pipeline, LEARNT, 0);
      minutes(pipeline, 10, 3);
      assertThat(pipeline.alerts).as("seed 17").hasSize(3);
      assertThat(pipeline.alerts)
          .extracting(a -> a.labels().get("alertname"))
          .containsOnly("Anomaly");
    }
  }

  @Test
  void whereNothingIsGatheredThirtyAreThirty() {
    try (Pipeline pipeline = new Pipeline(rules(RULE + "  gather: off\n"), START, other)) {
      minutes(pipeline, LEARNT, 0);
      minutes(pipeline, 10, 30);
      assertThat(pipeline.alerts).as("seed 17").hasSize(30);
    }
  }

  private static List<String> names(Pipeline pipeline) {
    return pipeline.alerts.stream()
        .map(alert -> alert.labels().get("alertname") + ' ' + alert.state().text())
        .toList();
  }

  /** Some 20 orders a second of each shop, and hardly any of the first ones. */
  private void minutes(Pipeline pipeline, int minutes, int broken) {
    for (int minute = 0; minute < minutes; minute++) {
      Otlp records = Otlp.resource(Map.of("service.name", "checkout"));
      for (int shop = 0; shop < SHOPS; shop++) {
        counts[shop] += shop < broken ? 60 : 1_200 + random.nextInt(-100, 100);
        Map<String, String> labels = Map.of("shop", "s%02d".formatted(shop));
        records.counter("orders", labels, START, pipeline.now(), counts[shop]);
      }
      pipeline.send(Pipeline.METRICS, records.bytes());
      pipeline.pass(MINUTE);
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
