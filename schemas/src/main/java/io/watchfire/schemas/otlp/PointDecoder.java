/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import io.watchfire.schemas.otlp.OtlpFields.Buckets;
import io.watchfire.schemas.otlp.OtlpFields.ExponentialPoint;
import io.watchfire.schemas.otlp.OtlpFields.HistogramPoint;
import io.watchfire.schemas.otlp.OtlpFields.NumberPoint;
import io.watchfire.schemas.otlp.OtlpFields.SummaryPoint;
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
        case NumberPoint.START_TIME_UNIX_NANO ->
            point.startNanos = wire.fixed64("start_time_unix_nano");
        case NumberPoint.TIME_UNIX_NANO -> point.timeNanos = wire.fixed64("time_unix_nano");
        case NumberPoint.AS_DOUBLE -> {
          point.doubleValue = Double.longBitsToDouble(wire.fixed64("as_double"));
          point.isInt = false;
        }
        case NumberPoint.EXEMPLARS -> point.exemplars.add(wire);
        case NumberPoint.AS_INT -> {
          point.intValue = wire.fixed64("as_int");
          point.isInt = true;
        }
        case NumberPoint.ATTRIBUTES -> point.attributes.add(wire);
        case NumberPoint.FLAGS -> point.flags = wire.varint("flags");
        default -> wire.skip();
      }
    }
  }

  private void histogram() throws MalformedTelemetryException {
    while (wire.next()) {
      switch (wire.field()) {
        case HistogramPoint.BUCKET_COUNTS -> fixed64s(point.buckets, "bucket_counts");
        case HistogramPoint.EXPLICIT_BOUNDS -> fixed64s(point.bounds, "explicit_bounds");
        case HistogramPoint.EXEMPLARS -> point.exemplars.add(wire);
        case HistogramPoint.ATTRIBUTES -> point.attributes.add(wire);
        case HistogramPoint.FLAGS -> point.flags = wire.varint("flags");
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
        case ExponentialPoint.ATTRIBUTES -> point.attributes.add(wire);
        case ExponentialPoint.SCALE -> point.scale = signed(wire.varint("scale"));
        case ExponentialPoint.ZERO_COUNT -> point.zeroCount = wire.fixed64("zero_count");
        case ExponentialPoint.POSITIVE ->
            point.positiveOffset = buckets(point.positive, "positive");
        case ExponentialPoint.NEGATIVE ->
            point.negativeOffset = buckets(point.negative, "negative");
        case ExponentialPoint.FLAGS -> point.flags = wire.varint("flags");
        case ExponentialPoint.EXEMPLARS -> point.exemplars.add(wire);
        case ExponentialPoint.ZERO_THRESHOLD ->
            point.zeroThreshold = Double.longBitsToDouble(wire.fixed64("zero_threshold"));
        default -> timesCountAndSum();
      }
    }
  }

  private void summary() throws MalformedTelemetryException {
    while (wire.next()) {
      switch (wire.field()) {
        case SummaryPoint.ATTRIBUTES -> point.attributes.add(wire);
        case SummaryPoint.FLAGS -> point.flags = wire.varint("flags");
        default -> timesCountAndSum();
      }
    }
    point.hasSum = true;
  }

  /** The fields that histograms and summaries have under one number; skips all others. */
  private void timesCountAndSum() throws MalformedTelemetryException {
    switch (wire.field()) {
      case HistogramPoint.START_TIME_UNIX_NANO ->
          point.startNanos = wire.fixed64("start_time_unix_nano");
      case HistogramPoint.TIME_UNIX_NANO -> point.timeNanos = wire.fixed64("time_unix_nano");
      case HistogramPoint.COUNT -> point.count = wire.fixed64("count");
      case HistogramPoint.SUM -> {
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
        case Buckets.OFFSET -> offset = signed(wire.varint("offset"));
        case Buckets.BUCKET_COUNTS -> varints(into);
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
