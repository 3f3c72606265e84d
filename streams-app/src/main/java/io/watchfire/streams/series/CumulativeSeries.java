/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.series;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.histogram.Histogram;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A series whose points are totals since a start time. */
final class CumulativeSeries implements Series {
  private static final long[] NONE = {};

  private final long id;
  private long start;
  private long last;
  private long layout;
  private long[] components;
  private long[] values;
  private @Nullable Histogram histogram;

  private CumulativeSeries(
      long id,
      long start,
      long last,
      long layout,
      long[] components,
      long[] values,
      @Nullable Histogram histogram) {
    this.id = id;
    this.start = start;
    this.last = last;
    this.layout = layout;
    this.components = components;
    this.values = values;
    this.histogram = histogram;
  }

  static CumulativeSeries first(Point point) {
    return new CumulativeSeries(
        point.series(),
        point.start(),
        point.time(),
        point.layout(),
        point.components(),
        point.values(),
        point.histogram());
  }

  /**
   * Whether the first point of a series counts: only if it started a moment ago, so that nothing
   * that was counted elsewhere is counted again.
   */
  static Increment firstGrowth(Point point, long lookback) {
    boolean young =
        point.start() > 0
            && point.start() < point.time()
            && point.start() >= point.time() - lookback;
    return young ? Increment.whole(Outcome.FIRST, point) : Increment.none(Outcome.BASELINE, point);
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public long last() {
    return last;
  }

  @Override
  public Increment next(Point point) {
    if (point.time() < last) {
      return Increment.none(Outcome.OUT_OF_ORDER, point);
    }
    if (point.time() == last) {
      return Increment.none(same(point) ? Outcome.DUPLICATE : Outcome.CONFLICT, point);
    }
    if (point.start() != 0 && point.start() < start) {
      return Increment.none(Outcome.OLDER_START, point);
    }
    Increment growth = growth(point);
    remember(point);
    return growth;
  }

  private Increment growth(Point point) {
    if (point.start() > start && start != 0) {
      return point.start() < point.time()
          ? Increment.whole(Outcome.RESET, point)
          : Increment.none(Outcome.RESET, point);
    }
    if (components.length == 0) {
      return Increment.none(Outcome.BASELINE, point);
    }
    if (point.layout() != layout) {
      return Increment.none(Outcome.BOUNDS_CHANGED, point);
    }
    return difference(point);
  }

  private Increment difference(Point point) {
    long[] increments = new long[point.components().length];
    for (int i = 0; i < increments.length; i++) {
      int known = indexOf(point.components()[i]);
      if (known >= 0) {
        increments[i] = point.values()[i] - values[known];
        if (increments[i] < 0) {
          return Increment.whole(Outcome.RESET, point);
        }
      }
    }
    return difference(point, increments);
  }

  /** As of the numbers: buckets that were not asked for before are only remembered. */
  private Increment difference(Point point, long[] increments) {
    Histogram now = point.histogram();
    Histogram before = histogram;
    if (now == null || before == null) {
      return new Increment(Outcome.INCREMENT, increments, 0, null);
    }
    Histogram added = now.since(before);
    return added == null
        ? Increment.whole(Outcome.RESET, point)
        : new Increment(Outcome.INCREMENT, increments, 0, added);
  }

  private boolean same(Point point) {
    if (point.layout() != layout) {
      return false;
    }
    for (int i = 0; i < point.components().length; i++) {
      int known = indexOf(point.components()[i]);
      if (known >= 0 && values[known] != point.values()[i]) {
        return false;
      }
    }
    return histogram == null
        || point.histogram() == null
        || Objects.equals(histogram, point.histogram());
  }

  private int indexOf(long component) {
    for (int i = 0; i < components.length; i++) {
      if (components[i] == component) {
        return i;
      }
    }
    return -1;
  }

  private void remember(Point point) {
    start = Math.max(start, point.start());
    last = point.time();
    layout = point.layout();
    components = point.components();
    values = point.values();
    histogram = point.histogram();
  }

  @Override
  public boolean hasHistogram() {
    return histogram != null;
  }

  @Override
  public boolean hasValues() {
    return components.length > 0;
  }

  @Override
  public void forgetValues() {
    components = NONE;
    values = NONE;
    histogram = null;
  }

  @Override
  public void write(ByteWriter out) {
    Histogram buckets = histogram;
    out.u8(buckets == null ? CUMULATIVE : WITH_HISTOGRAM);
    out.fixed64(id).fixed64(start).fixed64(last).fixed64(layout);
    out.varint(components.length);
    for (int i = 0; i < components.length; i++) {
      out.fixed64(components[i]).varint(values[i]);
    }
    if (buckets != null) {
      buckets.write(out);
    }
  }

  static CumulativeSeries read(ByteReader in, boolean withHistogram) {
    long id = in.fixed64();
    long start = in.fixed64();
    long last = in.fixed64();
    long layout = in.fixed64();
    int count = in.count(9);
    long[] components = new long[count];
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      components[i] = in.fixed64();
      values[i] = in.varint();
    }
    Histogram histogram = withHistogram ? Histogram.read(in) : null;
    return new CumulativeSeries(id, start, last, layout, components, values, histogram);
  }

  @Override
  public String toString() {
    return "cumulative series " + id + " at " + last + " " + Arrays.toString(values);
  }
}
