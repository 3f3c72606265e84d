/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.anomalies;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.streams.engine.AbsenceEvaluator;
import io.watchfire.streams.engine.GroupEvaluator;
import io.watchfire.streams.engine.SeriesCommand;
import io.watchfire.streams.engine.SeriesEvaluator;
import io.watchfire.streams.query.Distribution;
import io.watchfire.streams.query.GaugeAggregate;
import io.watchfire.streams.query.StepBuckets.Closed;
import io.watchfire.streams.query.Sum;
import io.watchfire.streams.topology.Announcer;
import io.watchfire.streams.topology.HeldRules;
import io.watchfire.streams.topology.RulesAtWork;
import io.watchfire.streams.topology.StreamMeters;
import io.watchfire.streams.topology.SumsRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Beside the objectives, by rule and group: partial sums meet in buckets of one width, and each
 * closed bucket is judged by a detector, a forecast or limits; or it is noticed that nothing comes.
 * Ticks wait until the process has caught up with what was written while it was away.
 */
final class AnomaliesProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  static final String STORE = "anomalies";

  private static final Duration TICK = Duration.ofSeconds(1);
  private static final long REFRESH_MILLIS = 60_000;
  private static final long FORGET_RESOLVED_MILLIS = Duration.ofDays(1).toMillis();

  private final RulesAtWork rules;
  private final int partitions;
  private final StreamMeters meters;
  private final BooleanSupplier caughtUp;
  private @Nullable Task task;
  private boolean ticking;

  /**
   * @param partitions of the sums topic
   */
  AnomaliesProcessor(
      RulesAtWork rules, int partitions, StreamMeters meters, BooleanSupplier caughtUp) {
    this.rules = rules;
    this.partitions = partitions;
    this.meters = meters;
    this.caughtUp = caughtUp;
  }

  /** What a task has once it runs. */
  private record Task(
      ProcessorContext<byte[], byte[]> context,
      RulesAtWork.Current rules,
      EvaluatorStore store,
      Evaluators groups,
      Announcer announcer,
      AlertEvents detections,
      HeldRules held) {}

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    task = load(context, new EvaluatorStore(context.getStateStore(STORE)));
    ticking = false;
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  /** Takes up what is kept, by the rules of now. */
  private Task load(ProcessorContext<byte[], byte[]> context, EvaluatorStore store) {
    RulesAtWork.Current now = rules.current();
    Evaluators groups = new Evaluators(now.judged(), partitions, meters);
    List<EvaluatorStore.Kept> orphans = groups.load(store, context.currentSystemTimeMs());
    groups.await(store, context.taskId().partition());
    Announcer announcer = new Announcer(context, meters);
    AlertEvents detections = new AlertEvents(context, announcer, groups.groupCounts());
    HeldRules held = new HeldRules(rules, meters);
    orphans.forEach(orphan -> held.hold(new HeldEvaluator(store, orphan, detections).held()));
    return new Task(context, now, store, groups, announcer, detections, held);
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
    for (RunningEvaluator series : running.groups().all()) {
      running.store().putState(series.hash(), series.evaluator());
    }
    running.held().release();
    task = load(running.context(), running.store());
    if (ticking) {
      resume();
    }
    return running();
  }

  private void resume() {
    long wallClockMillis = running().context().currentSystemTimeMs();
    running().groups().all().forEach(series -> series.evaluator().resume(wallClockMillis));
    running().groups().all().forEach(series -> rename(series, wallClockMillis));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Task running = current();
    SumsRecord sums = SumsRecord.read(record.value());
    SeriesCommand command = sums.command();
    if (command != null) {
      running.groups().apply(running.store(), record.key(), command);
      return;
    }
    List<RunningEvaluator> groups = running.groups().find(running.store(), record.key());
    if (groups.isEmpty()) {
      return;
    }
    long wallClockMillis = running.context().currentSystemTimeMs();
    for (RunningEvaluator series : groups) {
      switch (series.evaluator()) {
        case SeriesEvaluator evaluator -> observe(evaluator, sums, wallClockMillis);
        case AbsenceEvaluator evaluator -> receive(evaluator, sums, wallClockMillis);
      }
      series.keepIfBegunAnew(running.store());
      evaluate(series, wallClockMillis);
      keep(series);
    }
  }

  /** A record that is empty tells what stands for a rule that something of it came elsewhere. */
  private void receive(AbsenceEvaluator evaluator, SumsRecord sums, long wallClockMillis) {
    if (sums.isEmpty()) {
      evaluator.comesElsewhere(wallClockMillis);
    } else if (sums.observed() && evaluator.received(wallClockMillis)) {
      Awaited.came(evaluator.rule(), evaluator.key(), running().context());
    }
  }

  private void keep(RunningEvaluator series) {
    if (series.evaluator().keepDue()) {
      running().store().putState(series.hash(), series.evaluator());
    }
  }

  private void observe(SeriesEvaluator evaluator, SumsRecord sums, long wallClockMillis) {
    for (Sum sum : sums.sums()) {
      meters.judged(evaluator.observe(sum, sums.appendTimeMillis(), wallClockMillis));
    }
    for (GaugeAggregate level : sums.gauges()) {
      meters.judged(evaluator.observe(level, sums.appendTimeMillis(), wallClockMillis));
    }
    for (Distribution distribution : sums.distributions()) {
      meters.judged(evaluator.observe(distribution, sums.appendTimeMillis(), wallClockMillis));
    }
  }

  /** Has every bucket judged that is due. */
  private void evaluate(RunningEvaluator series, long wallClockMillis) {
    if (series.evaluator() instanceof SeriesEvaluator evaluator) {
      Task running = running();
      long before = evaluator.closable(caughtUp.getAsBoolean());
      Closed closed = series.evaluate(evaluator, before, running.store());
      while (closed != null) {
        running.announcer().reading(evaluator.reading(closed), evaluator.key());
        closed = series.evaluate(evaluator, before, running.store());
      }
    }
    announce(series, wallClockMillis);
  }

  private void announce(RunningEvaluator series, long wallClockMillis) {
    List<Alert> changes = series.evaluator().changes();
    if (!changes.isEmpty()) {
      GroupEvaluator evaluator = series.evaluator();
      running()
          .detections()
          .transitions(evaluator.key(), changes, evaluator.side(), wallClockMillis);
      running().store().putAlert(series.hash(), changes.getLast());
      series.refreshed(wallClockMillis);
    }
  }

  private void tick(long wallClockMillis) {
    if (!caughtUp.getAsBoolean()) {
      return;
    }
    Task running = current();
    if (!ticking) {
      ticking = true;
      resume();
    }
    running.held().tick(wallClockMillis);
    List<RunningEvaluator> gone = new ArrayList<>();
    for (RunningEvaluator series : running.groups().all()) {
      tick(series, wallClockMillis);
      if (series.evaluator().isGone()) {
        gone.add(series);
      }
    }
    for (RunningEvaluator series : gone) {
      series.remove(running.store());
      running.groups().remove(series);
    }
    running.detections().count(wallClockMillis);
  }

  private void tick(RunningEvaluator series, long wallClockMillis) {
    GroupEvaluator evaluator = series.evaluator();
    evaluator.tick(wallClockMillis);
    evaluate(series, wallClockMillis);
    evaluator.notice();
    announce(series, wallClockMillis);
    keep(series);
    if (series.refreshDue(wallClockMillis, REFRESH_MILLIS)) {
      refresh(series, wallClockMillis);
    }
  }

  private void refresh(RunningEvaluator series, long wallClockMillis) {
    Alert alert = series.evaluator().alert();
    if (alert == null) {
      return;
    }
    if (alert.state() == AlertState.FIRING) {
      running().detections().refresh(series.evaluator().key(), alert);
      series.refreshed(wallClockMillis);
    } else if (series.evaluator().clock() - series.evaluator().life().sinceMillis()
            > FORGET_RESOLVED_MILLIS
        && series.forgetNow()) {
      running().detections().forget(series.evaluator().key(), alert);
    }
  }

  @Override
  public void close() {
    if (task != null) {
      task.held().close();
    }
  }

  /** An alert is its labels: under other ones the old alert ends, and another begins. */
  private void rename(RunningEvaluator series, long wallClockMillis) {
    Instant now = Instant.ofEpochMilli(wallClockMillis);
    Alert alert = series.evaluator().alert();
    List<Alert> renamed = series.takeRenamed();
    List<Alert> changes =
        new ArrayList<>(
            alert == null
                ? Announcer.ended(renamed, now)
                : Announcer.ended(renamed, Announcer.RELABELLED, now));
    if (changes.isEmpty()) {
      return;
    }
    Alert last = alert == null ? changes.getLast() : alert;
    if (last.state() == AlertState.FIRING) {
      changes.add(last);
    }
    running().detections().transitions(series.evaluator().key(), changes, 0, wallClockMillis);
    running().store().putAlert(series.hash(), last);
    series.refreshed(wallClockMillis);
  }

  private Task running() {
    return Objects.requireNonNull(task, "init comes first");
  }
}
