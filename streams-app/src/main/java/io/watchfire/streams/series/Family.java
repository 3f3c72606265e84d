/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.series;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The series of one resource and metric family: applies the points of one record to the remembered
 * series. Open it, apply the points in order, save it; nothing is kept between records.
 */
public final class Family {
  /** Assumed between two points of a series until two were seen: the SDKs' default. */
  static final long UNKNOWN_INTERVAL_NANOS = 60_000_000_000L;

  private final BlockStore store;
  private final List<SeriesBlock> blocks = new ArrayList<>();

  private final String tenant;

  private Family(BlockStore store, String tenant) {
    this.store = store;
    this.tenant = tenant;
  }

  /** Loads what is remembered of a tenant's family. */
  public static Family open(BlockStore store, String tenant) {
    Family family = new Family(store, tenant);
    for (byte[] value = store.get(0); value != null; value = store.get(family.blocks.size())) {
      family.blocks.add(SeriesBlock.read(value));
    }
    return family;
  }

  /**
   * Applies a point.
   *
   * @param quota asked before a new series is remembered; if it says no the point is refused
   */
  public Increment apply(Point point, BooleanSupplier quota) {
    for (SeriesBlock block : blocks) {
      Series known = block.find(point.series());
      if (known != null) {
        return known.kind() == point.kind()
            ? next(block, known, point)
            : Increment.none(Outcome.CONFLICT, point);
      }
    }
    return point.stale() ? Increment.none(Outcome.STALE, point) : first(point, quota);
  }

  /** Keeps what changed. */
  public void save() {
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).changed()) {
        store.put(i, blocks.get(i).write());
      }
    }
  }

  private Increment next(SeriesBlock block, Series known, Point point) {
    if (point.stale()) {
      return Increment.none(Outcome.STALE, point);
    }
    long beforeNanos = known.lastNanos();
    Increment increment = known.next(point);
    if (increment.outcome().observed()) {
      block.touched();
      if (point.timeNanos() > beforeNanos) {
        blocks.get(0).intervalNanos(point.timeNanos() - beforeNanos);
      }
    }
    return increment;
  }

  private Increment first(Point point, BooleanSupplier quota) {
    if (!quota.getAsBoolean()) {
      return Increment.none(Outcome.REFUSED, point);
    }
    return switch (point.kind()) {
      case CUMULATIVE -> {
        room().add(CumulativeSeries.first(point));
        yield CumulativeSeries.firstIncrement(point, 2 * intervalNanos());
      }
      case DELTA -> {
        room().add(DeltaSeries.first(point));
        yield Increment.whole(Outcome.FIRST, point);
      }
      case GAUGE -> {
        room().add(GaugeSeries.first(point));
        yield Increment.reading(point, intervalNanos());
      }
    };
  }

  private long intervalNanos() {
    long knownNanos = blocks.get(0).intervalNanos();
    return knownNanos == 0 ? UNKNOWN_INTERVAL_NANOS : knownNanos;
  }

  private SeriesBlock room() {
    for (SeriesBlock block : blocks) {
      if (!block.full()) {
        return block;
      }
    }
    SeriesBlock more = SeriesBlock.empty(tenant);
    blocks.add(more);
    return more;
  }
}
