/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.rules;

import io.watchfire.streams.alerting.Lifecycle;
import io.watchfire.streams.engine.BudgetEvaluator;
import io.watchfire.streams.engine.SloEvaluator;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.query.Sum;
import io.watchfire.streams.slo.GroupState;
import io.watchfire.streams.slo.SloDefinition;
import io.watchfire.streams.slo.SloGroup;
import io.watchfire.streams.spec.ForecastSpec;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.spec.SloSpec;
import io.watchfire.streams.spec.Source;
import io.watchfire.streams.topology.GroupKeys;
import io.watchfire.streams.topology.GroupQuota;
import io.watchfire.streams.topology.StreamMeters;
import io.watchfire.streams.topology.SumsRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The groups of one task, in memory as the store has them. A rule keeps at most so many groups; one
 * that is refused gets in only after another was forgotten, without back-fill.
 */
final class Groups {
  private static final Logger LOG = LoggerFactory.getLogger(Groups.class);

  private final Map<String, SloSpec> rules = new HashMap<>();
  private final Map<String, List<ForecastSpec.OfBudget>> forecasts = new HashMap<>();
  private final StreamMeters meters;
  private final GroupQuota quota;
  private final Map<Bytes, RunningGroup> running = new HashMap<>();
  private final List<GroupStore.Kept> orphans = new ArrayList<>();
  private final List<RemovedBudget> removedBudgets = new ArrayList<>(0);

  /**
   * @param partitions of the sums topic; the limit of a rule is spread over them
   */
  Groups(Rules rules, int partitions, StreamMeters meters) {
    rules.slos().forEach(rule -> this.rules.put(rule.name(), rule));
    for (ForecastSpec rule : rules.forecasts()) {
      if (rule instanceof ForecastSpec.OfBudget of) {
        forecasts.computeIfAbsent(of.slo(), slo -> new ArrayList<>()).add(of);
      }
    }
    this.quota = new GroupQuota(partitions, meters);
    this.meters = meters;
  }

  /** Takes up what was kept; groups of rules that are gone become orphans. */
  void load(GroupStore store, long wallClockMillis) {
    for (GroupStore.Kept kept : store.all()) {
      GroupKey key = GroupKey.of(kept.key());
      SloSpec rule = rules.get(key.rule());
      if (rule == null) {
        orphans.add(kept.withoutBuckets());
        continue;
      }
      load(store, kept, rule, wallClockMillis);
      noteRemoved(kept, rule);
    }
  }

  private void load(GroupStore store, GroupStore.Kept kept, SloSpec rule, long wallClockMillis) {
    GroupKey key = GroupKey.of(kept.key());
    boolean same = counts(kept.state(), rule);
    GroupState state = kept.state().amongSources(sources(rule));
    GroupState now = same ? state.known(rule.fingerprint()) : state.measuring(rule.fingerprint());
    Slot slot = new Slot();
    SloGroup group =
        SloGroup.restore(definition(rule), now, wallClockMillis, store.log(kept.hash(), slot));
    if (same) {
      store.restore(kept, rule.objective().layout(), group.buckets());
    } else {
      LOG.warn(
          "{} measures something else than before: what it counted is discarded, its alerts go on",
          key.path());
      store.discardBuckets(kept, rule.objective().layout());
    }
    SloEvaluator evaluator = new SloEvaluator(rule, key, group, budgets(rule, key, kept.budgets()));
    letGo(store, kept, rule);
    RunningGroup running = add(kept.hash(), slot, evaluator);
    running.relabelled().take(kept.alerts(), evaluator);
    GroupState taken = running.state();
    if (!taken.equals(kept.state())) {
      store.putState(kept.hash(), taken);
    }
  }

  /** What was held is known again. */
  private void letGo(GroupStore store, GroupStore.Kept kept, SloSpec rule) {
    if (kept.heldMillis() > 0) {
      store.putDirectory(kept.hash(), kept.key(), rule.objective().layout());
    }
    for (GroupStore.Budget budget : kept.budgets()) {
      if (budget.heldMillis() > 0 && isKnown(rule, budget)) {
        store.putBudget(kept.hash(), budget.heldFor(0));
      }
    }
  }

  private boolean isKnown(SloSpec rule, GroupStore.Budget budget) {
    return lookingAhead(rule.name()).stream()
        .anyMatch(of -> of.head().name().equals(budget.rule()));
  }

  /** Whether the counts are of what the rule measures; unknown ones are taken to be. */
  private static boolean counts(GroupState state, SloSpec rule) {
    long fingerprint = state.counted().fingerprint();
    return fingerprint == 0 || fingerprint == rule.fingerprint();
  }

