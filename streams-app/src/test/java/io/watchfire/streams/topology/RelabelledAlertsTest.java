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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An alert whose rule is given other labels goes on under them. */
class RelabelledAlertsTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final String SLO =
      """
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: orders, labels: {team: shop}}
      spec:
        service: shop
        objective: 99
        tiers: [{severity: page, budgetPercent: 2, long: 1h, clearBelow: 1, hold: 0s}]
        sli:
          bad: orders_total{code="500"}
          total: orders_total
      """;
  private static final String EDITED = SLO.replace("team: shop", "team: orders");

  @TempDir Path state;
  private Pipeline pipeline;
  private int exports;

  @BeforeEach
  void begin() {
    pipeline = new Pipeline(rules(SLO), START, state);
    export(40, "500");
    assertThat(states()).containsExactly("shop firing");
  }

  @AfterEach
  void stop() {
    pipeline.close();
  }

  @Test
  void itBeginsUnderTheNewLabelsBeforeItEndsUnderTheOldOnes() {
    Alert old = pipeline.alerts.getFirst();
    pipeline.reload(rules(EDITED));
    export(36, "500");
    assertThat(states())
        .as("for nine minutes both")
        .containsExactly("shop firing", "orders firing");
    Alert moved = pipeline.alerts.getLast();
    assertThat(moved.startsAt()).isEqualTo(old.startsAt());
    assertThat(moved.transition()).isEqualTo(old.transition());
    export(8, "500");
    assertThat(states()).containsExactly("shop firing", "orders firing", "shop resolved");
    assertThat(pipeline.alerts.getLast().reason()).isEqualTo("relabelled");
  }

  @Test
  void aRestartInBetweenLosesNeither() {
    pipeline.reload(rules(EDITED));
    export(8, "500");
    pipeline.restart(rules(EDITED));
    export(48, "500");
    assertThat(states()).endsWith("orders firing", "shop resolved");
    pipeline.restart(rules(EDITED));
    export(48, "500");
    assertThat(states()).as("once").endsWith("orders firing", "shop resolved");
  }

  @Test
  void bothEndWhenTheOutageDoes() {
    pipeline.reload(rules(EDITED));
    export(8, "500");
    export(24, "200");
    assertThat(states())
        .containsExactly("shop firing", "orders firing", "orders resolved", "shop resolved");
  }

  @Test
  void otherEditsLeaveItAsItIs() {
    pipeline.reload(rules(SLO.replace("labels:", "annotations: {runbook: x}, labels:")));
    export(48, "500");
    assertThat(states()).containsExactly("shop firing");
  }

  private List<String> states() {
    return pipeline.alerts.stream()
        .filter(alert -> alert.state() != AlertState.PENDING)
        .map(alert -> alert.labels().get("team") + " " + alert.state().text())
        .toList();
  }

  /** So many exports of a hundred orders that end so, one every 15 seconds. */
  private void export(int times, String code) {
    for (int i = 0; i < times; i++) {
      exports++;
      pipeline.send(
          Pipeline.METRICS,
          Otlp.resource(Map.of("service.name", "shop"))
              .counter("orders", Map.of("code", code), START, pipeline.now(), exports * 100L)
              .bytes());
      pipeline.pass(Duration.ofSeconds(15));
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
