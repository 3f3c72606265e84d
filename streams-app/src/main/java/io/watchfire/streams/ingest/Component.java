/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import io.watchfire.schemas.otlp.MetricType;
import io.watchfire.schemas.otlp.OtlpPoint;
import io.watchfire.streams.histogram.BucketCounts;
import io.watchfire.streams.histogram.ClassicHistogram;
import io.watchfire.streams.histogram.ExplicitHistogram;
import io.watchfire.streams.histogram.ExponentialHistogram;
import io.watchfire.streams.histogram.Histogram;
import io.watchfire.streams.query.Sum;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One number to take from every point of a series.
 *
 * @param kind what it is
 * @param limit for {@link Kind#UP_TO}: the bound in the metric's unit; for {@link Kind#BUCKETS} of
 *     a counter: its label {@code le}
 * @param bucket for an explicit histogram: the last bucket below the limit
 */
record Component(Kind kind, double limit, int bucket) {
  private static final double LARGEST = 1L << 62;

  enum Kind {
    COUNT,
    SUM,
    UP_TO,
    VALUE,
    BUCKETS
  }

  static final Component COUNT = new Component(Kind.COUNT, 0, 0);
  static final Component SUM = new Component(Kind.SUM, 0, 0);

  /** A gauge's reading: bits of a double, so any of them may be negative. */
  static final Component VALUE = new Component(Kind.VALUE, 0, 0);

  /** All buckets of a histogram: they travel beside the numbers, of which this is their count. */
  static final Component BUCKETS = new Component(Kind.BUCKETS, 0, 0);

  /** Its identity in the state of a series; the same for every rule that asks for it. */
  long id() {
    return switch (kind) {
      case COUNT -> 0;
      case SUM -> 1;
      case VALUE -> 2;
      case BUCKETS -> PackedRecord.BUCKETS;
      case UP_TO -> Double.doubleToLongBits(limit);
    };
  }

  /** Its value in a point, or -1 if there is none; {@link #refusal} tells why. */
  long value(MetricType type, OtlpPoint point) {
    return switch (kind) {
      case COUNT, BUCKETS -> count(type, point);
      case SUM -> point.hasSum() ? whole(point.sum() * Sum.SCALE) : -1;
      case VALUE -> Double.doubleToRawLongBits(reading(point));
      case UP_TO -> type == MetricType.HISTOGRAM ? upToBucket(point) : upToLimit(point);
    };
  }

  /** The buckets; null if one of them is below zero or above what can be counted. */
  @Nullable Histogram histogram(MetricType type, OtlpPoint point) {
    return switch (type) {
      case HISTOGRAM -> explicitHistogram(point);
      case EXPONENTIAL_HISTOGRAM -> exponentialHistogram(point);
      case SUM, GAUGE, SUMMARY -> {
        long upTo = count(type, point);
        yield upTo < 0 ? null : ClassicHistogram.of(limit, upTo);
      }
    };
  }

  static double reading(OtlpPoint point) {
    return point.isInt() ? (double) point.intValue() : point.doubleValue();
  }

  /** Why the value is missing. */
  @Nullable Refusal refusal(MetricType type, OtlpPoint point) {
    double value =
        kind == Kind.SUM ? point.sum() : type == MetricType.SUM ? point.doubleValue() : 0;
    if (Double.isNaN(value) || (kind == Kind.SUM && !point.hasSum())) {
      return Refusal.NOT_A_NUMBER;
    }
    return value < 0 ? Refusal.NEGATIVE : Refusal.TOO_LARGE;
  }

  private static long count(MetricType type, OtlpPoint point) {
    if (type == MetricType.SUM) {
      return point.isInt() ? Math.max(-1, point.intValue()) : whole(point.doubleValue());
    }
    return Math.max(-1, point.count());
  }

  private static long whole(double value) {
    return value >= 0 && value < LARGEST ? Math.round(value) : -1;
  }

  private long upToBucket(OtlpPoint point) {
    long sum = 0;
    for (int i = 0; i <= bucket && i < point.bucketCount(); i++) {
      sum += point.bucket(i);
    }
    return Math.max(-1, sum);
  }

  /**
   * Observations up to the limit in an exponential histogram; within the limit's own bucket
   * interpolated on the logarithmic scale, as Prometheus does for native histograms. Rounded down,
   * so that totals of a growing counter never fall.
   */
  private long upToLimit(OtlpPoint point) {
    double below = limit >= point.zeroThreshold() ? point.zeroCount() : 0;
    for (int i = 0; i < point.negativeSize(); i++) {
      below += point.negative(i);
    }
    double position = Math.log(limit) / Math.log(2) * Math.scalb(1.0, point.scale());
    for (int i = 0; i < point.positiveSize(); i++) {
      double share = position - (point.positiveOffset() + (double) i);
      if (share <= 0) {
        break;
      }
      below += point.positive(i) * Math.min(1, share);
    }
    return whole(Math.floor(below + 1e-9));
  }

  private static @Nullable Histogram explicitHistogram(OtlpPoint point) {
    double[] bounds = new double[point.boundCount()];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = point.bound(i);
    }
    long[] counts = counts(point.bucketCount(), point::bucket);
    return counts == null ? null : new ExplicitHistogram(bounds, counts);
  }

  private static @Nullable Histogram exponentialHistogram(OtlpPoint point) {
    long[] positive = counts(point.positiveSize(), point::positive);
    long[] negative = counts(point.negativeSize(), point::negative);
    double zero = point.zeroThreshold();
    if (positive == null || negative == null || !countable(point.zeroCount())) {
      return null;
    }
    return ExponentialHistogram.of(
        point.scale(),
        zero >= 0 && zero < Double.POSITIVE_INFINITY ? zero : 0,
        point.zeroCount(),
        BucketCounts.of(point.positiveOffset(), positive),
        BucketCounts.of(point.negativeOffset(), negative));
  }

  private static long @Nullable [] counts(int size, IntToLongFunction bucket) {
    long[] counts = new long[size];
    for (int i = 0; i < size; i++) {
      counts[i] = bucket.applyAsLong(i);
      if (!countable(counts[i])) {
        return null;
      }
    }
    return counts;
  }

  private static boolean countable(long count) {
    return count >= 0 && count < LARGEST;
  }
}
