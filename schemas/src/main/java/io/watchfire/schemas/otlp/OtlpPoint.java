/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import io.watchfire.schemas.protobuf.Hash64;
import io.watchfire.schemas.protobuf.Slice;

/**
 * A data point of any type: reused, valid only during the call that passes it. What its type does
 * not have is zero or empty.
 */
public final class OtlpPoint {
  final AttributeSlices attributes = new AttributeSlices();
  final Exemplars exemplars = new Exemplars();
  final LongList bounds = new LongList();
  final LongList buckets = new LongList();
  final LongList positive = new LongList();
  final LongList negative = new LongList();
  MetricType type = MetricType.GAUGE;
  long startNanos;
  long timeNanos;
  long flags;
  boolean isInt;
  long intValue;
  double doubleValue;
  long count;
  boolean hasSum;
  double sum;
  int scale;
  long zeroCount;
  double zeroThreshold;
  int positiveOffset;
  int negativeOffset;

  OtlpPoint() {}

  void clear(MetricType type, byte[] bytes) {
    this.type = type;
    attributes.clear(bytes);
    exemplars.clear(bytes);
    bounds.clear();
    buckets.clear();
    positive.clear();
    negative.clear();
    startNanos = 0;
    timeNanos = 0;
    flags = 0;
    isInt = false;
    intValue = 0;
    doubleValue = 0;
    count = 0;
    hasSum = false;
    sum = 0;
    scale = 0;
    zeroCount = 0;
    zeroThreshold = 0;
    positiveOffset = 0;
    negativeOffset = 0;
  }

  /** The point's own attributes, without the resource's. */
  public AttributeSlices attributes() {
    return attributes;
  }

  /** Nanoseconds since the epoch; 0 if the producer does not know it. */
  public long startNanos() {
    return startNanos;
  }

  /** Nanoseconds since the epoch; 0 is not legal, but seen. */
  public long timeNanos() {
    return timeNanos;
  }

  /** Whether the producer says that there is no value: a stale series. */
  public boolean noRecordedValue() {
    return (flags & 1) != 0;
  }

  /** Whether the value of a gauge or sum is an integer. */
  public boolean isInt() {
    return isInt;
  }

  /** The value of a gauge or sum; of a double, what is left of it as an integer. */
  public long intValue() {
    return isInt ? intValue : (long) doubleValue;
  }

  /** The value of a gauge or sum, integer or not. */
  public double doubleValue() {
    return isInt ? intValue : doubleValue;
  }

  /** How many measurements a histogram or summary holds. */
  public long count() {
    return count;
  }

  /** Whether a histogram carries a sum; a summary always does. */
  public boolean hasSum() {
    return hasSum;
  }

  /** The sum of the measurements, in the metric's unit. */
  public double sum() {
    return sum;
  }

  /** How many bounds an explicit histogram has; none if they do not fit the number of buckets. */
  public int boundCount() {
    return bounds.size();
  }

  /** The upper bound of bucket {@code i}, inclusive. */
  public double bound(int i) {
    return Double.longBitsToDouble(bounds.get(i));
  }

  /** How many buckets an explicit histogram has: one more than bounds, or none. */
  public int bucketCount() {
    return buckets.size();
  }

  /** The measurements in bucket {@code i} alone. */
  public long bucket(int i) {
    return buckets.get(i);
  }

  /**
   * Changes when counts before and after cannot be subtracted: of an explicit histogram a hash of
   * the bounds, of an exponential one of scale and zero threshold, otherwise 0. The same in every
   * version of Watchfire.
   */
  public long layoutHash() {
    return switch (type) {
      case HISTOGRAM -> {
        long hash = bounds.size();
        for (int i = 0; i < bounds.size(); i++) {
          hash = Hash64.add(hash, bounds.get(i));
        }
        yield hash;
      }
      case EXPONENTIAL_HISTOGRAM ->
          Hash64.add(Hash64.add(1, scale), Double.doubleToRawLongBits(zeroThreshold));
      case GAUGE, SUM, SUMMARY -> 0;
    };
  }

  /** The scale of an exponential histogram: its base is 2^(2^-scale). */
  public int scale() {
    return scale;
  }

  /** Measurements whose magnitude is at most the zero threshold. */
  public long zeroCount() {
    return zeroCount;
  }

  /** The width of the zero bucket, in the metric's unit. */
  public double zeroThreshold() {
    return zeroThreshold;
  }

  /** The index of the first positive bucket; bucket index {@code k} is (base^k, base^(k+1)]. */
  public int positiveOffset() {
    return positiveOffset;
  }

  /** How many positive buckets there are. */
  public int positiveSize() {
    return positive.size();
  }

  /** The measurements in the bucket of index {@code positiveOffset() + i}. */
  public long positive(int i) {
    return positive.get(i);
  }

  /** The index of the first negative bucket. */
  public int negativeOffset() {
    return negativeOffset;
  }

  /** How many negative buckets there are. */
  public int negativeSize() {
    return negative.size();
  }

  /** The measurements in the negative bucket of index {@code negativeOffset() + i}. */
  public long negative(int i) {
    return negative.get(i);
  }

  /** How many exemplars the point has. */
  public int exemplarCount() {
    return exemplars.size();
  }

  /** The raw trace id of exemplar {@code i}; empty if it has none. The next call reuses it. */
  public Slice exemplarTraceId(int i) {
    return exemplars.traceId(i);
  }

  /** The raw span id of exemplar {@code i}; empty if it has none. The next call reuses it. */
  public Slice exemplarSpanId(int i) {
    return exemplars.spanId(i);
  }

  /** The measurement of exemplar {@code i}, in the metric's unit. */
  public double exemplarValue(int i) {
    return exemplars.value(i);
  }

  /** When exemplar {@code i} was measured, in nanoseconds since the epoch. */
  public long exemplarTimeNanos(int i) {
    return exemplars.timeNanos(i);
  }
}
