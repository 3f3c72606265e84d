/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.grouping;

import io.watchfire.streams.grouping.AlertGrouping;
import io.watchfire.streams.grouping.GroupingSettings;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.topology.AlertEvent;
import io.watchfire.streams.topology.Announcer;
import io.watchfire.streams.topology.RulesAtWork;
import io.watchfire.streams.topology.StreamMeters;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * By rule and tenant: what became of the alerts of its groups is gathered, so that people hear of a
 * cause once. Ticks wait until the process has caught up with what was written while it was away.
 */
final class GroupingProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  static final String STORE = "gathered";

  private static final Duration TICK = Duration.ofSeconds(1);

  private final RulesAtWork rules;
  private final StreamMeters meters;
  private final BooleanSupplier caughtUp;
  private final Map<Bytes, GroupingStore.Running> running = new HashMap<>();
  private RulesAtWork.Current current;
  private @Nullable Task task;

  GroupingProcessor(RulesAtWork rules, StreamMeters meters, BooleanSupplier caughtUp) {
    this.rules = rules;
    this.current = rules.current();
    this.meters = meters;
    this.caughtUp = caughtUp;
  }

  /** What a task has once it runs. */
  private record Task(
      ProcessorContext<byte[], byte[]> context, GroupingStore store, Announcer announcer) {}

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    GroupingStore store = new GroupingStore(context.getStateStore(STORE));
    task = new Task(context, store, new Announcer(context, meters));
    load();
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  /** Takes up what is kept, by the rules of now. */
  private void load() {
    current = rules.current();
    running.clear();
    task().store().load(this::begin, kept -> running.put(Bytes.wrap(kept.key().bytes()), kept));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    GroupingStore.Running one =
        running.computeIfAbsent(Bytes.wrap(record.key()), key -> begin(GroupKey.of(record.key())));
    take(one.grouping(), AlertEvent.read(record.value()));
    task().store().keep(one);
  }

  private void take(AlertGrouping grouping, AlertEvent detection) {
    Announcer announcer = task().announcer();
    long wallClockMillis = task().context().currentSystemTimeMs();
    switch (detection) {
      case AlertEvent.Transition(var alert, var side) -> {
        meters.detection(alert.state().text());
        announcer.transitions(grouping.take(alert, side, wallClockMillis), wallClockMillis);
      }
      case AlertEvent.Refresh(var alert) -> {
        if (grouping.refresh(alert, wallClockMillis)) {
          announcer.refresh(List.of(alert), List.of());
        }
      }
      case AlertEvent.Forgotten(var fingerprint) -> {
        grouping.forget(fingerprint);
        announcer.forget(fingerprint);
      }
      case AlertEvent.GroupCount(var partition, var groups) -> grouping.count(partition, groups);
    }
  }

  private void tick(long wallClockMillis) {
    if (!caughtUp.getAsBoolean()) {
      return;
    }
    if (current != rules.current()) {
      load();
    }
    Task now = task();
    Iterator<GroupingStore.Running> all = running.values().iterator();
    while (all.hasNext()) {
      GroupingStore.Running one = all.next();
      AlertGrouping.News news = one.grouping().tick(wallClockMillis);
      now.announcer().transitions(news.transitions(), wallClockMillis);
      now.announcer().refresh(news.refreshed(), List.of());
      news.forgotten().forEach(now.announcer()::forget);
      now.store().keep(one);
      if (one.grouping().isEmpty()) {
        all.remove();
      }
    }
  }

  private GroupingStore.Running begin(GroupKey key) {
    // A rule that is not there any more has the usual settings.
    GroupingSettings its =
        current.judged().stream()
            .filter(rule -> rule.head().name().equals(key.rule()))
            .map(rule -> rule.head().gather())
            .findFirst()
            .orElse(GroupingSettings.DEFAULT);
    return GroupingStore.Running.of(key, new AlertGrouping(its));
  }

  private Task task() {
    return Objects.requireNonNull(task, "init comes first");
  }
}
