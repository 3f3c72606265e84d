/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import io.watchfire.schemas.protobuf.MalformedTelemetryException;
import io.watchfire.schemas.protobuf.Wire;

/** Reads the data point messages into one {@link OtlpPoint}. */
final class PointDecoder {
  private final Wire wire;
  private final OtlpPoint point = new OtlpPoint();

  PointDecoder(Wire wire) {
    this.wire = wire;
  }

  /** Decodes the current message to its end. */
  OtlpPoint decode(MetricType type) throws MalformedTelemetryException {
    point.clear(type, wire.bytes());
    switch (type) {
      case GAUGE, SUM -> number();
      case HISTOGRAM -> histogram();
      case EXPONENTIAL_HISTOGRAM -> exponential();
      case SUMMARY -> summary();
    }
    return point;
  }

  private void number() throws MalformedTelemetryException {
    while (wire.next()) {
      switch (wire.field()) {
        case 2 -> point.startNanos = wire.fixed64("start_time_unix_nano");
        case 3 -> point.timeNanos = wire.fixed64("time_unix_nano");
        case 4 -> {
          point.doubleValue = Double.longBitsToDouble(wire.fixed64("as_double"));
          point.isInt = false;
        }
        case 5 -> point.exemplars.add(wire);
        case 6 -> {
          point.intValue = wire.fixed64("as_int");
          point.isInt = true;
        }
        case 7 -> point.attributes.add(wire);
        case 8 -> point.flags = wire.varint("flags");
        default -> wire.skip();
      }
    }
  }

  private void histogram() throws MalformedTelemetryException {
    while (wire.next()) {
      switch (wire.field()) {
        case 6 -> fixed64s(point.buckets, "bucket_counts");
        case 7 -> fixed64s(point.bounds, "explicit_bounds");
        case 8 -> point.exemplars.add(wire);
        case 9 -> point.attributes.add(wire);
        case 10 -> point.flags = wire.varint("flags");
        default -> timesCountAndSum();
      }
    }
    int buckets = point.buckets.size();
    if (buckets != point.bounds.size() + 1) {
      // One producer's odd point must not cost the whole batch; its count and sum are still good.
      point.buckets.clear();
      point.bounds.clear();
    }
  }

  private void exponential() throws MalformedTelemetryException {
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> point.attributes.add(wire);
        case 6 -> point.scale = signed(wire.varint("scale"));
        case 7 -> point.zeroCount = wire.fixed64("zero_count");
        case 8 -> point.positiveOffset = buckets(point.positive, "positive");
        case 9 -> point.negativeOffset = buckets(point.negative, "negative");
        case 10 -> point.flags = wire.varint("flags");
        case 11 -> point.exemplars.add(wire);
        case 14 -> point.zeroThreshold = Double.longBitsToDouble(wire.fixed64("zero_threshold"));
        default -> timesCountAndSum();
      }
    }
  }

  private void summary() throws MalformedTelemetryException {
    while (wire.next()) {
      switch (wire.field()) {
        case 7 -> point.attributes.add(wire);
        case 8 -> point.flags = wire.varint("flags");
        default -> timesCountAndSum();
      }
    }
    point.hasSum = true;
  }

  /** The fields that histograms and summaries have in common; skips all others. */
  private void timesCountAndSum() throws MalformedTelemetryException {
    switch (wire.field()) {
      case 2 -> point.startNanos = wire.fixed64("start_time_unix_nano");
      case 3 -> point.timeNanos = wire.fixed64("time_unix_nano");
      case 4 -> point.count = wire.fixed64("count");
      case 5 -> {
        point.sum = Double.longBitsToDouble(wire.fixed64("sum"));
        point.hasSum = true;
      }
      default -> wire.skip();
    }
  }

  /** Repeated eight-byte numbers, packed or one by one. */
  private void fixed64s(LongList into, String name) throws MalformedTelemetryException {
    if (wire.type() == Wire.FIXED64) {
      into.add(wire.fixed64());
      return;
    }
    int outer = wire.enter(name);
    while (wire.remaining() > 0) {
      into.add(wire.fixed64());
    }
    wire.leave(outer);
  }

  private int buckets(LongList into, String name) throws MalformedTelemetryException {
    into.clear();
    int offset = 0;
    int outer = wire.enter(name);
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> offset = signed(wire.varint("offset"));
        case 2 -> varints(into);
        default -> wire.skip();
      }
    }
    wire.leave(outer);
    return offset;
  }

  /** Repeated varints, packed or one by one. */
  private void varints(LongList into) throws MalformedTelemetryException {
    if (wire.type() == Wire.VARINT) {
      into.add(wire.varint());
      return;
    }
    int outer = wire.enter("bucket_counts");
    while (wire.remaining() > 0) {
      into.add(wire.varint());
    }
    wire.leave(outer);
  }

  /** Undoes the zigzag of {@code sint32}. */
  private static int signed(long varint) {
    int n = (int) varint;
    return n >>> 1 ^ -(n & 1);
  }
}
