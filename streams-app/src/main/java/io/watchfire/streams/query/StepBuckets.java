/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.query;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.codec.CorruptValueException;
import io.watchfire.streams.histogram.Histograms;
import java.util.List;
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
  private static final double MILLIS_PER_SECOND = 1e3;
  private static final long LONGEST_SHUT_MILLIS = 3_600_000;
  private static final int VERSION = 1;

  /** Of a quantile: with histograms. Others stay readable for instances that know none. */
  private static final int VERSION_WITH_HISTOGRAMS = 2;

  private final long stepMillis;
  private final Quantity quantity;
  private final double quantile;
  private final long minEvents;
  private final TreeMap<Long, TimeBucket> open = new TreeMap<>();
  private final GroupSources sources;
  private int source = Integer.MAX_VALUE;
  private long closedMillis;
  private boolean begun;

  /**
   * Begins with nothing.
   *
   * @param stepMillis width
   * @param quantity how a bucket becomes a number
   * @param quantile which one, for {@link Quantity#QUANTILE}
   * @param minEvents a share, mean or quantile of fewer events has no number
   * @param origins who made the numbers of each source
   */
  public StepBuckets(
      long stepMillis, Quantity quantity, double quantile, long minEvents, List<Origin> origins) {
    this.sources = new GroupSources(origins);
    this.stepMillis = stepMillis;
    this.quantity = quantity;
    this.quantile = quantile;
    this.minEvents = minEvents;
  }

  /** Of what processes tell themselves. */
  public StepBuckets(long stepMillis, Quantity quantity, double quantile, long minEvents) {
    this(stepMillis, quantity, quantile, minEvents, List.of());
  }

  /** Of any quantity but a quantile. */
  public StepBuckets(long stepMillis, Quantity quantity, long minEvents) {
    this(stepMillis, quantity, Double.NaN, minEvents);
  }

  /**
   * A bucket that takes no more.
   *
   * @param endMillis of it, event time
   * @param value its number; NaN if it has none
   * @param events of which it is the rate, share, mean or quantile; {@link #UNKNOWN} if nobody
   *     counted
   */
  public record Closed(long endMillis, double value, long events) {
    /** Of gauges; and of buckets kept by versions that did not count. */
    public static final long UNKNOWN = -1;
  }

  /** Takes the increments of counters; false if its bucket is closed or another source feeds. */
  public boolean add(Sum sum) {
    if (isClosed(sum.timeMillis()) || !sources.accepts(sum)) {
      return false;
    }
    source = sum.source();
    open.put(endMillis(sum.timeMillis()), bucket(sum.timeMillis()).plus(sum));
    return true;
  }

  /** Takes readings of gauges; false if their bucket is closed. */
  public boolean add(GaugeAggregate gauge) {
    if (isClosed(gauge.timeMillis())) {
      return false;
    }
    source = gauge.source();
    open.put(endMillis(gauge.timeMillis()), bucket(gauge.timeMillis()).plus(gauge));
    return true;
  }

  /**
   * Takes what histograms counted; false if its bucket is closed or another source feeds, or if too
   * many different bounds have come together in it.
   */
  public boolean add(Distribution distribution) {
    if (isClosed(distribution.timeMillis()) || !accepts(distribution)) {
      return false;
    }
    source = distribution.source();
    TimeBucket more = bucket(distribution.timeMillis()).plus(distribution);
    if (more != null) {
      open.put(endMillis(distribution.timeMillis()), more);
    }
    return more != null;
  }

  /** The oldest bucket that ended at or before that time, closing it; null if none is left. */
  public @Nullable Closed close(long beforeMillis) {
    Map.Entry<Long, TimeBucket> oldest = open.firstEntry();
    if (oldest == null || oldest.getKey() > beforeMillis) {
      return null;
    }
    open.pollFirstEntry();
    closedMillis = oldest.getKey();
    boolean whole = begun;
    begun = true;
    TimeBucket bucket = oldest.getValue();
    return new Closed(closedMillis, whole ? value(bucket) : Double.NaN, events(bucket));
  }

  /**
   * Goes back to an earlier time, of which what is ahead is forgotten. Buckets that are closed stay
   * so for the hour until their time has come; beyond that they open again.
   *
   * @return whether they did: numbers will come that are older than those that were given
   */
  public boolean goBack(long nowMillis) {
    open.tailMap(endMillis(nowMillis), false).clear();
    if (closedMillis <= nowMillis + LONGEST_SHUT_MILLIS) {
      return false;
    }
    closedMillis = endMillis(nowMillis) - stepMillis;
    begun = false;
    return true;
  }

  /** Writes the state for {@link #read}. */
  public void write(ByteWriter out) {
    boolean histograms = quantity == Quantity.QUANTILE;
    out.u8(histograms ? VERSION_WITH_HISTOGRAMS : VERSION);
    out.varint(SourceNumber.written(source))
        .varint(closedMillis)
        .u8(begun ? 1 : 0)
        .varint(open.size());
    open.forEach((endMillis, bucket) -> bucket.write(endMillis, histograms, out));
  }

  /**
   * Takes up what {@link #write} wrote.
   *
   * @throws CorruptValueException if a later version wrote it
   */
  public void read(ByteReader in) {
    int version = in.u8();
    if (version < VERSION || version > VERSION_WITH_HISTOGRAMS) {
      throw new CorruptValueException(
          "buckets of time: format version "
              + version
              + " (expected: 1 to "
              + VERSION_WITH_HISTOGRAMS
              + ")");
    }
    boolean histograms = version == VERSION_WITH_HISTOGRAMS;
    source = SourceNumber.read(in.varint());
    closedMillis = in.varint();
    if (source != Integer.MAX_VALUE) {
      sources.assume(source, closedMillis);
    }
    begun = in.u8() == 1;
    for (int i = in.count(5); i > 0; i--) {
      TimeBucket bucket = TimeBucket.read(in, source, histograms);
      open.put(bucket.sum().timeMillis(), bucket);
    }
  }

  private boolean isClosed(long timeMillis) {
    return endMillis(timeMillis) <= closedMillis;
  }

  private boolean accepts(Distribution added) {
    return sources.accepts(added.source(), added.histograms().count(), added.timeMillis());
  }

  private TimeBucket bucket(long timeMillis) {
    TimeBucket known = open.get(endMillis(timeMillis));
    return known != null ? known : TimeBucket.empty(endMillis(timeMillis), source);
  }

  private long endMillis(long timeMillis) {
    return Math.ceilDiv(timeMillis, stepMillis) * stepMillis;
  }

  private double value(TimeBucket bucket) {
    Sum sum = bucket.sum();
    GaugeAggregate gauge = bucket.gauge();
    if (quantity.ofGauges()) {
      return gauge == null ? Double.NaN : ofGauges(gauge);
    }
    long events = bucket.events(quantity);
    boolean enough = events > 0 && events >= minEvents;
    return switch (quantity) {
      case RATE -> sum.numeratorSeen() ? perSecond((double) sum.numerator()) : Double.NaN;
      case TOTAL_RATE -> sum.totalSeen() ? perSecond((double) sum.total()) : Double.NaN;
      case RATIO -> enough ? (double) sum.numerator() / sum.total() : Double.NaN;
      case REST -> enough ? 1 - (double) sum.numerator() / sum.total() : Double.NaN;
      case MEAN -> enough ? sum.numerator() / Sum.SCALE / sum.total() : Double.NaN;
      case QUANTILE -> {
        Histograms histograms = bucket.histograms();
        yield enough && histograms != null ? histograms.quantile(quantile) : Double.NaN;
      }
      case GAUGE_MEAN, GAUGE_MIN, GAUGE_MAX, GAUGE_SUM -> Double.NaN;
    };
  }

  private double perSecond(double amount) {
    return amount * MILLIS_PER_SECOND / stepMillis;
  }

  private long events(TimeBucket bucket) {
    return quantity.ofGauges() ? Closed.UNKNOWN : bucket.events(quantity);
  }

  private double ofGauges(GaugeAggregate gauge) {
    return switch (quantity) {
      case GAUGE_MEAN -> gauge.sum() / gauge.points();
      case GAUGE_MIN -> gauge.lowest();
      case GAUGE_MAX -> gauge.highest();
      default -> perSecond(gauge.area());
    };
  }
}
