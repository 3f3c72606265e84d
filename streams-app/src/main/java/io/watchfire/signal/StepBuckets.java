/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.signal;

import io.watchfire.codec.ByteReader;
import io.watchfire.codec.ByteWriter;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what one group measured into buckets of one width, and gives each bucket's number once it
 * is closed, in order of time. A bucket is named by its end and holds what was measured after its
 * begin, up to and with its end.
 *
 * <p>A bucket in which nothing was observed has no number: silence is a gap, not a zero. Neither
 * has the first one, of which only a part was seen.
 */
public final class StepBuckets {
  private static final int VERSION = 1;

  private final long step;
  private final Quantity quantity;
  private final long minEvents;
  private final TreeMap<Long, Cell> open = new TreeMap<>();
  private int source = Integer.MAX_VALUE;
  private long closed;
  private boolean begun;

  /**
   * Begins with nothing.
   *
   * @param step width in milliseconds
   * @param quantity how a bucket becomes a number
   * @param minEvents a share or mean of fewer events has no number
   */
  public StepBuckets(long step, Quantity quantity, long minEvents) {
    this.step = step;
    this.quantity = quantity;
    this.minEvents = minEvents;
  }

  /**
   * A bucket that takes no more.
   *
   * @param end of it, event time in milliseconds
   * @param value its number; NaN if it has none
   * @param events of which it is the rate, share or mean; {@link #UNKNOWN} if nobody counted
   */
  public record Closed(long end, double value, long events) {
    /** Of gauges; and of buckets kept by versions that did not count. */
    public static final long UNKNOWN = -1;
  }

  /** What was measured in one bucket. */
  private record Cell(Sum sum, @Nullable Level level) {
    Cell plus(Sum more) {
      return new Cell(
          new Sum(
              sum.time(),
              sum.source(),
              sum.counted() + more.counted(),
              sum.total() + more.total(),
              sum.countedSeen() || more.countedSeen(),
              sum.totalSeen() || more.totalSeen()),
          level);
    }

    Cell plus(Level more) {
      return new Cell(sum, level == null ? more : level.plus(more));
    }
  }

  /** Takes the growth of counters; false if its bucket is closed or a better source feeds. */
  public boolean add(Sum sum) {
    if (!accepts(sum.source(), sum.time())) {
      return false;
    }
    open.put(end(sum.time()), cell(sum.time()).plus(sum));
    return true;
  }

  /** Takes readings of gauges; false if their bucket is closed or a better source feeds. */
  public boolean add(Level level) {
    if (!accepts(level.source(), level.time())) {
      return false;
    }
    open.put(end(level.time()), cell(level.time()).plus(level));
    return true;
  }

  /** The oldest bucket that ended at or before that time, closing it; null if none is left. */
  public @Nullable Closed close(long before) {
    Map.Entry<Long, Cell> oldest = open.firstEntry();
    if (oldest == null || oldest.getKey() > before) {
      return null;
    }
    open.pollFirstEntry();
    closed = oldest.getKey();
    boolean whole = begun;
    begun = true;
    Cell cell = oldest.getValue();
    return new Closed(closed, whole ? value(cell) : Double.NaN, events(cell.sum()));
  }

  /** Writes the state for {@link #read}. */
  public void write(ByteWriter out) {
    out.u8(VERSION).varint(source).varint(closed).u8(begun ? 1 : 0).varint(open.size());
    open.forEach(
        (end, cell) -> {
          Sum sum = cell.sum();
          out.varint(end).varint(sum.counted()).varint(sum.total());
          out.u8((sum.countedSeen() ? 1 : 0) | (sum.totalSeen() ? 2 : 0));
          Level level = cell.level();
          out.u8(level == null ? 0 : 1);
          if (level != null) {
            out.varint(level.points()).float64(level.sum()).float64(level.lowest());
            out.float64(level.highest()).float64(level.area());
          }
        });
  }

  /** Takes up what {@link #write} wrote. */
  public void read(ByteReader in) {
    in.u8();
    source = (int) in.varint();
    closed = in.varint();
    begun = in.u8() == 1;
    for (int i = in.count(5); i > 0; i--) {
      long end = in.varint();
      long counted = in.varint();
      long total = in.varint();
      int seen = in.u8();
      Sum sum = new Sum(end, source, counted, total, (seen & 1) != 0, (seen & 2) != 0);
      open.put(end, new Cell(sum, in.u8() == 0 ? null : level(in, end)));
    }
  }

  private Level level(ByteReader in, long end) {
    return new Level(
        end, source, in.varint(), in.float64(), in.float64(), in.float64(), in.float64());
  }

  private boolean accepts(int from, long time) {
    if (from > source || end(time) <= closed) {
      return false;
    }
    if (from < source) {
      open.clear();
      begun = false;
      source = from;
    }
    return true;
  }

  private Cell cell(long time) {
    Cell known = open.get(end(time));
    return known != null ? known : new Cell(new Sum(end(time), source, 0, 0, false, false), null);
  }

  private long end(long time) {
    return Math.ceilDiv(time, step) * step;
  }

  private double value(Cell cell) {
    Sum sum = cell.sum();
    Level level = cell.level();
    if (quantity.ofGauges()) {
      return level == null ? Double.NaN : ofGauges(level);
    }
    boolean enough = sum.total() > 0 && sum.total() >= minEvents;
    return switch (quantity) {
      case RATE -> sum.countedSeen() ? sum.counted() * 1e3 / step : Double.NaN;
      case TOTAL_RATE -> sum.totalSeen() ? sum.total() * 1e3 / step : Double.NaN;
      case RATIO -> enough ? (double) sum.counted() / sum.total() : Double.NaN;
      case REST -> enough ? 1 - (double) sum.counted() / sum.total() : Double.NaN;
      case MEAN -> enough ? sum.counted() / Sum.SCALE / sum.total() : Double.NaN;
      case GAUGE_MEAN, GAUGE_MIN, GAUGE_MAX, GAUGE_SUM -> Double.NaN;
    };
  }

  private long events(Sum sum) {
    if (quantity.ofGauges()) {
      return Closed.UNKNOWN;
    }
    return quantity == Quantity.RATE ? sum.counted() : sum.total();
  }

  private double ofGauges(Level level) {
    return switch (quantity) {
      case GAUGE_MEAN -> level.sum() / level.points();
      case GAUGE_MIN -> level.lowest();
      case GAUGE_MAX -> level.highest();
      default -> level.area() * 1e3 / step;
    };
  }
}
