/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.watchfire.runtime.config.Problems;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertJson;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.streams.alerting.Lifecycle;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.query.Sum;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.spec.yaml.RuleFiles;
import io.watchfire.streams.topology.Announcer;
import io.watchfire.streams.topology.HeldRules;
import io.watchfire.streams.topology.RulesAtWork;
import io.watchfire.streams.topology.StreamMeters;
import io.watchfire.streams.topology.SumsRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

/** Whose turn it is to look ahead, and what becomes of a rule that is gone. */
class BudgetScheduleTest {
  private static final long NOW = 1_795_435_200_000L;
  private static final String SLO =
      """
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: availability}
      spec:
        objective: 99
        sli: {bad: errors_total, total: requests_total}
      """;
  private static final String BUDGET =
      """
      ---
      apiVersion: watchfire/v1
      kind: ForecastRule
      metadata: {name: runs-out}
      spec: {budget: availability}
      """;
  private static final Lifecycle FIRING =
      new Lifecycle(AlertState.FIRING, 3, Lifecycle.Reason.CONDITION, NOW, NOW, 0, 60_000);

  private final StreamMeters meters = new StreamMeters(new SimpleMeterRegistry());
  private final GroupStore store = new GroupStore(RestoreTest.inMemory());
  private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
  private final BudgetSchedule turns = new BudgetSchedule(store, new Announcer(context, meters));

  @Test
  void noTickTakesMoreThanItsLooksAndEveryGroupGetsItsTurn() {
    Groups groups = groups(SLO + BUDGET, 50);
    turns.tick(groups.all(), NOW);
    Map<RunningGroup, Long> before = evaluated(groups);
    long[] done = new long[4];
    for (int tick = 0; tick < done.length; tick++) {
      turns.tick(groups.all(), NOW + 60_000);
      done[tick] =
          groups.all().stream().filter(group -> group.evaluatedIn() > before.get(group)).count();
    }
    assertThat(done).containsExactly(20, 40, 50, 50);
  }

  @Test
  void turnsAreSpreadOverTheMinute() {
    Groups groups = groups(SLO + BUDGET, 50);
    turns.tick(groups.all(), NOW);
    Map<RunningGroup, Long> before = evaluated(groups);
    for (int second = 1; second <= 30; second++) {
      turns.tick(groups.all(), NOW + second * 1_000L);
    }
    assertThat(groups.all().stream().filter(group -> group.evaluatedIn() > before.get(group)))
        .as("after half a minute")
        .hasSizeBetween(10, 40);
  }

  @Test
  void whatWasKeptIsTakenUpAgain() {
    RunningGroup group = groups(SLO + BUDGET, 1).all().iterator().next();
    store.putBudget(group.hash(), new GroupStore.Budget("runs-out", FIRING, alert()));
    Groups again = load(SLO + BUDGET);
    assertThat(again.removedBudgets()).isEmpty();
    var evaluator = again.all().iterator().next().evaluator();
    assertThat(evaluator.budgets().getFirst().life()).isEqualTo(FIRING);
    assertThat(evaluator.firing()).as("told again in the words kept").containsExactly(alert());
    assertThat(evaluator.isFiring()).isTrue();
  }

  @Test
  void alertOfARemovedRuleIsEndedOnce() {
    RunningGroup group = groups(SLO + BUDGET, 1).all().iterator().next();
    store.putBudget(group.hash(), new GroupStore.Budget("runs-out", FIRING, alert()));
    context.setCurrentSystemTimeMs(NOW);
    end(load(SLO));
    assertThat(context.forwarded()).as("on alerts and audit").hasSize(2);
    Alert ended = new AlertJson().read(context.forwarded().getFirst().record().value());
    assertThat(ended.state()).isEqualTo(AlertState.RESOLVED);
    assertThat(ended.reason()).isEqualTo("rule_removed");
    assertThat(ended.transition()).isEqualTo(4);
    assertThat(load(SLO).removedBudgets()).isEmpty();
  }

  /** Has an instance that is alone end what it does not know. */
  private void end(Groups groups) {
    HeldRules held = new HeldRules(RulesAtWork.alone(Rules.of(List.of())), meters);
    new HeldGroups(store, new Announcer(context, meters), held).take(groups);
    held.tick(NOW);
  }

  @Test
  void groupThatIsRemovedLeavesNothing() {
    RunningGroup group = groups(SLO + BUDGET, 1).all().iterator().next();
    store.putBudget(group.hash(), new GroupStore.Budget("runs-out", FIRING, alert()));
    store.remove(store.all().getFirst().hash());
    groups(SLO + BUDGET, 1);
    assertThat(store.all().getFirst().budgets()).isEmpty();
  }

  private static Alert alert() {
    return new Alert(
        Map.of("alertname", "ErrorBudgetForecast", "rule", "runs-out"),
        Map.of("summary", "soon"),
        AlertState.FIRING,
        3,
        "condition",
        Alert.Mode.ALERT,
        Instant.ofEpochMilli(NOW),
        null,
        Instant.ofEpochMilli(NOW),
        null);
  }

  private static Map<RunningGroup, Long> evaluated(Groups groups) {
    Map<RunningGroup, Long> evaluated = new HashMap<>();
    groups.all().forEach(group -> evaluated.put(group, group.evaluatedIn()));
    return evaluated;
  }

  private Groups groups(String yaml, int count) {
    Groups groups = load(yaml);
    for (int i = 0; i < count; i++) {
      byte[] key = new GroupKey("tenant-" + i, "", "availability", Map.of()).bytes();
      Sum sum = new Sum(NOW, 0, 0, 1, true, true);
      assertThat(groups.find(store, key, new SumsRecord(NOW, "", false, List.of(sum)), NOW))
          .isNotNull();
    }
    return groups;
  }

  private Groups load(String yaml) {
    Problems problems = new Problems();
    RuleFiles files = new RuleFiles(problems);
    files.read("test.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    problems.throwIfAny();
    Rules rules = files.rules();
    Groups groups = new Groups(rules, 1, meters);
    groups.load(store, NOW);
    return groups;
  }
}
