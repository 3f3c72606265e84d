/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp.json;

import io.watchfire.schemas.otlp.OtlpFields.AnyValue;
import io.watchfire.schemas.otlp.OtlpFields.Batch;
import io.watchfire.schemas.otlp.OtlpFields.Buckets;
import io.watchfire.schemas.otlp.OtlpFields.Data;
import io.watchfire.schemas.otlp.OtlpFields.Event;
import io.watchfire.schemas.otlp.OtlpFields.Exemplar;
import io.watchfire.schemas.otlp.OtlpFields.ExponentialPoint;
import io.watchfire.schemas.otlp.OtlpFields.HistogramPoint;
import io.watchfire.schemas.otlp.OtlpFields.KeyValue;
import io.watchfire.schemas.otlp.OtlpFields.Link;
import io.watchfire.schemas.otlp.OtlpFields.Metric;
import io.watchfire.schemas.otlp.OtlpFields.NumberPoint;
import io.watchfire.schemas.otlp.OtlpFields.Quantile;
import io.watchfire.schemas.otlp.OtlpFields.Resource;
import io.watchfire.schemas.otlp.OtlpFields.Scope;
import io.watchfire.schemas.otlp.OtlpFields.Span;
import io.watchfire.schemas.otlp.OtlpFields.Status;
import io.watchfire.schemas.otlp.OtlpFields.SummaryPoint;
import io.watchfire.schemas.otlp.OtlpFields.Values;
import io.watchfire.schemas.otlp.SpanKind;
import io.watchfire.schemas.otlp.SpanStatus;
import io.watchfire.schemas.otlp.json.Message.Kind;
import java.util.List;

/**
 * The messages of OTLP metrics and traces (opentelemetry-proto 1.11) as tables from JSON names to
 * protobuf fields: all that {@link JsonTranscoder} needs to know.
 */
final class OtlpSchema {
  private static final List<String> TEMPORALITY =
      List.of(
          "AGGREGATION_TEMPORALITY_UNSPECIFIED",
          "AGGREGATION_TEMPORALITY_DELTA",
          "AGGREGATION_TEMPORALITY_CUMULATIVE");
  private static final Message KEY_VALUE = keyValue();

  private static final Message RESOURCE =
      new Message()
          .with("attributes", Resource.ATTRIBUTES, Kind.MESSAGES, KEY_VALUE)
          .with("droppedAttributesCount", Resource.DROPPED_ATTRIBUTES_COUNT, Kind.UINT32);

  private static final Message SCOPE =
      new Message()
          .with("name", Scope.NAME, Kind.STRING)
          .with("version", Scope.VERSION, Kind.STRING)
          .with("attributes", Scope.ATTRIBUTES, Kind.MESSAGES, KEY_VALUE)
          .with("droppedAttributesCount", Scope.DROPPED_ATTRIBUTES_COUNT, Kind.UINT32);

  private static final Message EXEMPLAR =
      new Message()
          .with("filteredAttributes", Exemplar.FILTERED_ATTRIBUTES, Kind.MESSAGES, KEY_VALUE)
          .with("timeUnixNano", Exemplar.TIME_UNIX_NANO, Kind.FIXED64)
          .explicit("asDouble", Exemplar.AS_DOUBLE, Kind.DOUBLE)
          .explicit("asInt", Exemplar.AS_INT, Kind.SFIXED64)
          .with("spanId", Exemplar.SPAN_ID, Kind.HEX)
          .with("traceId", Exemplar.TRACE_ID, Kind.HEX);

  private static final Message NUMBER_POINT =
      new Message()
          .with("attributes", NumberPoint.ATTRIBUTES, Kind.MESSAGES, KEY_VALUE)
          .with("startTimeUnixNano", NumberPoint.START_TIME_UNIX_NANO, Kind.FIXED64)
          .with("timeUnixNano", NumberPoint.TIME_UNIX_NANO, Kind.FIXED64)
          .explicit("asDouble", NumberPoint.AS_DOUBLE, Kind.DOUBLE)
          .explicit("asInt", NumberPoint.AS_INT, Kind.SFIXED64)
          .with("exemplars", NumberPoint.EXEMPLARS, Kind.MESSAGES, EXEMPLAR)
          .with("flags", NumberPoint.FLAGS, Kind.UINT32);

