/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.anomalies;

import io.watchfire.streams.engine.SeriesCommand;
import io.watchfire.streams.engine.SeriesRule;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.topology.GroupCounts;
import io.watchfire.streams.topology.GroupKeys;
import io.watchfire.streams.topology.GroupQuota;
import io.watchfire.streams.topology.StreamMeters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The groups of series rules that a task has; rules are found by the indicator they evaluate. */
final class Evaluators {
  private static final Logger LOG = LoggerFactory.getLogger(Evaluators.class);

  private final Map<String, List<SeriesRule>> byIndicator = new HashMap<>();
  private final Map<String, SeriesRule> byName = new HashMap<>();
  private final int partitions;
  private final GroupQuota quota;
  private final StreamMeters meters;
  private final Map<Bytes, Found> byMeasured = new HashMap<>();
  private final Map<Bytes, RunningEvaluator> running = new HashMap<>();
  private final GroupCounts groupCounts = new GroupCounts();

  /** Who judges what was measured under a key, and whose limit is in the way. */
  private record Found(List<RunningEvaluator> judging, List<SeriesRule> refused) {}

  /**
   * @param partitions of the sums topic; the limit of a rule is spread over them
   */
  Evaluators(List<SeriesRule> rules, int partitions, StreamMeters meters) {
    for (SeriesRule rule : rules) {
      byName.put(rule.head().name(), rule);
      byIndicator.computeIfAbsent(rule.series().indicator(), name -> new ArrayList<>()).add(rule);
    }
    this.partitions = partitions;
    this.quota = new GroupQuota(partitions, meters);
    this.meters = meters;
  }

  /**
   * Takes up what was kept; returns the groups whose rule is gone. A group whose rule measures or
   * learns something else now begins anew, but nobody is awaited whom a rule of absence does not
   * know by its present selectors.
   */
  List<EvaluatorStore.Kept> load(EvaluatorStore store, long wallClockMillis) {
    List<EvaluatorStore.Kept> orphans = new ArrayList<>();
    for (EvaluatorStore.Kept kept : store.all()) {
      GroupKey key = GroupKey.of(kept.key());
      SeriesRule rule = byName.get(key.rule());
      if (rule == null || (rule.absence() != null && !isLearntOf(kept, rule))) {
        orphans.add(kept.withoutLearnt());
        groupCounts.add(key, 0);
        continue;
      }
      RunningEvaluator series = new RunningEvaluator(kept.hash(), rule.at(key));
      if (isLearntOf(kept, rule)) {
        series.restore(kept, wallClockMillis);
      } else {
        LOG.warn("{} judges something else than before and learns anew", key.path());
        series.beginAnew(kept, store);
      }
      if (kept.heldMillis() > 0
          || kept.fingerprint() != rule.fingerprint()
          || !kept.learnt().equals(rule.learnt())) {
        store.putDirectory(kept.hash(), kept.key(), rule);
      }
      add(series);
    }
    return orphans;
  }

  /** Whether it goes on; what earlier releases kept is taken to be of the same measurement. */
  private static boolean isLearntOf(EvaluatorStore.Kept kept, SeriesRule rule) {
    return rule.learnt().equals(kept.learnt())
        && (kept.fingerprint() == 0 || kept.fingerprint() == rule.fingerprint());
  }

  /** Begins what is awaited in that partition before anything came, where it is not known yet. */
  void await(EvaluatorStore store, int partition) {
    for (SeriesRule rule : byName.values()) {
      GroupKey key = Awaited.group(rule);
      if (Awaited.isFixed(rule)
          && Awaited.isIn(partition, partitions, rule)
          && !running.containsKey(Bytes.wrap(key.bytes()))) {
        begin(store, rule, key);
      }
    }
  }

  /**
   * The groups that judge what was measured under that key; new ones where it is the first time, or
   * where there was no room for them before.
   */
  List<RunningEvaluator> find(EvaluatorStore store, byte[] measured) {
    Bytes key = Bytes.wrap(measured);
    Found known = byMeasured.get(key);
    if (known != null && areFull(known.refused())) {
      known.refused().forEach(this::refuse);
      return known.judging();
    }
    Found found = look(store, GroupKey.of(measured));
    if (!found.judging().isEmpty()) {
      byMeasured.put(key, found);
    }
    return found.judging();
  }

  private Found look(EvaluatorStore store, GroupKey of) {
    Found found = new Found(new ArrayList<>(), new ArrayList<>(0));
    for (SeriesRule rule : byIndicator.getOrDefault(of.rule(), List.of())) {
      GroupKey key = new GroupKey(of.tenant(), of.cluster(), rule.head().name(), of.labels());
      RunningEvaluator one = running.get(Bytes.wrap(key.bytes()));
      if (one != null) {
        found.judging().add(one);
      } else if (isFull(rule)) {
        refuse(rule);
        found.refused().add(rule);
      } else {
        found.judging().add(begin(store, rule, key));
      }
    }
    return found;
  }

  private RunningEvaluator begin(EvaluatorStore store, SeriesRule rule, GroupKey key) {
    RunningEvaluator begun = new RunningEvaluator(GroupKeys.hash(key.bytes()), rule.at(key));
    store.putDirectory(begun.hash(), key.bytes(), rule);
    add(begun);
    return begun;
  }

  /**
   * Applies it to the groups that evaluate what was measured under that key; begins none for it.
   */
  void apply(EvaluatorStore store, byte[] measured, SeriesCommand command) {
    GroupKey of = GroupKey.of(measured);
    for (SeriesRule rule : byIndicator.getOrDefault(of.rule(), List.of())) {
      if (!command.concerns(rule.head().name())) {
        continue;
      }
      GroupKey key = new GroupKey(of.tenant(), of.cluster(), rule.head().name(), of.labels());
      RunningEvaluator series = running.get(Bytes.wrap(key.bytes()));
      meters.commanded(command.kind().text(), series != null);
      if (series != null) {
        series.apply(command, store);
        LOG.info("{} obeys {}", key.path(), command.words());
      }
    }
  }

  /** How many there are. */
  GroupCounts groupCounts() {
    return groupCounts;
  }

  Collection<RunningEvaluator> all() {
    return running.values();
  }

  void remove(RunningEvaluator series) {
    GroupKey key = series.evaluator().key();
    running.remove(Bytes.wrap(key.bytes()));
    String indicator = series.evaluator().rule().series().indicator();
    GroupKey measured = new GroupKey(key.tenant(), key.cluster(), indicator, key.labels());
    byMeasured.remove(Bytes.wrap(measured.bytes()));
    quota.remove(key.rule());
    groupCounts.add(key, -1);
  }

  private void add(RunningEvaluator series) {
    running.put(Bytes.wrap(series.evaluator().key().bytes()), series);
    quota.add(series.evaluator().key().rule());
    groupCounts.add(series.evaluator().key(), 1);
  }

  private boolean areFull(List<SeriesRule> rules) {
    for (SeriesRule rule : rules) {
      if (!isFull(rule)) {
        return false;
      }
    }
    return true;
  }

  private boolean isFull(SeriesRule rule) {
    return !quota.hasRoom(rule.head().name(), rule.head().maxGroups());
  }

  private void refuse(SeriesRule rule) {
    quota.refuse(rule.head().name(), rule.head().maxGroups());
  }
}
