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

/** A series whose points are totals since a start time. */
final class CumulativeSeries implements Series {
  /** The newest point; its start is the latest that was told, and values may be forgotten. */
  private Point newest;

  private CumulativeSeries(Point newest) {
    this.newest = newest;
  }

  static CumulativeSeries first(Point point) {
    return new CumulativeSeries(point);
  }

  /**
   * Whether the first point of a series counts: only if it started a moment ago, so that nothing
   * that was counted elsewhere is counted again.
   */
  static Increment firstIncrement(Point point, long lookbackNanos) {
    boolean young =
        point.startNanos() > 0
            && point.startNanos() < point.timeNanos()
            && point.startNanos() >= point.timeNanos() - lookbackNanos;
    return young ? Increment.whole(Outcome.FIRST, point) : Increment.none(Outcome.BASELINE, point);
  }

  @Override
  public long id() {
    return newest.series();
  }

  @Override
  public long lastNanos() {
    return newest.timeNanos();
  }

  @Override
  public Increment next(Point point) {
    if (point.timeNanos() < newest.timeNanos()) {
      return Increment.none(Outcome.OUT_OF_ORDER, point);
    }
    if (point.timeNanos() == newest.timeNanos()) {
      return Increment.none(same(point) ? Outcome.DUPLICATE : Outcome.CONFLICT, point);
    }
    if (point.startNanos() != 0 && point.startNanos() < newest.startNanos()) {
      return Increment.none(Outcome.OLDER_START, point);
    }
    Increment increment = increment(point);
    remember(point);
    return increment;
  }

  private Increment increment(Point point) {
    if (point.startNanos() > newest.startNanos() && newest.startNanos() != 0) {
      return point.startNanos() < point.timeNanos()
          ? Increment.whole(Outcome.RESET, point)
          : Increment.none(Outcome.RESET, point);
    }
    if (!hasValues()) {
      return Increment.none(Outcome.BASELINE, point);
    }
    if (point.layout() != newest.layout()) {
      return Increment.none(Outcome.BOUNDS_CHANGED, point);
    }
    return difference(point);
  }

  private Increment difference(Point point) {
    long[] increments = new long[point.components().length];
    for (int i = 0; i < increments.length; i++) {
      int known = indexOf(point.components()[i]);
      if (known >= 0) {
        increments[i] = point.values()[i] - newest.values()[known];
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
    Histogram before = newest.histogram();
    if (now == null || before == null) {
      return new Increment(Outcome.INCREMENT, increments, 0, null);
    }
    Histogram added = now.since(before);
    return added == null
        ? Increment.whole(Outcome.RESET, point)
        : new Increment(Outcome.INCREMENT, increments, 0, added);
  }

  private boolean same(Point point) {
    if (point.layout() != newest.layout()) {
      return false;
    }
    for (int i = 0; i < point.components().length; i++) {
      int known = indexOf(point.components()[i]);
      if (known >= 0 && newest.values()[known] != point.values()[i]) {
        return false;
      }
    }
    return newest.histogram() == null
        || point.histogram() == null
        || Objects.equals(newest.histogram(), point.histogram());
  }

  private int indexOf(long component) {
    long[] components = newest.components();
    for (int i = 0; i < components.length; i++) {
      if (components[i] == component) {
        return i;
      }
    }
    return -1;
  }

  private void remember(Point point) {
    newest = point.startedAt(Math.max(newest.startNanos(), point.startNanos()));
  }

  @Override
  public boolean hasHistogram() {
    return newest.histogram() != null;
  }

  @Override
  public boolean hasValues() {
    return newest.components().length > 0;
  }

  @Override
  public void forgetValues() {
    newest = newest.withoutValues();
  }

  @Override
  public void write(ByteWriter out) {
    Histogram buckets = newest.histogram();
    out.u8(buckets == null ? CUMULATIVE : WITH_HISTOGRAM);
    out.fixed64(newest.series()).fixed64(newest.startNanos()).fixed64(newest.timeNanos());
    out.fixed64(newest.layout()).varint(newest.components().length);
    for (int i = 0; i < newest.components().length; i++) {
      out.fixed64(newest.components()[i]).varint(newest.values()[i]);
    }
    if (buckets != null) {
      buckets.write(out);
    }
  }

  static CumulativeSeries read(ByteReader in, boolean withHistogram) {
    long id = in.fixed64();
    long startNanos = in.fixed64();
    long timeNanos = in.fixed64();
    long layout = in.fixed64();
    int count = in.count(9);
    long[] components = new long[count];
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      components[i] = in.fixed64();
      values[i] = in.varint();
    }
    Histogram histogram = withHistogram ? Histogram.read(in) : null;
    return new CumulativeSeries(
        new Point(
            id,
            Point.Kind.CUMULATIVE,
            false,
            startNanos,
            timeNanos,
            layout,
            components,
            values,
            histogram));
  }

  @Override
  public String toString() {
    return "cumulative series "
        + newest.series()
        + " at "
        + newest.timeNanos()
        + " "
        + Arrays.toString(newest.values());
  }
}
