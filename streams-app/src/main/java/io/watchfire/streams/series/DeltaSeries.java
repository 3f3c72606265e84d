/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.series;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.util.Arrays;

/**
 * A series whose points are increments over {@code (start, time]}. Remembers which time was taken,
 * as a few ranges: intervals that touch are one range, so a healthy series needs a single one.
 */
final class DeltaSeries implements Series {
  static final int MAX_RANGES = 256;

  private final long id;
  private long floorNanos;
  private long lastNanos;
  private long[] startsNanos;
  private long[] endsNanos;

  private DeltaSeries(
      long id, long floorNanos, long lastNanos, long[] startsNanos, long[] endsNanos) {
    this.id = id;
    this.floorNanos = floorNanos;
    this.lastNanos = lastNanos;
    this.startsNanos = startsNanos;
    this.endsNanos = endsNanos;
  }

  static DeltaSeries first(Point point) {
    return new DeltaSeries(
        point.series(),
        Long.MIN_VALUE,
        point.timeNanos(),
        new long[] {startOf(point)},
        new long[] {point.timeNanos()});
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public long lastNanos() {
    return lastNanos;
  }

  @Override
  public Increment next(Point point, Arrival arrival) {
    long startNanos = startOf(point);
    long endNanos = point.timeNanos();
    if (startNanos < floorNanos) {
      return Increment.none(Outcome.LATE, point);
    }
    for (int i = 0; i < startsNanos.length; i++) {
      if (startNanos < endsNanos[i] && endNanos > startsNanos[i]) {
        boolean inside = startNanos >= startsNanos[i] && endNanos <= endsNanos[i];
        return Increment.none(inside ? Outcome.DUPLICATE : Outcome.CONFLICT, point);
      }
    }
    take(startNanos, endNanos);
    lastNanos = Math.max(lastNanos, endNanos);
    return Increment.whole(Outcome.INCREMENT, point);
  }

  /** An unknown start takes the one moment of the point. */
  private static long startOf(Point point) {
    return point.startNanos() == 0 || point.startNanos() >= point.timeNanos()
        ? point.timeNanos() - 1
        : point.startNanos();
  }

  private void take(long startNanos, long endNanos) {
    int at = 0;
    while (at < startsNanos.length && startsNanos[at] < startNanos) {
      at++;
    }
    boolean joinsLeft = at > 0 && endsNanos[at - 1] == startNanos;
    boolean joinsRight = at < startsNanos.length && startsNanos[at] == endNanos;
    if (joinsLeft && joinsRight) {
      endsNanos[at - 1] = endsNanos[at];
      remove(at);
    } else if (joinsLeft) {
      endsNanos[at - 1] = endNanos;
    } else if (joinsRight) {
      startsNanos[at] = startNanos;
    } else {
      insert(at, startNanos, endNanos);
    }
    if (startsNanos.length > MAX_RANGES) {
      floorNanos = endsNanos[0];
      remove(0);
    }
  }

  private void insert(int at, long startNanos, long endNanos) {
    long[] moreStartsNanos = Arrays.copyOf(startsNanos, startsNanos.length + 1);
    long[] moreEndsNanos = Arrays.copyOf(endsNanos, endsNanos.length + 1);
    System.arraycopy(startsNanos, at, moreStartsNanos, at + 1, startsNanos.length - at);
    System.arraycopy(endsNanos, at, moreEndsNanos, at + 1, endsNanos.length - at);
    moreStartsNanos[at] = startNanos;
    moreEndsNanos[at] = endNanos;
    startsNanos = moreStartsNanos;
    endsNanos = moreEndsNanos;
  }

  private void remove(int at) {
    long[] fewerStartsNanos = Arrays.copyOf(startsNanos, startsNanos.length - 1);
    long[] fewerEndsNanos = Arrays.copyOf(endsNanos, endsNanos.length - 1);
    System.arraycopy(startsNanos, at + 1, fewerStartsNanos, at, fewerStartsNanos.length - at);
    System.arraycopy(endsNanos, at + 1, fewerEndsNanos, at, fewerEndsNanos.length - at);
    startsNanos = fewerStartsNanos;
    endsNanos = fewerEndsNanos;
  }

  /** Keeps only up to when time was taken. */
  @Override
  public boolean forgetIdle(long beforeNanos) {
    if (lastNanos >= beforeNanos || startsNanos.length == 1) {
      return false;
    }
    floorNanos = endsNanos[endsNanos.length - 1];
    startsNanos = new long[] {floorNanos - 1};
    endsNanos = new long[] {floorNanos};
    return true;
  }

  @Override
  public void write(ByteWriter out) {
    out.u8(DELTA).fixed64(id).fixed64(floorNanos).fixed64(lastNanos).varint(startsNanos.length);
    for (int i = 0; i < startsNanos.length; i++) {
      out.fixed64(startsNanos[i]).varint(endsNanos[i] - startsNanos[i]);
    }
  }

  static DeltaSeries read(ByteReader in) {
    long id = in.fixed64();
    long floorNanos = in.fixed64();
    long lastNanos = in.fixed64();
    int count = in.count(9);
    long[] startsNanos = new long[count];
    long[] endsNanos = new long[count];
    for (int i = 0; i < count; i++) {
      startsNanos[i] = in.fixed64();
      endsNanos[i] = startsNanos[i] + in.varint();
    }
    return new DeltaSeries(id, floorNanos, lastNanos, startsNanos, endsNanos);
  }
}
