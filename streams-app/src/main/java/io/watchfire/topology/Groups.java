/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.topology;

import io.watchfire.engine.GroupRun;
import io.watchfire.signal.GroupKey;
import io.watchfire.signal.Sum;
import io.watchfire.slo.SloGroup;
import io.watchfire.spec.SloSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The groups of one task, in memory as the store has them. A rule keeps at most so many groups; one
 * that is refused gets in only after another was forgotten, without back-fill, and which rule hit
 * its limit is said once.
 */
final class Groups {
  private static final Logger LOG = LoggerFactory.getLogger(Groups.class);

  private final Map<String, SloSpec> rules = new HashMap<>();
  private final StreamMeters meters;
  private final int partitions;
  private final Map<Bytes, RunningGroup> running = new HashMap<>();
  private final Map<String, Integer> perRule = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private final List<GroupStore.Kept> orphans = new ArrayList<>();

  /**
   * @param partitions of the sums topic; the limit of a rule is spread over them
   */
  Groups(List<SloSpec> rules, int partitions, StreamMeters meters) {
    rules.forEach(rule -> this.rules.put(rule.name(), rule));
    this.partitions = partitions;
    this.meters = meters;
  }

  /** Takes up what was kept; groups of rules that are gone become orphans. */
  void load(GroupStore store, long wall) {
    for (GroupStore.Kept kept : store.all()) {
      GroupKey key = GroupKey.of(kept.key());
      SloSpec rule = rules.get(key.rule());
      if (rule == null) {
        orphans.add(kept);
        continue;
      }
      Slot slot = new Slot();
      SloGroup group =
          SloGroup.restore(
              rule.objective(),
              rule.timing(),
              rule.sli().countsGood(),
              kept.state().amongSources(rule.sli().sources().size()),
              wall,
              store.log(kept.hash(), slot));
      store.restore(kept, rule.objective().layout(), group.buckets());
      add(kept.hash(), slot, new GroupRun(rule, key, group));
    }
  }

  /**
   * The group of that key, new if it is the first sum; null if there is no such rule, or no room.
   */
  @Nullable RunningGroup find(GroupStore store, byte[] group, SumsRecord sums, long wall) {
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
    return hasRoom(rule) ? begin(store, group, rule, key, sums, wall) : null;
  }

  Collection<RunningGroup> all() {
    return running.values();
  }

  List<GroupStore.Kept> orphans() {
    return orphans;
  }

  void remove(RunningGroup group) {
    running.remove(Bytes.wrap(group.run().key().bytes()));
    perRule.merge(group.run().rule().name(), -1, Integer::sum);
    told.remove(group.run().rule().name());
  }

  private RunningGroup begin(
      GroupStore store, byte[] group, SloSpec rule, GroupKey key, SumsRecord sums, long wall) {
    byte[] hash = GroupKeys.hash(group);
    Slot slot = new Slot();
    Sum first =
        sums.sums().isEmpty()
            ? new Sum(sums.appended(), 0, 0, 0, false, false)
            : sums.sums().get(0);
    SloGroup begun =
        SloGroup.begin(
            rule.objective(),
            rule.timing(),
            rule.sli().countsGood(),
            first,
            sums.appended(),
            wall,
            store.log(hash, slot));
    store.putDirectory(hash, group, rule.objective().layout());
    store.putState(hash, begun.state());
    return add(hash, slot, new GroupRun(rule, key, begun));
  }

  private RunningGroup add(byte[] hash, Slot slot, GroupRun run) {
    RunningGroup group = new RunningGroup(hash, run);
    slot.group = group;
    running.put(Bytes.wrap(run.key().bytes()), group);
    perRule.merge(run.rule().name(), 1, Integer::sum);
    return group;
  }

  private boolean hasRoom(SloSpec rule) {
    int limit = Math.ceilDiv(rule.maxGroups(), partitions);
    if (perRule.getOrDefault(rule.name(), 0) < limit) {
      return true;
    }
    meters.groupRefused();
    if (told.add(rule.name())) {
      LOG.warn(
          "Rule {} has {} groups in this partition, its limit: further ones are refused and counted"
              + " (maxGroups: {})",
          rule.name(),
          limit,
          rule.maxGroups());
    }
    return false;
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
