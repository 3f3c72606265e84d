/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import io.watchfire.schemas.otlp.OtlpFields.Exemplar;
import io.watchfire.schemas.protobuf.MalformedTelemetryException;
import io.watchfire.schemas.protobuf.Slice;
import io.watchfire.schemas.protobuf.Wire;

/** The exemplars of one point: trace and span by place, value and time by value. */
final class Exemplars {
  private static final int LONGS_EACH = 4;

  private final LongList items = new LongList();
  private final Slice traceId = new Slice();
  private final Slice spanId = new Slice();
  private byte[] bytes = new byte[0];

  void clear(byte[] bytes) {
    this.bytes = bytes;
    items.clear();
  }

  /** Reads the {@code Exemplar} of the last tag; its filtered attributes are skipped. */
  void add(Wire wire) throws MalformedTelemetryException {
    int outer = wire.enter("exemplars");
    long trace = 0;
    long span = 0;
    double value = 0;
    long time = 0;
    while (wire.next()) {
      switch (wire.field()) {
        case Exemplar.TIME_UNIX_NANO -> time = wire.fixed64("time_unix_nano");
        case Exemplar.AS_DOUBLE -> value = Double.longBitsToDouble(wire.fixed64("as_double"));
        case Exemplar.SPAN_ID -> span = range(wire, spanId, "span_id");
        case Exemplar.TRACE_ID -> trace = range(wire, traceId, "trace_id");
        case Exemplar.AS_INT -> value = wire.fixed64("as_int");
        default -> wire.skip();
      }
    }
    wire.leave(outer);
    items.add(trace);
    items.add(span);
    items.add(Double.doubleToRawLongBits(value));
    items.add(time);
  }

  private static long range(Wire wire, Slice id, String name) throws MalformedTelemetryException {
    wire.range(id, name);
    return (long) id.offset() << 32 | id.length();
  }

  int size() {
    return items.size() / LONGS_EACH;
  }

  Slice traceId(int index) {
    return slice(traceId, items.get(index * LONGS_EACH));
  }

  Slice spanId(int index) {
    return slice(spanId, items.get(index * LONGS_EACH + 1));
  }

  double value(int index) {
    return Double.longBitsToDouble(items.get(index * LONGS_EACH + 2));
  }

  long timeNanos(int index) {
    return items.get(index * LONGS_EACH + 3);
  }

  private Slice slice(Slice slice, long range) {
    return slice.set(bytes, (int) (range >>> 32), (int) range);
  }
}