  private static final Message HISTOGRAM_POINT =
      new Message()
          .with("attributes", HistogramPoint.ATTRIBUTES, Kind.MESSAGES, KEY_VALUE)
          .with("startTimeUnixNano", HistogramPoint.START_TIME_UNIX_NANO, Kind.FIXED64)
          .with("timeUnixNano", HistogramPoint.TIME_UNIX_NANO, Kind.FIXED64)
          .with("count", HistogramPoint.COUNT, Kind.FIXED64)
          .explicit("sum", HistogramPoint.SUM, Kind.DOUBLE)
          .with("bucketCounts", HistogramPoint.BUCKET_COUNTS, Kind.FIXED64S)
          .with("explicitBounds", HistogramPoint.EXPLICIT_BOUNDS, Kind.DOUBLES)
          .with("exemplars", HistogramPoint.EXEMPLARS, Kind.MESSAGES, EXEMPLAR)
          .with("flags", HistogramPoint.FLAGS, Kind.UINT32)
          .explicit("min", HistogramPoint.MIN, Kind.DOUBLE)
          .explicit("max", HistogramPoint.MAX, Kind.DOUBLE);

  private static final Message BUCKETS =
      new Message()
          .with("offset", Buckets.OFFSET, Kind.SINT32)
          .with("bucketCounts", Buckets.BUCKET_COUNTS, Kind.UINT64S);

  private static final Message EXPONENTIAL_POINT =
      new Message()
          .with("attributes", ExponentialPoint.ATTRIBUTES, Kind.MESSAGES, KEY_VALUE)
          .with("startTimeUnixNano", ExponentialPoint.START_TIME_UNIX_NANO, Kind.FIXED64)
          .with("timeUnixNano", ExponentialPoint.TIME_UNIX_NANO, Kind.FIXED64)
          .with("count", ExponentialPoint.COUNT, Kind.FIXED64)
          .explicit("sum", ExponentialPoint.SUM, Kind.DOUBLE)
          .with("scale", ExponentialPoint.SCALE, Kind.SINT32)
          .with("zeroCount", ExponentialPoint.ZERO_COUNT, Kind.FIXED64)
          .with("positive", ExponentialPoint.POSITIVE, Kind.MESSAGE, BUCKETS)
          .with("negative", ExponentialPoint.NEGATIVE, Kind.MESSAGE, BUCKETS)
          .with("flags", ExponentialPoint.FLAGS, Kind.UINT32)
          .with("exemplars", ExponentialPoint.EXEMPLARS, Kind.MESSAGES, EXEMPLAR)
          .explicit("min", ExponentialPoint.MIN, Kind.DOUBLE)
          .explicit("max", ExponentialPoint.MAX, Kind.DOUBLE)
          .with("zeroThreshold", ExponentialPoint.ZERO_THRESHOLD, Kind.DOUBLE);

  private static final Message QUANTILE =
      new Message()
          .with("quantile", Quantile.QUANTILE, Kind.DOUBLE)
          .with("value", Quantile.VALUE, Kind.DOUBLE);

  private static final Message SUMMARY_POINT =
      new Message()
          .with("attributes", SummaryPoint.ATTRIBUTES, Kind.MESSAGES, KEY_VALUE)
          .with("startTimeUnixNano", SummaryPoint.START_TIME_UNIX_NANO, Kind.FIXED64)
          .with("timeUnixNano", SummaryPoint.TIME_UNIX_NANO, Kind.FIXED64)
          .with("count", SummaryPoint.COUNT, Kind.FIXED64)
          .with("sum", SummaryPoint.SUM, Kind.DOUBLE)
          .with("quantileValues", SummaryPoint.QUANTILE_VALUES, Kind.MESSAGES, QUANTILE)
          .with("flags", SummaryPoint.FLAGS, Kind.UINT32);

  private static final Message METRIC =
      new Message()
          .with("name", Metric.NAME, Kind.STRING)
          .with("description", Metric.DESCRIPTION, Kind.STRING)
          .with("unit", Metric.UNIT, Kind.STRING)
          .with("gauge", Metric.GAUGE, Kind.MESSAGE, data(NUMBER_POINT))
          .with(
              "sum",
              Metric.SUM,
              Kind.MESSAGE,
              data(NUMBER_POINT)
                  .names("aggregationTemporality", Data.AGGREGATION_TEMPORALITY, TEMPORALITY)
                  .with("isMonotonic", Data.IS_MONOTONIC, Kind.BOOL))
          .with(
              "histogram",
              Metric.HISTOGRAM,
              Kind.MESSAGE,
              data(HISTOGRAM_POINT)
                  .names("aggregationTemporality", Data.AGGREGATION_TEMPORALITY, TEMPORALITY))
          .with(
              "exponentialHistogram",
              Metric.EXPONENTIAL_HISTOGRAM,
              Kind.MESSAGE,
              data(EXPONENTIAL_POINT)
                  .names("aggregationTemporality", Data.AGGREGATION_TEMPORALITY, TEMPORALITY))
          .with("summary", Metric.SUMMARY, Kind.MESSAGE, data(SUMMARY_POINT))
          .with("metadata", Metric.METADATA, Kind.MESSAGES, KEY_VALUE);

