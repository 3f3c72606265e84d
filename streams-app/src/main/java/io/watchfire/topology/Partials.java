/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.topology;

import io.watchfire.ingest.PackedRecord;
import io.watchfire.series.Growth;
import io.watchfire.series.Outcome;
import io.watchfire.signal.Level;
import io.watchfire.signal.Sum;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The partial sums of one packed record: per target, source and event time, both roles together.
 */
final class Partials {
  /** A series that was away does not count for all the time it was. */
  private static final long LONGEST_SINCE = Duration.ofMinutes(5).toNanos();

  private final PackedRecord packed;
  private final Map<Slot, Amount> amounts = new LinkedHashMap<>();
  private final Map<Slot, Level> levels = new LinkedHashMap<>();

  Partials(PackedRecord packed) {
    this.packed = packed;
  }

  private record Slot(int target, int source, long time) {}

  private static final class Amount {
    private long counted;
    private long total;
    private boolean countedSeen;
    private boolean totalSeen;
  }

  void add(PackedRecord.Measured measured, Growth growth) {
    long time = Math.ceilDiv(measured.point().time(), 1_000_000L);
    for (PackedRecord.Feed feed : measured.feeds()) {
      if (growth.outcome() == Outcome.READING) {
        double reading = Double.longBitsToDouble(growth.increments()[feed.component()]);
        double area = reading * (Math.min(growth.since(), LONGEST_SINCE) / 1e9);
        levels.merge(
            new Slot(feed.target(), feed.source(), time),
            new Level(time, feed.source(), 1, reading, reading, reading, area),
            Level::plus);
        continue;
      }
      Amount amount = amount(feed.target(), feed.source(), time);
      long increment = growth.increments()[feed.component()];
      if (feed.counted()) {
        amount.counted += increment;
        amount.countedSeen = true;
      } else {
        amount.total += increment;
        amount.totalSeen = true;
      }
    }
  }

  void add(PackedRecord.Event event) {
    Amount amount = amount(event.target(), event.source(), event.time());
    amount.counted += event.counted();
    amount.total += event.total();
    amount.countedSeen = true;
    amount.totalSeen = true;
  }

  void forEach(BiConsumer<byte[], SumsRecord> to) {
    for (int target = 0; target < packed.targets().size(); target++) {
      SumsRecord sums = sumsOf(target);
      if (!sums.sums().isEmpty() || !sums.levels().isEmpty() || !sums.notice().isEmpty()) {
        to.accept(packed.targets().get(target), sums);
      }
    }
  }

  private SumsRecord sumsOf(int target) {
    List<Sum> sums = new ArrayList<>();
    amounts.forEach(
        (slot, amount) -> {
          if (slot.target() == target) {
            sums.add(
                new Sum(
                    slot.time(),
                    slot.source(),
                    amount.counted,
                    amount.total,
                    amount.countedSeen,
                    amount.totalSeen));
          }
        });
    List<Level> read = new ArrayList<>(0);
    levels.forEach(
        (slot, level) -> {
          if (slot.target() == target) {
            read.add(level);
          }
        });
    for (PackedRecord.Notice notice : packed.notices()) {
      if (notice.target() == target) {
        return new SumsRecord(packed.appended(), notice.text(), notice.invalid(), sums, read);
      }
    }
    return new SumsRecord(packed.appended(), "", false, sums, read);
  }

  private Amount amount(int target, int source, long time) {
    return amounts.computeIfAbsent(new Slot(target, source, time), slot -> new Amount());
  }
}
