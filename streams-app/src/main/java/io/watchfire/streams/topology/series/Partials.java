/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.series;

import io.watchfire.streams.alerting.GroupClock;
import io.watchfire.streams.histogram.Histogram;
import io.watchfire.streams.histogram.Histograms;
import io.watchfire.streams.ingest.PackedRecord;
import io.watchfire.streams.query.Distribution;
import io.watchfire.streams.query.EventTime;
import io.watchfire.streams.query.GaugeAggregate;
import io.watchfire.streams.query.Sum;
import io.watchfire.streams.series.Increment;
import io.watchfire.streams.series.Outcome;
import io.watchfire.streams.topology.SumsRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The partial sums of one packed record: per target, source and event time, both roles together.
 */
final class Partials {
  /** A series that was away does not count for all the time it was. */
  private static final long LONGEST_SINCE_NANOS = Duration.ofMinutes(5).toNanos();

  private static final PackedRecord.Notice NOTHING_TO_SAY = new PackedRecord.Notice(0, false, "");
  private static final String REFUSED =
      "series: some are not counted, the tenant has its limit (limits.seriesPerTenant)";

  private final PackedRecord packed;
  private final Map<Slot, Amount> amounts = new LinkedHashMap<>();
  private final Map<Slot, GaugeAggregate> gauges = new LinkedHashMap<>();
  private final Map<Slot, Distribution> distributions = new LinkedHashMap<>();

  private final Set<Integer> refusals = new LinkedHashSet<>(0);

  Partials(PackedRecord packed) {
    this.packed = packed;
  }

  private record Slot(int target, int source, long timeMillis) {}

  private static final class Amount {
    private long numerator;
    private long total;
    private boolean numeratorSeen;
    private boolean totalSeen;
  }

  void add(PackedRecord.Measured measured, Increment increment) {
    long timeMillis =
        GroupClock.countedAt(
            EventTime.endOfMillisecond(measured.point().timeNanos()), packed.appendTimeMillis());
    for (PackedRecord.Feed feed : measured.feeds()) {
      Slot slot = new Slot(feed.target(), feed.source(), timeMillis);
      if (increment.outcome() == Outcome.READING) {
        addReading(slot, feed, increment);
      } else if (measured.ofBuckets(feed)) {
        addBuckets(slot, increment.histogram());
      } else {
        addIncrement(slot, feed, isKnown(measured, feed, increment), increment);
      }
    }
  }

  /** A point whose series is not remembered, since its tenant has too many: its groups say so. */
  void refused(PackedRecord.Measured measured) {
    for (PackedRecord.Feed feed : measured.feeds()) {
      refusals.add(feed.target());
    }
  }

  /** Of a ratio both numbers have to be known, or what was good would look bad, or bad good. */
  private static boolean isKnown(
      PackedRecord.Measured measured, PackedRecord.Feed feed, Increment increment) {
    for (PackedRecord.Feed other : measured.feeds()) {
      if (other.target() == feed.target()
          && other.source() == feed.source()
          && !increment.knows(other.component())) {
        return false;
      }
    }
    return true;
  }

  private void addReading(Slot slot, PackedRecord.Feed feed, Increment increment) {
    double reading = Double.longBitsToDouble(increment.increments()[feed.component()]);
    double area =
        reading * EventTime.seconds(Math.min(increment.sinceNanos(), LONGEST_SINCE_NANOS));
    gauges.merge(
        slot,
        new GaugeAggregate(slot.timeMillis(), slot.source(), 1, reading, reading, reading, area),
        GaugeAggregate::plus);
  }

  /** Null says that they were observed, but not what was added. */
  private void addBuckets(Slot slot, @Nullable Histogram added) {
    Histograms histograms = added == null ? Histograms.NONE : Histograms.NONE.plus(added);
    distributions.merge(
        slot, new Distribution(slot.timeMillis(), slot.source(), histograms), Distribution::plus);
  }

  private void addIncrement(Slot slot, PackedRecord.Feed feed, boolean known, Increment increment) {
    Amount amount = amount(slot);
    long added = known ? increment.increments()[feed.component()] : 0;
    if (feed.numerator()) {
      amount.numerator += added;
      amount.numeratorSeen = true;
    } else {
      amount.total += added;
      amount.totalSeen = true;
    }
  }

  void add(PackedRecord.Event event) {
    Slot slot = new Slot(event.target(), event.source(), event.timeMillis());
    if (event.durations() != null) {
      addBuckets(slot, event.durations());
      return;
    }
    Amount amount = amount(slot);
    amount.numerator += event.numerator();
    amount.total += event.total();
    amount.numeratorSeen = true;
    amount.totalSeen = true;
  }

  void forEach(BiConsumer<byte[], SumsRecord> to) {
    Map<Integer, List<Sum>> sums = byTarget(amounts, Partials::sum);
    Map<Integer, List<GaugeAggregate>> read = byTarget(gauges, (slot, gauge) -> gauge);
    Map<Integer, List<Distribution>> observed = byTarget(distributions, (slot, counts) -> counts);
    Map<Integer, PackedRecord.Notice> notices = firstNotices();
    for (int target = 0; target < packed.targets().size(); target++) {
      PackedRecord.Notice notice = notices.getOrDefault(target, NOTHING_TO_SAY);
      SumsRecord record =
          new SumsRecord(
              packed.appendTimeMillis(),
              notice.text(),
              notice.invalid(),
              sums.getOrDefault(target, List.of()),
              read.getOrDefault(target, List.of()),
              observed.getOrDefault(target, List.of()),
              null);
      if (!record.isEmpty()) {
        to.accept(packed.targets().get(target), record);
      }
    }
  }

  private Map<Integer, PackedRecord.Notice> firstNotices() {
    Map<Integer, PackedRecord.Notice> first = new HashMap<>();
    for (PackedRecord.Notice notice : packed.notices()) {
      first.putIfAbsent(notice.target(), notice);
    }
    for (int target : refusals) {
      first.putIfAbsent(target, new PackedRecord.Notice(target, false, REFUSED));
    }
    return first;
  }

  /** Of every target its own, in their order. */
  private static <A, T> Map<Integer, List<T>> byTarget(
      Map<Slot, A> all, BiFunction<Slot, A, T> as) {
    Map<Integer, List<T>> some = new HashMap<>();
    all.forEach(
        (slot, one) ->
            some.computeIfAbsent(slot.target(), target -> new ArrayList<>())
                .add(as.apply(slot, one)));
    return some;
  }

  private static Sum sum(Slot slot, Amount amount) {
    return new Sum(
        slot.timeMillis(),
        slot.source(),
        amount.numerator,
        amount.total,
        amount.numeratorSeen,
        amount.totalSeen);
  }

  private Amount amount(Slot slot) {
    return amounts.computeIfAbsent(slot, one -> new Amount());
  }
}
