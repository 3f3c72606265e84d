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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that change while the stages run. */
class ReloadedRulesTest {
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
  private static final String OTHER = "---\n" + SLO.replace("name: orders", "name: other");
  private static final String RATE =
      """
      ---
      apiVersion: watchfire/v1
      kind: AnomalyRule
      metadata: {name: rate}
      spec: {rate: 'orders_total{code="500"}', detector: ewma, step: 15s}
      """;

  @TempDir Path state;
  private Pipeline pipeline;
  private int exports;

  @AfterEach
  void stop() {
    pipeline.close();
  }

  @Test
  void aRuleThatIsAddedCountsFromThenOn() {
    begin(SLO);
    fail(40);
    pipeline.reload(rules(SLO + OTHER));
    fail(40);
    assertThat(total("other")).as("its series are known already").isEqualTo(4_000);
  }

  @Test
  void nothingOfARuleThatStaysIsLostOrCountedTwice() {
    begin(SLO);
    fail(40);
    pipeline.reload(rules(SLO.replace("objective: 99", "objective: 99\n  period: 29d") + OTHER));
    fail(40);
    pipeline.reload(rules(SLO));
    fail(40);
    assertThat(total("orders")).isEqualTo(11_900);
    assertThat(pipeline.alerts)
        .filteredOn(alert -> alert.labels().get("slo").equals("orders"))
        .filteredOn(alert -> alert.labels().get("severity").equals("page"))
        .extracting(Alert::state)
        .as("one page that goes on")
        .containsExactly(AlertState.FIRING);
  }

  @Test
  void aRuleThatIsDeletedEndsAtOnceWhereNobodyElseCanHaveIt() {
    begin(SLO + OTHER);
    fail(40);
    pipeline.reload(rules(SLO));
    pipeline.pass(Duration.ofSeconds(2));
    assertThat(pipeline.alerts.getLast().reason()).isEqualTo("rule_removed");
    assertThat(pipeline.status).containsOnlyKeys("default//orders/");
    assertThat(pipeline.keptGroups()).hasSize(1);
  }

  @Test
  void anotherMeasurementUnderTheSameNameBeginsAnew() {
    begin(SLO);
    fail(40);
    pipeline.reload(rules(SLO.replace("bad:", "good:")));
    fail(4);
    SloStatus.Window period = status("orders").windows().getLast();
    assertThat(period.total()).isBetween(1L, 500L);
    assertThat(period.bad()).as("all of them are good now").isZero();
    assertThat(status("orders").notice()).startsWith("the measurement changed");
  }

  @Test
  void whatWasLearntStays() {
    begin(SLO + RATE);
    fail(80);
    pipeline.reload(rules(SLO + OTHER + RATE));
    fail(2);
    assertThat(pipeline.readings.getLast().learning()).isFalse();
  }

  @Test
  void whatIsHeldGoesOnOnceItsRuleIsThere() {
    begin(SLO);
    fail(40);
    pipeline.restart(new RulesAtWork(Rules.of(List.of()), RulesAtWork.A_DAY));
    pipeline.pass(Duration.ofMinutes(1));
    pipeline.reload(rules(SLO));
    fail(40);
    assertThat(total("orders")).isEqualTo(7_900);
    assertThat(pipeline.registry.get("watchfire_rules_held").gauge().value()).isZero();
  }

  private void begin(String yaml) {
    pipeline = new Pipeline(rules(yaml), START, state);
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

  private long total(String slo) {
    return status(slo).windows().getLast().total();
  }

  private SloStatus status(String slo) {
    return pipeline.status.get("default//" + slo + "/");
  }

  private static Rules rules(String yaml) {
    Problems problems = new Problems();
    RuleFiles files = new RuleFiles(problems);
    files.read("test.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    problems.throwIfAny();
    return files.rules();
  }
}
