/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.series;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;

/**
 * A series whose points are readings. Nothing is subtracted, so it remembers only when it was read
 * last, and what: a reading that was sent twice counts once.
 */
final class GaugeSeries implements Series {
  private final long id;
  private long lastNanos;
  private long value;

  private GaugeSeries(long id, long lastNanos, long value) {
    this.id = id;
    this.lastNanos = lastNanos;
    this.value = value;
  }

  static GaugeSeries first(Point point) {
    return new GaugeSeries(point.series(), point.timeNanos(), point.values()[0]);
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
    if (point.timeNanos() == lastNanos) {
      boolean same = point.values()[0] == value;
      return Increment.none(same ? Outcome.DUPLICATE : Outcome.CONFLICT, point);
    }
    if (!arrival.isNewer(point.timeNanos(), lastNanos)) {
      return Increment.none(Outcome.OUT_OF_ORDER, point);
    }
    long sinceNanos = Math.max(0, point.timeNanos() - lastNanos);
    lastNanos = point.timeNanos();
    value = point.values()[0];
    return Increment.reading(point, sinceNanos);
  }

  @Override
  public boolean forgetIdle(long beforeNanos) {
    return false;
  }

  @Override
  public void write(ByteWriter out) {
    out.u8(GAUGE).fixed64(id).fixed64(lastNanos).fixed64(value);
  }

  static GaugeSeries read(ByteReader in) {
    return new GaugeSeries(in.fixed64(), in.fixed64(), in.fixed64());
  }
}
