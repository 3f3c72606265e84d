/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.rules;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.engine.BudgetEvaluator;
import io.watchfire.streams.topology.Announcer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The schedule by which error budgets are forecast: each group with such a rule is evaluated once a
 * minute. An evaluation costs milliseconds, so they are spread over the minute by the groups'
 * hashes, and no tick takes more than so many; when there are more, those that waited longest come
 * first.
 */
final class BudgetSchedule {
  /** Most evaluations of one tick: one group and one rule each, about 2 ms. */
  static final int EVALUATIONS_PER_TICK = 20;

  private static final long MINUTE_MILLIS = 60_000;

  private final GroupStore store;
  private final Announcer announcer;

  BudgetSchedule(GroupStore store, Announcer announcer) {
    this.store = store;
    this.announcer = announcer;
  }

  /** Forecasts for the groups whose minute it is. */
  void tick(Collection<RunningGroup> groups, long wallClockMillis) {
    int evaluations = 0;
    for (RunningGroup group : due(groups, wallClockMillis)) {
      if (evaluations > 0
          && evaluations + group.evaluator().budgets().size() > EVALUATIONS_PER_TICK) {
        return;
      }
      evaluations += group.evaluator().budgets().size();
      group.evaluated(minute(group, wallClockMillis));
      forecast(group, wallClockMillis);
    }
  }

  private static List<RunningGroup> due(Collection<RunningGroup> groups, long wallClockMillis) {
    List<RunningGroup> due = new ArrayList<>();
    for (RunningGroup group : groups) {
      if (group.evaluator().budgets().isEmpty()) {
        continue;
      }
      long minute = minute(group, wallClockMillis);
      if (group.evaluatedIn() == Long.MIN_VALUE) {
        // Its first minute is the next one: after a start, too, the evaluations are spread.
        group.evaluated(minute);
      } else if (minute > group.evaluatedIn()) {
        due.add(group);
      }
    }
    due.sort(Comparator.comparingLong(RunningGroup::evaluatedIn));
    return due;
  }

  private void forecast(RunningGroup group, long wallClockMillis) {
    long seed = seed(group);
    List<Alert> changed = new ArrayList<>(0);
    List<Alert> relabelled = new ArrayList<>(0);
    for (BudgetEvaluator budget : group.evaluator().budgets()) {
      Alert before = budget.alert();
      boolean changes = budget.forecast(group.evaluator().group(), seed);
      boolean renamed = isRenamed(before, budget.alert());
      if (renamed && before != null) {
        relabelled.add(before);
      }
      if (changes || renamed) {
        Alert alert = Objects.requireNonNull(budget.alert(), "a change is worded");
        store.putBudget(group.hash(), new GroupStore.Budget(budget.name(), budget.life(), alert));
        changed.add(alert);
      }
    }
    group.changed();
    if (!changed.isEmpty()) {
      announcer.transitions(changed, wallClockMillis);
      Instant when = Instant.ofEpochMilli(group.evaluator().group().state().clockMillis());
      announcer.moved(relabelled, when, wallClockMillis);
      announcer.status(group.evaluator().status());
      group.statusSent(wallClockMillis);
    }
  }

  /** Whether an alert that was on is called otherwise now: its rule has been given other labels. */
  private static boolean isRenamed(@Nullable Alert before, @Nullable Alert now) {
    return before != null
        && now != null
        && before.state() == AlertState.FIRING
        && !before.fingerprint().equals(now.fingerprint());
  }

  private static long minute(RunningGroup group, long wallClockMillis) {
    return Math.floorDiv(
        wallClockMillis - Math.floorMod(seed(group), MINUTE_MILLIS), MINUTE_MILLIS);
  }

  private static long seed(RunningGroup group) {
    return new ByteReader(group.hash()).fixed64();
  }
}
