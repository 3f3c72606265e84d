/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.topology;

import io.watchfire.ingest.PackedRecord;
import io.watchfire.series.Growth;
import io.watchfire.slo.Sum;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The partial sums of one packed record: per target, source and event time, both roles together.
 */
final class Partials {
  private final PackedRecord packed;
  private final Map<Slot, Amount> amounts = new LinkedHashMap<>();

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
      if (!sums.sums().isEmpty() || !sums.notice().isEmpty()) {
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
    for (PackedRecord.Notice notice : packed.notices()) {
      if (notice.target() == target) {
        return new SumsRecord(packed.appended(), notice.text(), notice.invalid(), sums);
      }
    }
    return new SumsRecord(packed.appended(), "", false, sums);
  }

  private Amount amount(int target, int source, long time) {
    return amounts.computeIfAbsent(new Slot(target, source, time), slot -> new Amount());
  }
}