  private static List<String> sources(SloSpec rule) {
    return rule.sli().sources().stream().map(Source::name).toList();
  }

  /** What was kept of rules that look ahead and are not known. */
  List<RemovedBudget> removedBudgets() {
    return removedBudgets;
  }

  /** A rule that looked ahead on a group's budget and is not known. */
  record RemovedBudget(byte[] hash, GroupStore.Budget budget, long clock) {}

  /**
   * The group of that key, new if it is the first sum; null if there is no such rule, or no room.
   */
  @Nullable RunningGroup find(
      GroupStore store, byte[] group, SumsRecord sums, long wallClockMillis) {
    RunningGroup known = running.get(Bytes.wrap(group));
    if (known != null) {
      return known;
    }
    GroupKey key = GroupKey.of(group);
    SloSpec rule = rules.get(key.rule());
    if (rule == null) {
      meters.sumOfUnknownRule();
      return null;
    }
    return hasRoom(rule) ? begin(store, group, rule, key, sums, wallClockMillis) : null;
  }

  Collection<RunningGroup> all() {
    return running.values();
  }

  /** What was kept of rules that are not known, without what they counted. */
  List<GroupStore.Kept> orphans() {
    return orphans;
  }

  void remove(RunningGroup group) {
    running.remove(Bytes.wrap(group.evaluator().key().bytes()));
    quota.remove(group.evaluator().rule().name());
  }

  private RunningGroup begin(
      GroupStore store,
      byte[] group,
      SloSpec rule,
      GroupKey key,
      SumsRecord sums,
      long wallClockMillis) {
    byte[] hash = GroupKeys.hash(group);
    Slot slot = new Slot();
    Sum first =
        sums.sums().isEmpty()
            ? new Sum(sums.appendTimeMillis(), 0, 0, 0, false, false)
            : sums.sums().get(0);
    SloGroup begun =
        SloGroup.begin(
            definition(rule),
            first,
            sums.appendTimeMillis(),
            wallClockMillis,
            store.log(hash, slot));
    store.putDirectory(hash, group, rule.objective().layout());
    begun.count(rule.fingerprint());
    RunningGroup running =
        add(hash, slot, new SloEvaluator(rule, key, begun, budgets(rule, key, List.of())));
    store.putState(hash, running.state());
    return running;
  }

  private RunningGroup add(byte[] hash, Slot slot, SloEvaluator evaluator) {
    RunningGroup group = new RunningGroup(hash, evaluator);
    slot.group = group;
    running.put(Bytes.wrap(evaluator.key().bytes()), group);
    quota.add(evaluator.rule().name());
    return group;
  }

  private List<BudgetEvaluator> budgets(SloSpec rule, GroupKey key, List<GroupStore.Budget> kept) {
    List<BudgetEvaluator> budgets = new ArrayList<>(0);
    for (ForecastSpec.OfBudget of : lookingAhead(rule.name())) {
      GroupStore.Budget known =
          kept.stream()
              .filter(budget -> budget.rule().equals(of.head().name()))
              .findAny()
              .orElse(null);
      budgets.add(
          known == null
              ? new BudgetEvaluator(of, rule, key, Lifecycle.NEW, null)
              : new BudgetEvaluator(of, rule, key, known.life(), known.alert()));
    }
    return budgets;
  }

  private void noteRemoved(GroupStore.Kept group, SloSpec rule) {
    for (GroupStore.Budget budget : group.budgets()) {
      if (!isKnown(rule, budget)) {
        removedBudgets.add(new RemovedBudget(group.hash(), budget, group.state().clockMillis()));
      }
    }
  }

  private List<ForecastSpec.OfBudget> lookingAhead(String slo) {
    return forecasts.getOrDefault(slo, List.of());
  }

  private static SloDefinition definition(SloSpec rule) {
    return new SloDefinition(
        rule.objective(), rule.timing(), rule.sli().countsGood(), rule.indicator().origins());
  }

  private boolean hasRoom(SloSpec rule) {
    boolean room = quota.hasRoom(rule.name(), rule.maxGroups());
    if (!room) {
      quota.refuse(rule.name(), rule.maxGroups());
    }
    return room;
  }

  /** Tells the group that its buckets were written, once there is one. */
  private static final class Slot implements Runnable {
    private @Nullable RunningGroup group;

    @Override
    public void run() {
      if (group != null) {
        group.wroteBuckets();
      }
    }
  }
}
