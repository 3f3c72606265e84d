/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

/**
 * The numbers of the fields of OTLP's messages (opentelemetry-proto 1.11), by the names they have
 * there.
 */
public final class OtlpFields {
  private OtlpFields() {}

  /**
   * The levels above the items, of metrics and spans alike: {@code MetricsData}, {@code
   * ResourceMetrics} and {@code ScopeMetrics}; {@code TracesData}, {@code ResourceSpans} and {@code
   * ScopeSpans}.
   */
  public static final class Batch {
    /** {@code resource_metrics}, {@code resource_spans}. */
    public static final int RESOURCES = 1;

    /** {@code resource} of a resource's, {@code scope} of a scope's data. */
    public static final int IDENTITY = 1;

    /**
     * {@code scope_metrics} and {@code scope_spans}, and in them {@code metrics} and {@code spans}.
     */
    public static final int CONTENT = 2;

    public static final int SCHEMA_URL = 3;

    private Batch() {}
  }

  /** {@code opentelemetry.proto.resource.v1.Resource}. */
  public static final class Resource {
    public static final int ATTRIBUTES = 1;
    public static final int DROPPED_ATTRIBUTES_COUNT = 2;

    private Resource() {}
  }

  /** {@code opentelemetry.proto.common.v1.InstrumentationScope}. */
  public static final class Scope {
    public static final int NAME = 1;
    public static final int VERSION = 2;
    public static final int ATTRIBUTES = 3;
    public static final int DROPPED_ATTRIBUTES_COUNT = 4;

    private Scope() {}
  }

  /** {@code opentelemetry.proto.common.v1.KeyValue}. */
  public static final class KeyValue {
    public static final int KEY = 1;
    public static final int VALUE = 2;

    private KeyValue() {}
  }

  /** {@code opentelemetry.proto.common.v1.AnyValue}. */
  public static final class AnyValue {
    public static final int STRING_VALUE = 1;
    public static final int BOOL_VALUE = 2;
    public static final int INT_VALUE = 3;
    public static final int DOUBLE_VALUE = 4;
    public static final int ARRAY_VALUE = 5;
    public static final int KVLIST_VALUE = 6;
    public static final int BYTES_VALUE = 7;

    private AnyValue() {}
  }

  /** {@code opentelemetry.proto.common.v1.ArrayValue} and {@code KeyValueList}. */
  public static final class Values {
    public static final int VALUES = 1;

    private Values() {}
  }

  /** {@code opentelemetry.proto.metrics.v1.Metric}. */
  public static final class Metric {
    public static final int NAME = 1;
    public static final int DESCRIPTION = 2;
    public static final int UNIT = 3;
    public static final int GAUGE = 5;
    public static final int SUM = 7;
    public static final int HISTOGRAM = 9;
    public static final int EXPONENTIAL_HISTOGRAM = 10;
    public static final int SUMMARY = 11;
    public static final int METADATA = 12;

    private Metric() {}
  }

  /**
   * {@code opentelemetry.proto.metrics.v1.Gauge} and its siblings {@code Sum}, {@code Histogram},
   * {@code ExponentialHistogram} and {@code Summary}.
   */
  public static final class Data {
    public static final int DATA_POINTS = 1;
    public static final int AGGREGATION_TEMPORALITY = 2;
    public static final int IS_MONOTONIC = 3;

    private Data() {}
  }

  /** {@code opentelemetry.proto.metrics.v1.NumberDataPoint}. */
  public static final class NumberPoint {
    public static final int START_TIME_UNIX_NANO = 2;
    public static final int TIME_UNIX_NANO = 3;
    public static final int AS_DOUBLE = 4;
    public static final int EXEMPLARS = 5;
    public static final int AS_INT = 6;
    public static final int ATTRIBUTES = 7;
    public static final int FLAGS = 8;

    private NumberPoint() {}
  }

  /** {@code opentelemetry.proto.metrics.v1.HistogramDataPoint}. */
  public static final class HistogramPoint {
    public static final int START_TIME_UNIX_NANO = 2;
    public static final int TIME_UNIX_NANO = 3;
    public static final int COUNT = 4;
    public static final int SUM = 5;
    public static final int BUCKET_COUNTS = 6;
    public static final int EXPLICIT_BOUNDS = 7;
    public static final int EXEMPLARS = 8;
    public static final int ATTRIBUTES = 9;
    public static final int FLAGS = 10;
    public static final int MIN = 11;
    public static final int MAX = 12;

