/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.series;

import io.watchfire.streams.ingest.PackedRecord;
import io.watchfire.streams.query.EventTime;
import io.watchfire.streams.series.Eviction;
import io.watchfire.streams.series.Family;
import io.watchfire.streams.series.Increment;
import io.watchfire.streams.series.Outcome;
import io.watchfire.streams.series.ResourceHistory;
import io.watchfire.streams.topology.StreamMeters;
import io.watchfire.streams.topology.SumsRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Second stage, by resource: remembers the last point of every matched series and turns points into
 * increments; for every group one partial sum leaves, with numerator and denominator together.
 */
final class SeriesProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  static final String STORE = "series";
  static final String SUMS = "sums";

  private static final Duration IDLE = Duration.ofHours(2);
  private static final Duration GONE = Duration.ofDays(2);
  private static final Duration EVICTION_INTERVAL = Duration.ofMinutes(10);

  private final StreamMeters meters;
  private final SeriesQuota quota;
  private final ChoosingRules choosing;
  private @Nullable Task task;

  SeriesProcessor(StreamMeters meters, SeriesQuota quota, ChoosingRules choosing) {
    this.meters = meters;
    this.quota = quota;
    this.choosing = choosing;
  }

  /** What a task has once it runs. */
  private record Task(
      ProcessorContext<byte[], byte[]> context,
      KeyValueStore<Bytes, byte[]> store,
      SeriesBlocks blocks,
      ResourceHistories histories,
      SourceChoices choices) {}

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(STORE);
    task =
        new Task(
            context,
            store,
            new SeriesBlocks(store),
            new ResourceHistories(store),
            new SourceChoices(store, choosing));
    context.schedule(
        EVICTION_INTERVAL,
        PunctuationType.WALL_CLOCK_TIME,
        wallClockMillis -> evict(wallClockMillis, true));
    evict(context.currentSystemTimeMs(), false);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Task running = Objects.requireNonNull(task);
    PackedRecord packed = PackedRecord.read(record.value());
    Partials partials = new Partials(packed);
    if (packed.batch() == 0 || isNew(running.store(), record.key(), packed.batch())) {
      if (!packed.points().isEmpty()) {
        addPoints(running, record.key(), packed, partials);
      }
      packed.events().forEach(partials::add);
    }
    partials.forEach(
        (target, sums) -> {
          SumsRecord counting = running.choices().of(record.key(), target, sums);
          if (!counting.isEmpty()) {
            running
                .context()
                .forward(new Record<>(target, counting.write(), record.timestamp()), SUMS);
          }
        });
  }

  private void addPoints(Task running, byte[] resource, PackedRecord packed, Partials partials) {
    ResourceHistory history = running.histories().of(resource);
    history.under(packed.rules());
    long receivedNanos = EventTime.nanos(packed.appendTimeMillis());
    Map<Long, Family> families = new HashMap<>();
    for (PackedRecord.Measured measured : packed.points()) {
      Family family =
          families.computeIfAbsent(
              measured.family(),
              id -> Family.open(running.blocks().of(resource, id), packed.tenant(), history));
      Increment increment =
          family.apply(measured.point(), receivedNanos, () -> quota.admit(packed.tenant()));
      meters.applied(increment.outcome());
      if (increment.outcome().observed()) {
        partials.add(measured, increment);
      } else if (increment.outcome() == Outcome.REFUSED) {
        partials.refused(measured);
      }
    }
    families.values().forEach(Family::save);
    running.histories().save(resource, history);
  }

  /** Whether this batch of spans of the resource was not seen before. */
  private boolean isNew(KeyValueStore<Bytes, byte[]> store, byte[] resource, long batch) {
    Bytes key = Bytes.wrap(SeriesKeys.batches(resource));
    RecentBatches recent = RecentBatches.read(store.get(key));
    if (!recent.add(batch)) {
      meters.batchRepeated();
      return false;
    }
    store.put(key, recent.write());
    return true;
  }

  /** Walks the store: counts what is there, and, if asked, lets go of what fell silent. */
  private void evict(long wallClockMillis, boolean remove) {
    Task running = Objects.requireNonNull(task);
    KeyValueStore<Bytes, byte[]> store = running.store();
    long idleBeforeNanos =
        remove ? EventTime.nanos(wallClockMillis - IDLE.toMillis()) : Long.MIN_VALUE;
    long goneBeforeNanos =
        remove ? EventTime.nanos(wallClockMillis - GONE.toMillis()) : Long.MIN_VALUE;
    Map<String, Integer> perTenant = new HashMap<>();
    List<KeyValue<Bytes, byte[]>> changed = new ArrayList<>();
    Set<Bytes> resources = new HashSet<>();
    List<Bytes> histories = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> entry = all.next();
        if (SeriesKeys.isHistory(entry.key.get())) {
          histories.add(entry.key);
        }
        if (remove && isGoneChoice(entry, wallClockMillis)) {
          changed.add(KeyValue.pair(entry.key, null));
        }
        if (!SeriesKeys.isBlock(entry.key.get())) {
          continue;
        }
        Eviction eviction = Eviction.of(entry.value, idleBeforeNanos, goneBeforeNanos);
        perTenant.merge(eviction.tenant(), eviction.series(), Integer::sum);
        if (eviction.series() > 0) {
          resources.add(Bytes.wrap(SeriesKeys.resource(entry.key.get())));
        }
        if (eviction.value() != null) {
          boolean empty = eviction.series() == 0 && isOnlyBlock(store, entry.key);
          changed.add(KeyValue.pair(entry.key, empty ? null : eviction.value()));
        }
      }
    }
    changed.forEach(entry -> store.put(entry.key, entry.value));
    histories.removeIf(key -> resources.contains(Bytes.wrap(SeriesKeys.resource(key.get()))));
    if (remove) {
      running.histories().forget(histories);
    }
    quota.recount(perTenant);
  }

  private boolean isGoneChoice(KeyValue<Bytes, byte[]> entry, long wallClockMillis) {
    boolean gone =
        SeriesKeys.isChoice(entry.key.get()) && SourceChoices.isGone(entry.value, wallClockMillis);
    if (gone) {
      Objects.requireNonNull(task).choices().removed(entry.key);
    }
    return gone;
  }

  /** Blocks are numbered without gaps, so only a lone first one may go. */
  private static boolean isOnlyBlock(KeyValueStore<Bytes, byte[]> store, Bytes key) {
    return SeriesKeys.isFirstBlock(key.get())
        && store.get(Bytes.wrap(SeriesKeys.secondBlock(key.get()))) == null;
  }
}
