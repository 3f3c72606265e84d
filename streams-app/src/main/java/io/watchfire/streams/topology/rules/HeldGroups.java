/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.rules;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.topology.Announcer;
import io.watchfire.streams.topology.HeldRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Groups of objectives, and forecasts of their budgets, whose rule this instance does not know. */
final class HeldGroups {
  private final GroupStore store;
  private final Announcer announcer;
  private final HeldRules held;

  HeldGroups(GroupStore store, Announcer announcer, HeldRules held) {
    this.store = store;
    this.announcer = announcer;
    this.held = held;
  }

  /** Holds what of these groups has no rule. */
  void take(Groups groups) {
    groups.orphans().forEach(this::hold);
    groups.orphans().clear();
    groups.removedBudgets().forEach(this::hold);
    groups.removedBudgets().clear();
  }

  private void hold(GroupStore.Kept group) {
    GroupKey key = GroupKey.of(group.key());
    List<Alert> alerts = new ArrayList<>(group.alerts());
    group.budgets().forEach(budget -> alerts.add(budget.alert()));
    held.hold(
        new HeldRules.Held(
            key.rule(),
            group.heldMillis(),
            () -> refresh(alerts),
            millis -> store.putHeld(group, millis),
            wallClockMillis -> {
              end(alerts, group.state().clockMillis(), wallClockMillis);
              store.remove(group.hash());
              announcer.forgetStatus(key);
            }));
  }

  private void hold(Groups.RemovedBudget removed) {
    GroupStore.Budget budget = removed.budget();
    List<Alert> alerts = List.of(budget.alert());
    held.hold(
        new HeldRules.Held(
            budget.rule(),
            budget.heldMillis(),
            () -> refresh(alerts),
            millis -> store.putBudget(removed.hash(), budget.heldFor(millis)),
            wallClockMillis -> {
              end(alerts, removed.clock(), wallClockMillis);
              store.removeBudget(removed.hash(), budget.rule());
            }));
  }

  private void refresh(List<Alert> alerts) {
    announcer.refresh(
        alerts.stream().filter(alert -> alert.state() == AlertState.FIRING).toList(), List.of());
  }

  private void end(List<Alert> alerts, long clock, long wallClockMillis) {
    announcer.end(alerts, Instant.ofEpochMilli(clock), wallClockMillis);
  }
}
