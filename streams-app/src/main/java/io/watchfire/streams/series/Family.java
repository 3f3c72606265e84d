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
  private final BlockStore store;
  private final List<SeriesBlock> blocks = new ArrayList<>();

  private final String tenant;
  private final ResourceHistory history;

  private Family(BlockStore store, String tenant, ResourceHistory history) {
    this.store = store;
    this.tenant = tenant;
    this.history = history;
  }

  /**
   * Loads what is remembered of a tenant's family.
   *
   * @param history of the resource
   */
  public static Family open(BlockStore store, String tenant, ResourceHistory history) {
    Family family = new Family(store, tenant, history);
    for (byte[] value = store.get(0); value != null; value = store.get(family.blocks.size())) {
      family.blocks.add(SeriesBlock.read(value));
    }
    return family;
  }

  /**
   * Applies a point.
   *
   * @param receivedNanos when we had it, since the epoch
   * @param quota asked before a new series is remembered; if it says no the point is refused
   */
  public Increment apply(Point point, long receivedNanos, BooleanSupplier quota) {
    for (SeriesBlock block : blocks) {
      Series known = block.find(point.series());
      if (known != null) {
        return known.kind() == point.kind()
            ? next(block, known, point, receivedNanos)
            : Increment.none(Outcome.CONFLICT, point);
      }
    }
    return point.stale()
        ? Increment.none(Outcome.STALE, point)
        : first(point, receivedNanos, quota);
  }

  /** Keeps what changed. */
  public void save() {
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).changed()) {
        store.put(i, blocks.get(i).write());
      }
    }
  }

  private Increment next(SeriesBlock block, Series known, Point point, long receivedNanos) {
    if (point.stale()) {
      return Increment.none(Outcome.STALE, point);
    }
    long beforeNanos = known.lastNanosOf(point);
    boolean begins = known instanceof CumulativeSeries totals && totals.isFirstOfWriter(point);
    Increment increment = known.next(point, arrival(receivedNanos));
    if (increment.outcome().observed()) {
      block.touched();
      if (begins) {
        history.began(point);
      } else {
        history.saw(point);
      }
      if (point.timeNanos() > beforeNanos) {
        blocks.get(0).intervalNanos(point.timeNanos() - beforeNanos);
      }
    }
    return increment;
  }

  private Increment first(Point point, long receivedNanos, BooleanSupplier quota) {
    if (!quota.getAsBoolean()) {
      history.refused();
      return Increment.none(Outcome.REFUSED, point);
    }
    return switch (point.kind()) {
      case CUMULATIVE -> {
        room().add(CumulativeSeries.first(point));
        Increment first =
            arrival(receivedNanos).isNew(point)
                ? Increment.whole(Outcome.FIRST, point)
                : Increment.none(Outcome.BASELINE, point);
        history.began(point);
        yield first;
      }
      case DELTA -> {
        room().add(DeltaSeries.first(point));
        yield Increment.whole(Outcome.FIRST, point);
      }
      case GAUGE -> {
        room().add(GaugeSeries.first(point));
        long intervalNanos = knownIntervalNanos();
        yield Increment.reading(
            point, intervalNanos == 0 ? Arrival.UNKNOWN_INTERVAL_NANOS : intervalNanos);
      }
    };
  }

  private Arrival arrival(long receivedNanos) {
    return new Arrival(receivedNanos, knownIntervalNanos(), history);
  }

  private long knownIntervalNanos() {
    return blocks.get(0).intervalNanos();
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