  private static final Message EVENT =
      new Message()
          .with("timeUnixNano", Event.TIME_UNIX_NANO, Kind.FIXED64)
          .with("name", Event.NAME, Kind.STRING)
          .with("attributes", Event.ATTRIBUTES, Kind.MESSAGES, KEY_VALUE)
          .with("droppedAttributesCount", Event.DROPPED_ATTRIBUTES_COUNT, Kind.UINT32);

  private static final Message LINK =
      new Message()
          .with("traceId", Link.TRACE_ID, Kind.HEX)
          .with("spanId", Link.SPAN_ID, Kind.HEX)
          .with("traceState", Link.TRACE_STATE, Kind.STRING)
          .with("attributes", Link.ATTRIBUTES, Kind.MESSAGES, KEY_VALUE)
          .with("droppedAttributesCount", Link.DROPPED_ATTRIBUTES_COUNT, Kind.UINT32)
          .with("flags", Link.FLAGS, Kind.FIXED32);

  private static final Message SPAN =
      new Message()
          .with("traceId", Span.TRACE_ID, Kind.HEX)
          .with("spanId", Span.SPAN_ID, Kind.HEX)
          .with("traceState", Span.TRACE_STATE, Kind.STRING)
          .with("parentSpanId", Span.PARENT_SPAN_ID, Kind.HEX)
          .with("flags", Span.FLAGS, Kind.FIXED32)
          .with("name", Span.NAME, Kind.STRING)
          .names("kind", Span.KIND, SpanKind.texts())
          .with("startTimeUnixNano", Span.START_TIME_UNIX_NANO, Kind.FIXED64)
          .with("endTimeUnixNano", Span.END_TIME_UNIX_NANO, Kind.FIXED64)
          .with("attributes", Span.ATTRIBUTES, Kind.MESSAGES, KEY_VALUE)
          .with("droppedAttributesCount", Span.DROPPED_ATTRIBUTES_COUNT, Kind.UINT32)
          .with("events", Span.EVENTS, Kind.MESSAGES, EVENT)
          .with("droppedEventsCount", Span.DROPPED_EVENTS_COUNT, Kind.UINT32)
          .with("links", Span.LINKS, Kind.MESSAGES, LINK)
          .with("droppedLinksCount", Span.DROPPED_LINKS_COUNT, Kind.UINT32)
          .with(
              "status",
              Span.STATUS,
              Kind.MESSAGE,
              new Message()
                  .with("message", Status.MESSAGE, Kind.STRING)
                  .names("code", Status.CODE, SpanStatus.texts()));

  /** The root of a record of metrics. */
  static final Message METRICS = root("resourceMetrics", "scopeMetrics", "metrics", METRIC);

  /** The root of a record of spans. */
  static final Message SPANS = root("resourceSpans", "scopeSpans", "spans", SPAN);

  private OtlpSchema() {}

  private static Message keyValue() {
    Message any = new Message();
    Message keyValue =
        new Message()
            .with("key", KeyValue.KEY, Kind.STRING)
            .with("value", KeyValue.VALUE, Kind.MESSAGE, any);
    any.explicit("stringValue", AnyValue.STRING_VALUE, Kind.STRING)
        .explicit("boolValue", AnyValue.BOOL_VALUE, Kind.BOOL)
        .explicit("intValue", AnyValue.INT_VALUE, Kind.INT64)
        .explicit("doubleValue", AnyValue.DOUBLE_VALUE, Kind.DOUBLE)
        .with(
            "arrayValue",
            AnyValue.ARRAY_VALUE,
            Kind.MESSAGE,
            new Message().with("values", Values.VALUES, Kind.MESSAGES, any))
        .with(
            "kvlistValue",
            AnyValue.KVLIST_VALUE,
            Kind.MESSAGE,
            new Message().with("values", Values.VALUES, Kind.MESSAGES, keyValue))
        .explicit("bytesValue", AnyValue.BYTES_VALUE, Kind.BASE64);
    return keyValue;
  }

  private static Message data(Message point) {
    return new Message().with("dataPoints", Data.DATA_POINTS, Kind.MESSAGES, point);
  }

  private static Message root(String resources, String scopes, String items, Message item) {
    Message scope =
        new Message()
            .with("scope", Batch.IDENTITY, Kind.MESSAGE, SCOPE)
            .with(items, Batch.CONTENT, Kind.MESSAGES, item)
            .with("schemaUrl", Batch.SCHEMA_URL, Kind.STRING);
    Message resource =
        new Message()
            .with("resource", Batch.IDENTITY, Kind.MESSAGE, RESOURCE)
            .with(scopes, Batch.CONTENT, Kind.MESSAGES, scope)
            .with("schemaUrl", Batch.SCHEMA_URL, Kind.STRING);
    return new Message().with(resources, Batch.RESOURCES, Kind.MESSAGES, resource);
  }
}
