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
  static final int MAX_RANGES = 8;

  private final long id;
  private long floor;
  private long last;
  private long[] starts;
  private long[] ends;

  private DeltaSeries(long id, long floor, long last, long[] starts, long[] ends) {
    this.id = id;
    this.floor = floor;
    this.last = last;
    this.starts = starts;
    this.ends = ends;
  }

  static DeltaSeries first(Point point) {
    return new DeltaSeries(
        point.series(),
        Long.MIN_VALUE,
        point.time(),
        new long[] {startOf(point)},
        new long[] {point.time()});
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
    long start = startOf(point);
    long end = point.time();
    if (start < floor) {
      return Increment.none(Outcome.LATE, point);
    }
    for (int i = 0; i < starts.length; i++) {
      if (start < ends[i] && end > starts[i]) {
        boolean inside = start >= starts[i] && end <= ends[i];
        return Increment.none(inside ? Outcome.DUPLICATE : Outcome.CONFLICT, point);
      }
    }
    take(start, end);
    last = Math.max(last, end);
    return Increment.whole(Outcome.INCREMENT, point);
  }

  /** An unknown start takes the one moment of the point. */
  private static long startOf(Point point) {
    return point.start() == 0 || point.start() >= point.time() ? point.time() - 1 : point.start();
  }

  private void take(long start, long end) {
    int at = 0;
    while (at < starts.length && starts[at] < start) {
      at++;
    }
    boolean joinsLeft = at > 0 && ends[at - 1] == start;
    boolean joinsRight = at < starts.length && starts[at] == end;
    if (joinsLeft && joinsRight) {
      ends[at - 1] = ends[at];
      remove(at);
    } else if (joinsLeft) {
      ends[at - 1] = end;
    } else if (joinsRight) {
      starts[at] = start;
    } else {
      insert(at, start, end);
    }
    if (starts.length > MAX_RANGES) {
      floor = ends[0];
      remove(0);
    }
  }

  private void insert(int at, long start, long end) {
    long[] moreStarts = Arrays.copyOf(starts, starts.length + 1);
    long[] moreEnds = Arrays.copyOf(ends, ends.length + 1);
    System.arraycopy(starts, at, moreStarts, at + 1, starts.length - at);
    System.arraycopy(ends, at, moreEnds, at + 1, ends.length - at);
    moreStarts[at] = start;
    moreEnds[at] = end;
    starts = moreStarts;
    ends = moreEnds;
  }

  private void remove(int at) {
    long[] fewerStarts = Arrays.copyOf(starts, starts.length - 1);
    long[] fewerEnds = Arrays.copyOf(ends, ends.length - 1);
    System.arraycopy(starts, at + 1, fewerStarts, at, fewerStarts.length - at);
    System.arraycopy(ends, at + 1, fewerEnds, at, fewerEnds.length - at);
    starts = fewerStarts;
    ends = fewerEnds;
  }

  @Override
  public boolean hasValues() {
    return starts.length > 1;
  }

  /** Keeps only up to when time was taken. */
  @Override
  public void forgetValues() {
    floor = ends[ends.length - 1];
    starts = new long[] {floor - 1};
    ends = new long[] {floor};
  }

  @Override
  public void write(ByteWriter out) {
    out.u8(DELTA).fixed64(id).fixed64(floor).fixed64(last).varint(starts.length);
    for (int i = 0; i < starts.length; i++) {
      out.fixed64(starts[i]).varint(ends[i] - starts[i]);
    }
  }

  static DeltaSeries read(ByteReader in) {
    long id = in.fixed64();
    long floor = in.fixed64();
    long last = in.fixed64();
    int count = in.count(9);
    long[] starts = new long[count];
    long[] ends = new long[count];
    for (int i = 0; i < count; i++) {
      starts[i] = in.fixed64();
      ends[i] = starts[i] + in.varint();
    }
    return new DeltaSeries(id, floor, last, starts, ends);
  }
}
