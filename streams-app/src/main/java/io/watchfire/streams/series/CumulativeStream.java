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

/**
 * What one writer of a cumulative series told last. Each number of a point stands or falls by
 * itself, and only counts tell a restart: a sum falls when something below zero is observed, and
 * the share of a bucket that is interpolated moves when the scale does.
 *
 * @param newest its newest point; the values may be forgotten
 */
record CumulativeStream(Point newest) {
  /** The component that counts all events; see {@code ingest.Component}. */
  private static final long COUNT = 0;

  private static final long SUM = 1;

  long startNanos() {
    return newest.startNanos();
  }

  long timeNanos() {
    return newest.timeNanos();
  }

  boolean hasValues() {
    return newest.components().length > 0;
  }

  /** After a point of the same writer, which may not have said when it started. */
  CumulativeStream at(Point point) {
    return new CumulativeStream(
        point.startNanos() == 0 ? point.startedAt(newest.startNanos()) : point);
  }

  CumulativeStream withoutValues() {
    return new CumulativeStream(newest.withoutValues());
  }

  /** Whether a count of the point is lower than it was: the counter began anew. */
  boolean isAbove(Point point) {
    for (int i = 0; i < point.components().length; i++) {
      int known = indexOf(point.components()[i]);
      if (known >= 0 && tells(point, i) && point.values()[i] < newest.values()[known]) {
        return true;
      }
    }
    return point.layout() == newest.layout()
        && newest.histogram() != null
        && point.histogram() != null
        && point.histogram().since(newest.histogram()) == null;
  }

  /** Other bounds or another scale move every number but the count of all. */
  private boolean tells(Point point, int component) {
    long id = point.components()[component];
    return id == COUNT || (id != SUM && point.layout() == newest.layout());
  }

  /** What a newer point of the same writer added. */
  Increment difference(Point point) {
    if (!hasValues()) {
      return Increment.none(Outcome.BASELINE, point);
    }
    if (isAbove(point)) {
      return Increment.whole(Outcome.RESET, point);
    }
    boolean sameLayout = point.layout() == newest.layout();
    long[] increments = new long[point.components().length];
    boolean[] unknown = new boolean[increments.length];
    for (int i = 0; i < increments.length; i++) {
      int known = indexOf(point.components()[i]);
      long grown = known < 0 ? -1 : point.values()[i] - newest.values()[known];
      unknown[i] = grown < 0 || (!sameLayout && point.ofBuckets(i));
      increments[i] = unknown[i] ? 0 : grown;
    }
    return new Increment(
        sameLayout ? Outcome.INCREMENT : Outcome.BOUNDS_CHANGED,
        increments,
        0,
        sameLayout ? addedBuckets(point) : null,
        Increment.unknown(unknown));
  }

  /** Buckets that were not asked for before are only remembered. */
  private @Nullable Histogram addedBuckets(Point point) {
    Histogram now = point.histogram();
    Histogram before = newest.histogram();
    return now == null || before == null ? null : now.since(before);
  }

  /** Whether a point of the same time says the same. */
  boolean same(Point point) {
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

  void write(ByteWriter out) {
    Histogram buckets = newest.histogram();
    out.u8(buckets == null ? Series.CUMULATIVE : Series.WITH_HISTOGRAM);
    out.fixed64(newest.series()).fixed64(newest.startNanos()).fixed64(newest.timeNanos());
    out.fixed64(newest.layout()).varint(newest.components().length);
    for (int i = 0; i < newest.components().length; i++) {
      out.fixed64(newest.components()[i]).varint(newest.values()[i]);
    }
    if (buckets != null) {
      buckets.write(out);
    }
  }

  static CumulativeStream read(ByteReader in, boolean withHistogram) {
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
    return new CumulativeStream(
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
    return "started at "
        + newest.startNanos()
        + ", at "
        + newest.timeNanos()
        + " "
        + Arrays.toString(newest.values());
  }
}
