/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.rules;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.engine.BudgetEvaluator;
import io.watchfire.streams.topology.Announcer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Gives each group with a rule that looks ahead on its error budget a turn a minute. A look costs
 * milliseconds, so the turns are spread over the minute by the groups' hashes, and no tick takes
 * more than so many looks; when there are more, those that waited longest come first.
 */
final class BudgetSchedule {
  /** Most looks of one tick: one group and one rule each, about 2 ms. */
  static final int LOOKS_PER_TICK = 20;

  private static final long MINUTE_MILLIS = 60_000;

  private final GroupStore store;
  private final Announcer announcer;

  BudgetSchedule(GroupStore store, Announcer announcer) {
    this.store = store;
    this.announcer = announcer;
  }

  /** Looks ahead for the groups whose turn it is. */
  void tick(Collection<RunningGroup> groups, long wallClockMillis) {
    int looks = 0;
    for (RunningGroup group : due(groups, wallClockMillis)) {
      if (looks > 0 && looks + group.run().budgets().size() > LOOKS_PER_TICK) {
        return;
      }
      looks += group.run().budgets().size();
      group.foreseen(turn(group, wallClockMillis));
      foresee(group, wallClockMillis);
    }
  }

  /** Ends the alerts of rules that were removed. */
  void end(List<Groups.RemovedBudget> removed, long wallClockMillis) {
    for (Groups.RemovedBudget gone : removed) {
      Instant when = Instant.ofEpochMilli(gone.clock());
      announcer.end(List.of(gone.budget().alert()), when, wallClockMillis);
      store.removeBudget(gone.hash(), gone.budget().rule());
    }
  }

  private static List<RunningGroup> due(Collection<RunningGroup> groups, long wallClockMillis) {
    List<RunningGroup> due = new ArrayList<>();
    for (RunningGroup group : groups) {
      if (group.run().budgets().isEmpty()) {
        continue;
      }
      long turn = turn(group, wallClockMillis);
      if (group.foreseenIn() == Long.MIN_VALUE) {
        // Its first turn is the next one: after a start, too, the looks are spread.
        group.foreseen(turn);
      } else if (turn > group.foreseenIn()) {
        due.add(group);
      }
    }
    due.sort(Comparator.comparingLong(RunningGroup::foreseenIn));
    return due;
  }

  private void foresee(RunningGroup group, long wallClockMillis) {
    long seed = seed(group);
    List<Alert> changed = new ArrayList<>(0);
    for (BudgetEvaluator budget : group.run().budgets()) {
      if (budget.foresee(group.run().group(), seed)) {
        Alert alert = Objects.requireNonNull(budget.alert(), "a change is worded");
        store.putBudget(group.hash(), new GroupStore.Budget(budget.name(), budget.life(), alert));
        changed.add(alert);
      }
    }
    group.changed();
    if (!changed.isEmpty()) {
      announcer.transitions(changed, wallClockMillis);
      announcer.status(group.run().status());
      group.statusSent(wallClockMillis);
    }
  }

  private static long turn(RunningGroup group, long wallClockMillis) {
    return Math.floorDiv(
        wallClockMillis - Math.floorMod(seed(group), MINUTE_MILLIS), MINUTE_MILLIS);
  }

  private static long seed(RunningGroup group) {
    return new ByteReader(group.hash()).fixed64();
  }
}