    private HistogramPoint() {}
  }

  /** {@code opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint}. */
  public static final class ExponentialPoint {
    public static final int ATTRIBUTES = 1;
    public static final int START_TIME_UNIX_NANO = 2;
    public static final int TIME_UNIX_NANO = 3;
    public static final int COUNT = 4;
    public static final int SUM = 5;
    public static final int SCALE = 6;
    public static final int ZERO_COUNT = 7;
    public static final int POSITIVE = 8;
    public static final int NEGATIVE = 9;
    public static final int FLAGS = 10;
    public static final int EXEMPLARS = 11;
    public static final int MIN = 12;
    public static final int MAX = 13;
    public static final int ZERO_THRESHOLD = 14;

    private ExponentialPoint() {}
  }

  /** {@code opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint.Buckets}. */
  public static final class Buckets {
    public static final int OFFSET = 1;
    public static final int BUCKET_COUNTS = 2;

    private Buckets() {}
  }

  /** {@code opentelemetry.proto.metrics.v1.SummaryDataPoint}. */
  public static final class SummaryPoint {
    public static final int START_TIME_UNIX_NANO = 2;
    public static final int TIME_UNIX_NANO = 3;
    public static final int COUNT = 4;
    public static final int SUM = 5;
    public static final int QUANTILE_VALUES = 6;
    public static final int ATTRIBUTES = 7;
    public static final int FLAGS = 8;

    private SummaryPoint() {}
  }

  /** {@code opentelemetry.proto.metrics.v1.SummaryDataPoint.ValueAtQuantile}. */
  public static final class Quantile {
    public static final int QUANTILE = 1;
    public static final int VALUE = 2;

    private Quantile() {}
  }

  /** {@code opentelemetry.proto.metrics.v1.Exemplar}. */
  public static final class Exemplar {
    public static final int TIME_UNIX_NANO = 2;
    public static final int AS_DOUBLE = 3;
    public static final int SPAN_ID = 4;
    public static final int TRACE_ID = 5;
    public static final int AS_INT = 6;
    public static final int FILTERED_ATTRIBUTES = 7;

    private Exemplar() {}
  }

  /** {@code opentelemetry.proto.trace.v1.Span}. */
  public static final class Span {
    public static final int TRACE_ID = 1;
    public static final int SPAN_ID = 2;
    public static final int TRACE_STATE = 3;
    public static final int PARENT_SPAN_ID = 4;
    public static final int NAME = 5;
    public static final int KIND = 6;
    public static final int START_TIME_UNIX_NANO = 7;
    public static final int END_TIME_UNIX_NANO = 8;
    public static final int ATTRIBUTES = 9;
    public static final int DROPPED_ATTRIBUTES_COUNT = 10;
    public static final int EVENTS = 11;
    public static final int DROPPED_EVENTS_COUNT = 12;
    public static final int LINKS = 13;
    public static final int DROPPED_LINKS_COUNT = 14;
    public static final int STATUS = 15;
    public static final int FLAGS = 16;

    private Span() {}
  }

  /** {@code opentelemetry.proto.trace.v1.Span.Event}. */
  public static final class Event {
    public static final int TIME_UNIX_NANO = 1;
    public static final int NAME = 2;
    public static final int ATTRIBUTES = 3;
    public static final int DROPPED_ATTRIBUTES_COUNT = 4;

    private Event() {}
  }

  /** {@code opentelemetry.proto.trace.v1.Span.Link}. */
  public static final class Link {
    public static final int TRACE_ID = 1;
    public static final int SPAN_ID = 2;
    public static final int TRACE_STATE = 3;
    public static final int ATTRIBUTES = 4;
    public static final int DROPPED_ATTRIBUTES_COUNT = 5;
    public static final int FLAGS = 6;

    private Link() {}
  }

  /** {@code opentelemetry.proto.trace.v1.Status}. */
  public static final class Status {
    public static final int MESSAGE = 2;
    public static final int CODE = 3;

    private Status() {}
  }
}
