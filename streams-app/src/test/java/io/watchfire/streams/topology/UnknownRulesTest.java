/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.runtime.config.Problems;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.schemas.slo.SloStatus;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.spec.yaml.RuleFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance that has fewer rules than another one, as in every rolling deployment. */
class UnknownRulesTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final String SLO =
      """
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: orders}
      spec:
        service: shop
        objective: 99
        sli:
          bad: orders_total{code="500"}
          total: orders_total
      """;
  private static final String RATE =
      """
      ---
      apiVersion: watchfire/v1
      kind: AnomalyRule
      metadata: {name: rate}
      spec: {rate: 'orders_total{code="500"}', detector: ewma, step: 15s}
      """;
  private static final RulesAtWork NONE = new RulesAtWork(Rules.of(List.of()), RulesAtWork.A_DAY);

  @TempDir Path state;
  private final List<String> refreshed = new ArrayList<>();
  private Pipeline pipeline;
  private int exports;

  @BeforeEach
  void begin() {
    pipeline = new Pipeline(rules(SLO + RATE), START, state);
  }

  @AfterEach
  void stop() {
    pipeline.close();
  }

  @Test
  void itDeletesNoBudgetAndResolvesNoAlert() {
    fail(80);
    List<Alert> before = List.copyOf(pipeline.alerts);
    assertThat(before).extracting(Alert::state).contains(AlertState.FIRING);
    SloStatus status = pipeline.status.get("default//orders/");

    pipeline.restart(NONE);
    pipeline.onRecord = (topic, record) -> refreshed.add(topic);
    pipeline.pass(Duration.ofMinutes(2));

    assertThat(pipeline.alerts).as("nothing changes").isEqualTo(before);
    assertThat(refreshed).as("told again, each minute").contains(TopicNames.DEFAULT.alerts());
    assertThat(pipeline.status.get("default//orders/")).isEqualTo(status);
    assertThat(held()).as("rules that are held").isEqualTo(2);

    pipeline.restart(rules(SLO + RATE));
    pipeline.pass(Duration.ofSeconds(2));

    SloStatus.Window period = pipeline.status.get("default//orders/").windows().getLast();
    assertThat(period.bad()).isEqualTo(7_900);
    assertThat(period.total()).isEqualTo(7_900);
    assertThat(pipeline.status.get("default//orders/").page()).isEqualTo("firing");
    assertThat(held()).isZero();
    fail(1);
    assertThat(pipeline.readings.getLast().learning()).as("what was learnt is there").isFalse();
  }

  @Test
  void afterADayWithoutItsRuleAGroupEndsThoughTheInstanceWasRestarted() {
    fail(80);
    pipeline.restart(NONE);
    hours(13);
    pipeline.restart(NONE);
    hours(10);
    assertThat(pipeline.keptGroups()).hasSize(1);
    hours(2);
    assertThat(pipeline.keptGroups()).isEmpty();
    Alert last = pipeline.alerts.getLast();
    assertThat(last.state()).isEqualTo(AlertState.RESOLVED);
    assertThat(last.reason()).isEqualTo("rule_removed");
    assertThat(pipeline.status).isEmpty();
    assertThat(pipeline.kept().get("anomalies")).isEmpty();
    assertThat(held()).isZero();
  }

  @Test
  void aRuleThatCameBackHasAWholeDayTheNextTime() {
    fail(80);
    pipeline.restart(NONE);
    hours(23);
    pipeline.restart(rules(SLO + RATE));
    pipeline.pass(Duration.ofSeconds(2));
    pipeline.restart(NONE);
    hours(23);
    assertThat(pipeline.keptGroups()).hasSize(1);
  }

  @Test
  void aClockThatJumpsDoesNotShortenTheDay() {
    fail(80);
    pipeline.restart(NONE);
    hours(1);
    pipeline.sleep(Duration.ofDays(400));
    assertThat(pipeline.keptGroups()).hasSize(1);
    assertThat(held()).isEqualTo(2);
  }

  @Test
  void whereNoOtherInstanceCanHaveItARuleThatIsGoneEndsAtOnce() {
    fail(80);
    pipeline.restart(Rules.of(List.of()));
    pipeline.pass(Duration.ofSeconds(2));
    assertThat(pipeline.alerts.getLast().reason()).isEqualTo("rule_removed");
    assertThat(pipeline.keptGroups()).isEmpty();
    assertThat(pipeline.kept().get("anomalies")).isEmpty();
  }

  /** So many exports, one every 15 seconds, of orders that all fail. */
  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      exports++;
      pipeline.send(
          Pipeline.METRICS,
          Otlp.resource(Map.of("service.name", "shop"))
              .counter("orders", Map.of("code", "500"), START, pipeline.now(), exports * 100L)
              .bytes());
      pipeline.pass(Duration.ofSeconds(15));
    }
  }

  /** Minute by minute. */
  private void hours(int hours) {
    for (int minute = 0; minute < hours * 60; minute++) {
      pipeline.advance(Duration.ofMinutes(1));
    }
  }

  private double held() {
    return pipeline.registry.get("watchfire_rules_held").gauge().value();
  }

  private static Rules rules(String yaml) {
    Problems problems = new Problems();
    RuleFiles files = new RuleFiles(problems);
    files.read("test.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    problems.throwIfAny();
    return files.rules();
  }
}
