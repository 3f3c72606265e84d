/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import io.watchfire.schemas.otlp.OtlpFields.Batch;
import io.watchfire.schemas.otlp.OtlpFields.Data;
import io.watchfire.schemas.otlp.OtlpFields.ExponentialPoint;
import io.watchfire.schemas.otlp.OtlpFields.HistogramPoint;
import io.watchfire.schemas.otlp.OtlpFields.Metric;
import io.watchfire.schemas.otlp.OtlpFields.NumberPoint;
import io.watchfire.schemas.otlp.OtlpFields.Resource;
import io.watchfire.schemas.protobuf.ProtobufWriter;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Writes OTLP metrics in protobuf: for producers of our own and for other formats, which become
 * OTLP on entry. Resource, metric and point calls nest as the messages do. Not thread-safe.
 */
public final class OtlpMetricsWriter {
  private final ProtobufWriter out = new ProtobufWriter();
  private final AttributeWriter attributes = new AttributeWriter(out);
  private int resource;
  private int scope;
  private int metric;
  private int data;

  /** A writer without resources. */
  public OtlpMetricsWriter() {}

  /**
   * Whose and of when a point is.
   *
   * @param attributes strings, booleans, longs and doubles; anything else by its text
   * @param startNanos since the epoch; 0 if unknown
   * @param timeNanos since the epoch
   */
  public record Point(Map<String, ?> attributes, long startNanos, long timeNanos) {}

  /**
   * The buckets of an exponential histogram on one side of zero.
   *
   * @param offset the index of the first
   * @param counts measurements in each
   */
  public record Buckets(int offset, List<Long> counts) {}

  /**
   * What an exponential histogram has besides count and sum.
   *
   * @param scale the base is 2^(2^-scale)
   * @param zeroCount measurements of magnitude up to the threshold
   * @param zeroThreshold in the metric's unit
   * @param positive measurements above zero
   * @param negative measurements below zero
   */
  public record Exponential(
      int scale, long zeroCount, double zeroThreshold, Buckets positive, Buckets negative) {}

  /** Begins a resource with these attributes. */
  public void beginResource(Map<String, ?> attributes) {
    resource = out.open(Batch.RESOURCES);
    int identity = out.open(Batch.IDENTITY);
    this.attributes.write(Resource.ATTRIBUTES, attributes);
    out.close(identity);
    scope = out.open(Batch.CONTENT);
  }

  /** Ends the resource. */
  public void endResource() {
    out.close(scope);
    out.close(resource);
  }

  /** Begins a gauge. */
  public void beginGauge(String name, String unit) {
    begin(name, unit, Metric.GAUGE);
  }

  /** Begins a monotonic sum. */
  public void beginCounter(String name, String unit, Temporality temporality) {
    begin(name, unit, Metric.SUM);
    out.varint(Data.AGGREGATION_TEMPORALITY, temporality.number());
    out.varint(Data.IS_MONOTONIC, 1);
  }

  /** Begins a histogram with explicit bounds. */
  public void beginHistogram(String name, String unit, Temporality temporality) {
    begin(name, unit, Metric.HISTOGRAM);
    out.varint(Data.AGGREGATION_TEMPORALITY, temporality.number());
  }

  /** Begins an exponential histogram. */
  public void beginExponentialHistogram(String name, String unit, Temporality temporality) {
    begin(name, unit, Metric.EXPONENTIAL_HISTOGRAM);
    out.varint(Data.AGGREGATION_TEMPORALITY, temporality.number());
  }

  /** Ends the metric. */
  public void endMetric() {
    out.close(data);
    out.close(metric);
  }

  /** An integer point of a gauge or counter. */
  public void number(Point point, long value) {
    int mark = out.open(Data.DATA_POINTS);
    point(point, NumberPoint.ATTRIBUTES);
    out.fixed64(NumberPoint.AS_INT, value);
    out.close(mark);
  }

  /** A floating point of a gauge or counter. */
  public void number(Point point, double value) {
    int mark = out.open(Data.DATA_POINTS);
    point(point, NumberPoint.ATTRIBUTES);
    real(NumberPoint.AS_DOUBLE, value);
    out.close(mark);
  }

  /**
   * A point of a histogram.
   *
   * @param bounds upper bounds, ascending; empty if only count and sum are known
   * @param counts one more than bounds, or empty like them
   */
  public void histogram(
      Point point, long count, OptionalDouble sum, List<Double> bounds, List<Long> counts) {
    int mark = out.open(Data.DATA_POINTS);
    point(point, HistogramPoint.ATTRIBUTES);
    out.fixed64(HistogramPoint.COUNT, count);
    sum.ifPresent(value -> real(HistogramPoint.SUM, value));
    if (!counts.isEmpty()) {
      int packed = out.open(HistogramPoint.BUCKET_COUNTS);
      counts.forEach(out::fixed64);
      out.close(packed);
    }
    if (!bounds.isEmpty()) {
      int packed = out.open(HistogramPoint.EXPLICIT_BOUNDS);
      bounds.forEach(bound -> out.fixed64(Double.doubleToRawLongBits(bound)));
      out.close(packed);
    }
    out.close(mark);
  }

  /** A point of an exponential histogram. */
  public void exponentialHistogram(
      Point point, long count, OptionalDouble sum, Exponential buckets) {
    int mark = out.open(Data.DATA_POINTS);
    point(point, ExponentialPoint.ATTRIBUTES);
    out.fixed64(ExponentialPoint.COUNT, count);
    sum.ifPresent(value -> real(ExponentialPoint.SUM, value));
    out.varint(ExponentialPoint.SCALE, ProtobufWriter.zigzag(buckets.scale()));
    out.fixed64(ExponentialPoint.ZERO_COUNT, buckets.zeroCount());
    side(ExponentialPoint.POSITIVE, buckets.positive());
    side(ExponentialPoint.NEGATIVE, buckets.negative());
    real(ExponentialPoint.ZERO_THRESHOLD, buckets.zeroThreshold());
    out.close(mark);
  }

  /** The record. */
  public byte[] toByteArray() {
    return out.toByteArray();
  }

  private void begin(String name, String unit, int dataField) {
    metric = out.open(Batch.CONTENT);
    out.text(Metric.NAME, name);
    out.text(Metric.UNIT, unit);
    data = out.open(dataField);
  }

  /** The times have the same numbers in all points. */
  private void point(Point point, int attributesField) {
    attributes.write(attributesField, point.attributes());
    out.fixed64(NumberPoint.START_TIME_UNIX_NANO, point.startNanos());
    out.fixed64(NumberPoint.TIME_UNIX_NANO, point.timeNanos());
  }

  private void side(int field, Buckets buckets) {
    if (buckets.counts().isEmpty()) {
      return;
    }
    int mark = out.open(field);
    out.varint(OtlpFields.Buckets.OFFSET, ProtobufWriter.zigzag(buckets.offset()));
    int packed = out.open(OtlpFields.Buckets.BUCKET_COUNTS);
    buckets.counts().forEach(out::varint);
    out.close(packed);
    out.close(mark);
  }

  private void real(int field, double value) {
    out.fixed64(field, Double.doubleToRawLongBits(value));
  }
}
