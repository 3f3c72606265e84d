/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.rules;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.streams.engine.SloEvaluator;
import io.watchfire.streams.query.Sum;
import io.watchfire.streams.slo.SloGroup;
import io.watchfire.streams.topology.Announcer;
import io.watchfire.streams.topology.HeldRules;
import io.watchfire.streams.topology.RulesAtWork;
import io.watchfire.streams.topology.StreamMeters;
import io.watchfire.streams.topology.SumsRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Third stage, by rule and group: partial sums meet in buckets, and every change and every tick is
 * judged at once. Ticks wait until the process has caught up with what was written while it was
 * away; until then they would resolve and raise alerts that never were.
 */
final class RulesProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  static final String STORE = "groups";

  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration SETTLE_TICK = Duration.ofMillis(100);
  private static final long REFRESH_MILLIS = 60_000;
  private static final long STATUS_AT_LATEST_MILLIS = 15_000;
  private static final long FORGET_RESOLVED_MILLIS = Duration.ofDays(1).toMillis();
  private static final long FORGET_GROUP_MILLIS = Duration.ofDays(7).toMillis();

  private final RulesAtWork rules;
  private final int partitions;
  private final StreamMeters meters;
  private final BooleanSupplier caughtUp;
  private final Map<RunningGroup, Waiting> waiting = new LinkedHashMap<>();
  private @Nullable Task task;
  private boolean ticking;

  /**
   * @param partitions of the sums topic
   */
  RulesProcessor(RulesAtWork rules, int partitions, StreamMeters meters, BooleanSupplier caughtUp) {
    this.rules = rules;
    this.partitions = partitions;
    this.meters = meters;
    this.caughtUp = caughtUp;
  }

  /** What a task has once it runs. */
  private record Task(
      ProcessorContext<byte[], byte[]> context,
      RulesAtWork.Current rules,
      GroupStore store,
      Groups groups,
      Announcer announcer,
      BudgetSchedule budgets,
      Relabelling relabelling,
      HeldRules held) {}

  /** An evaluation put off until numerator and denominator have met. */
  private record Waiting(long until, long causedAt) {}

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    KeyValueStore<Bytes, byte[]> kept = context.getStateStore(STORE);
    task = load(context, new GroupStore(kept));
    ticking = false;
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    context.schedule(SETTLE_TICK, PunctuationType.WALL_CLOCK_TIME, this::settle);
  }

  /** Takes up what is kept, by the rules of now. */
  private Task load(ProcessorContext<byte[], byte[]> context, GroupStore store) {
    RulesAtWork.Current now = rules.current();
    Groups groups = new Groups(now.rules(), partitions, meters);
    groups.load(store, context.currentSystemTimeMs());
    Announcer announcer = new Announcer(context, meters);
    BudgetSchedule budgets = new BudgetSchedule(store, announcer);
    HeldRules held = new HeldRules(rules, meters);
    new HeldGroups(store, announcer, held).take(groups);
    waiting.clear();
    Relabelling relabelling = new Relabelling(store, announcer);
    return new Task(context, now, store, groups, announcer, budgets, relabelling, held);
  }

  /**
   * What runs; where the rules are others by now, everything is kept and taken up again by them,
   * between two records as after a restart.
   */
  private Task current() {
    Task running = running();
    if (running.rules() == rules.current()) {
      return running;
    }
    running.groups().all().forEach(group -> running.store().putState(group.hash(), group.state()));
    running.held().release();
    Task now = load(running.context(), running.store());
    task = now;
    if (ticking) {
      resume(now);
    }
    return now;
  }

  private static void resume(Task running) {
    long wallClockMillis = running.context().currentSystemTimeMs();
    running.groups().all().forEach(group -> group.evaluator().group().resume(wallClockMillis));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Task running = current();
    SumsRecord sums = SumsRecord.read(record.value());
    if (sums.command() != null) {
      return;
    }
    long wallClockMillis = running.context().currentSystemTimeMs();
    RunningGroup group =
        running.groups().find(running.store(), record.key(), sums, wallClockMillis);
    if (group == null) {
      return;
    }
    boolean taken = false;
    long newestMillis = Long.MIN_VALUE;
    for (Sum sum : sums.sums()) {
      newestMillis = Math.max(newestMillis, sum.timeMillis());
      boolean counts =
          group.evaluator().group().observe(sum, sums.appendTimeMillis(), wallClockMillis);
      meters.sum(counts);
      taken |= counts;
    }
    if (!sums.sums().isEmpty()) {
      meters.late(sums.appendTimeMillis() - newestMillis);
    }
    if (taken || !sums.notice().isEmpty()) {
      group.evaluator().group().notice(sums.notice(), sums.invalid());
    }
    evaluateOrWait(group, sums.appendTimeMillis(), wallClockMillis);
    keep(group);
  }

  private void evaluateOrWait(RunningGroup group, long appendTimeMillis, long wallClockMillis) {
    group.changed();
    if (group.evaluator().group().unsettled()) {
      waiting.putIfAbsent(
          group, new Waiting(wallClockMillis + SloGroup.SETTLE_MILLIS, appendTimeMillis));
      return;
    }
    waiting.remove(group);
    announce(group, group.evaluator().evaluate(appendTimeMillis), wallClockMillis);
  }

  private void keep(RunningGroup group) {
    if (group.stateChanged()) {
      running().store().putState(group.hash(), group.state());
      group.kept();
    }
  }

  private void settle(long wallClockMillis) {
    if (waiting.isEmpty()) {
      return;
    }
    List<RunningGroup> due = new ArrayList<>();
    waiting.forEach(
        (group, wait) -> {
          if (wallClockMillis >= wait.until()) {
            due.add(group);
          }
        });
    for (RunningGroup group : due) {
      Waiting wait = Objects.requireNonNull(waiting.remove(group));
      announce(group, group.evaluator().evaluate(wait.causedAt()), wallClockMillis);
      keep(group);
    }
  }

  private void tick(long wallClockMillis) {
    if (!caughtUp.getAsBoolean()) {
      return;
    }
    Task running = current();
    if (!ticking) {
      ticking = true;
      resume(running);
    }
    running.held().tick(wallClockMillis);
    long soon = Math.max(1, running.groups().all().size() / 1_000) * 1_000L;
    List<RunningGroup> gone = new ArrayList<>();
    for (RunningGroup group : running.groups().all()) {
      tick(group, wallClockMillis, soon);
      if (isGone(group.evaluator())) {
        gone.add(group);
      }
    }
    gone.forEach(group -> forget(running, group));
    running.budgets().tick(running.groups().all(), wallClockMillis);
  }

  private void tick(RunningGroup group, long wallClockMillis, long soon) {
    SloEvaluator evaluator = group.evaluator();
    evaluator.group().tick(wallClockMillis);
    running().relabelling().tick(group, wallClockMillis);
    if (!waiting.containsKey(group)) {
      announce(group, evaluator.evaluate(0), wallClockMillis);
    }
    if (group.mustKeepAfterTick()) {
      keep(group);
    }
    if (group.refreshDue(wallClockMillis, REFRESH_MILLIS)) {
      group.refreshed(wallClockMillis);
      List<Alert> forgotten =
          group.notYetForgotten(evaluator.resolvedBefore(forgettable(evaluator)));
      List<Alert> firing = new ArrayList<>(evaluator.firing());
      firing.addAll(group.relabelled().old());
      running().announcer().refresh(firing, forgotten);
    }
    if (group.statusDue(wallClockMillis, soon, STATUS_AT_LATEST_MILLIS)) {
      group.statusSent(wallClockMillis);
      running().announcer().status(evaluator.status());
    }
  }

  @Override
  public void close() {
    if (task != null) {
      task.held().close();
    }
  }

  private void announce(RunningGroup group, List<Alert> alerts, long wallClockMillis) {
    if (alerts.isEmpty()) {
      return;
    }
    running().announcer().transitions(alerts, wallClockMillis);
    running().relabelling().end(group, wallClockMillis);
    alerts.forEach(alert -> running().store().putAlert(group.hash(), alert));
    running().announcer().status(group.evaluator().status());
    group.statusSent(wallClockMillis);
    group.refreshed(wallClockMillis);
  }

  private static long forgettable(SloEvaluator evaluator) {
    return evaluator.group().judgedAtMillis() - FORGET_RESOLVED_MILLIS;
  }

  private static boolean isGone(SloEvaluator evaluator) {
    return evaluator.group().silentMillis() > FORGET_GROUP_MILLIS && !evaluator.isFiring();
  }

  private void forget(Task running, RunningGroup group) {
    running.announcer().forgetStatus(group.evaluator().key());
    group.evaluator().group().buckets().clear();
    running.store().removeEntries(group.hash());
    group.evaluator().budgets().forEach(b -> running.store().removeBudget(group.hash(), b.name()));
    running.groups().remove(group);
    waiting.remove(group);
  }

  private Task running() {
    return Objects.requireNonNull(task, "init comes first");
  }
}
