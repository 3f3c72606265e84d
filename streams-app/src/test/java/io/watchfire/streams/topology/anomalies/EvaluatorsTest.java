/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.anomalies;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.watchfire.runtime.config.Problems;
import io.watchfire.streams.engine.SeriesRule;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.spec.yaml.RuleFiles;
import io.watchfire.streams.topology.StreamMeters;
import io.watchfire.streams.topology.rules.RestoreTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two rules judge what an objective measures; one of them has room for a single group. */
class EvaluatorsTest {
  private static final String RULES =
      """
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: checkout}
      spec:
        service: checkout
        objective: 99
        by: [region]
        sli:
          bad: requests_total{code="500"}
          total: requests_total
      ---
      apiVersion: watchfire/v1
      kind: AnomalyRule
      metadata: {name: narrow}
      spec: {slo: checkout, value: ratio, maxGroups: 1}
      ---
      apiVersion: watchfire/v1
      kind: AnomalyRule
      metadata: {name: wide}
      spec: {slo: checkout, value: rate, maxGroups: 10}
      """;

  private final EvaluatorStore store = new EvaluatorStore(RestoreTest.inMemory());
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Evaluators groups =
      new Evaluators(SeriesRule.of(rules()), 1, new StreamMeters(registry));

  @Test
  void aRuleThatWasRefusedAGroupGetsItOnceAnotherExpired() {
    assertThat(judging("eu")).containsExactly("narrow", "wide");
    assertThat(judging("us")).containsExactly("wide");
    expire("narrow");
    assertThat(judging("us")).containsExactly("narrow", "wide");
    assertThat(judging("eu")).containsExactly("wide");
  }

  @Test
  void everyRefusalIsCountedAndBeginsNothing() {
    judging("eu");
    assertThat(refused()).isZero();
    for (int i = 1; i <= 3; i++) {
      assertThat(judging("us")).containsExactly("wide");
      assertThat(refused()).isEqualTo(i);
    }
    assertThat(groups.all()).hasSize(3);
  }

  @Test
  void aGroupThatNoRuleHasRoomForIsAskedForAgain() {
    for (int i = 0; i < 10; i++) {
      judging("region-" + i);
    }
    double before = refused();
    assertThat(judging("eu")).isEmpty();
    assertThat(judging("eu")).isEmpty();
    assertThat(refused()).as("by two rules, twice").isEqualTo(before + 4);
    expire("wide");
    assertThat(judging("eu")).containsExactly("wide");
  }

  /** The rules that judge a region. */
  private List<String> judging(String region) {
    byte[] measured = new GroupKey("acme", "", "checkout", Map.of("region", region)).bytes();
    return groups.find(store, measured).stream()
        .map(series -> series.evaluator().key().rule())
        .sorted()
        .toList();
  }

  /** Has the rule forget one of its groups. */
  private void expire(String rule) {
    RunningEvaluator first =
        groups.all().stream()
            .filter(series -> series.evaluator().key().rule().equals(rule))
            .findFirst()
            .orElseThrow();
    first.remove(store);
    groups.remove(first);
  }

  private double refused() {
    return registry.counter("watchfire_sums", "result", "group_refused").count();
  }

  private static Rules rules() {
    Problems problems = new Problems();
    RuleFiles files = new RuleFiles(problems);
    files.read("test.yaml", RULES.getBytes(StandardCharsets.UTF_8));
    problems.throwIfAny();
    return files.rules();
  }
}
