/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp.json;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
  private static final List<String> SPAN_KIND =
      List.of(
          "SPAN_KIND_UNSPECIFIED",
          "SPAN_KIND_INTERNAL",
          "SPAN_KIND_SERVER",
          "SPAN_KIND_CLIENT",
          "SPAN_KIND_PRODUCER",
          "SPAN_KIND_CONSUMER");
  private static final List<String> STATUS_CODE =
      List.of("STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR");

  private static final Message KEY_VALUE = keyValue();

  private static final Message RESOURCE =
      new Message()
          .with("attributes", 1, Kind.MESSAGES, KEY_VALUE)
          .with("droppedAttributesCount", 2, Kind.UINT32);

  private static final Message SCOPE =
      new Message()
          .with("name", 1, Kind.STRING)
          .with("version", 2, Kind.STRING)
          .with("attributes", 3, Kind.MESSAGES, KEY_VALUE)
          .with("droppedAttributesCount", 4, Kind.UINT32);

  private static final Message EXEMPLAR =
      new Message()
          .with("filteredAttributes", 7, Kind.MESSAGES, KEY_VALUE)
          .with("timeUnixNano", 2, Kind.FIXED64)
          .explicit("asDouble", 3, Kind.DOUBLE)
          .explicit("asInt", 6, Kind.SFIXED64)
          .with("spanId", 4, Kind.HEX)
          .with("traceId", 5, Kind.HEX);

  private static final Message NUMBER_POINT =
      new Message()
          .with("attributes", 7, Kind.MESSAGES, KEY_VALUE)
          .with("startTimeUnixNano", 2, Kind.FIXED64)
          .with("timeUnixNano", 3, Kind.FIXED64)
          .explicit("asDouble", 4, Kind.DOUBLE)
          .explicit("asInt", 6, Kind.SFIXED64)
          .with("exemplars", 5, Kind.MESSAGES, EXEMPLAR)
          .with("flags", 8, Kind.UINT32);

  private static final Message HISTOGRAM_POINT =
      new Message()
          .with("attributes", 9, Kind.MESSAGES, KEY_VALUE)
          .with("startTimeUnixNano", 2, Kind.FIXED64)
          .with("timeUnixNano", 3, Kind.FIXED64)
          .with("count", 4, Kind.FIXED64)
          .explicit("sum", 5, Kind.DOUBLE)
          .with("bucketCounts", 6, Kind.FIXED64S)
          .with("explicitBounds", 7, Kind.DOUBLES)
          .with("exemplars", 8, Kind.MESSAGES, EXEMPLAR)
          .with("flags", 10, Kind.UINT32)
          .explicit("min", 11, Kind.DOUBLE)
          .explicit("max", 12, Kind.DOUBLE);

  private static final Message BUCKETS =
      new Message().with("offset", 1, Kind.SINT32).with("bucketCounts", 2, Kind.UINT64S);

  private static final Message EXPONENTIAL_POINT =
      new Message()
          .with("attributes", 1, Kind.MESSAGES, KEY_VALUE)
          .with("startTimeUnixNano", 2, Kind.FIXED64)
          .with("timeUnixNano", 3, Kind.FIXED64)
          .with("count", 4, Kind.FIXED64)
          .explicit("sum", 5, Kind.DOUBLE)
          .with("scale", 6, Kind.SINT32)
          .with("zeroCount", 7, Kind.FIXED64)
          .with("positive", 8, Kind.MESSAGE, BUCKETS)
          .with("negative", 9, Kind.MESSAGE, BUCKETS)
          .with("flags", 10, Kind.UINT32)
          .with("exemplars", 11, Kind.MESSAGES, EXEMPLAR)
          .explicit("min", 12, Kind.DOUBLE)
          .explicit("max", 13, Kind.DOUBLE)
          .with("zeroThreshold", 14, Kind.DOUBLE);

  private static final Message QUANTILE =
      new Message().with("quantile", 1, Kind.DOUBLE).with("value", 2, Kind.DOUBLE);

  private static final Message SUMMARY_POINT =
      new Message()
          .with("attributes", 7, Kind.MESSAGES, KEY_VALUE)
          .with("startTimeUnixNano", 2, Kind.FIXED64)
          .with("timeUnixNano", 3, Kind.FIXED64)
          .with("count", 4, Kind.FIXED64)
          .with("sum", 5, Kind.DOUBLE)
          .with("quantileValues", 6, Kind.MESSAGES, QUANTILE)
          .with("flags", 8, Kind.UINT32);

  private static final Message METRIC =
      new Message()
          .with("name", 1, Kind.STRING)
          .with("description", 2, Kind.STRING)
          .with("unit", 3, Kind.STRING)
          .with("gauge", 5, Kind.MESSAGE, data(NUMBER_POINT))
          .with(
              "sum",
              7,
              Kind.MESSAGE,
              data(NUMBER_POINT)
                  .names("aggregationTemporality", 2, TEMPORALITY)
                  .with("isMonotonic", 3, Kind.BOOL))
          .with(
              "histogram",
              9,
              Kind.MESSAGE,
              data(HISTOGRAM_POINT).names("aggregationTemporality", 2, TEMPORALITY))
          .with(
              "exponentialHistogram",
              10,
              Kind.MESSAGE,
              data(EXPONENTIAL_POINT).names("aggregationTemporality", 2, TEMPORALITY))
          .with("summary", 11, Kind.MESSAGE, data(SUMMARY_POINT))
          .with("metadata", 12, Kind.MESSAGES, KEY_VALUE);

  private static final Message EVENT =
      new Message()
          .with("timeUnixNano", 1, Kind.FIXED64)
          .with("name", 2, Kind.STRING)
          .with("attributes", 3, Kind.MESSAGES, KEY_VALUE)
          .with("droppedAttributesCount", 4, Kind.UINT32);

  private static final Message LINK =
      new Message()
          .with("traceId", 1, Kind.HEX)
          .with("spanId", 2, Kind.HEX)
          .with("traceState", 3, Kind.STRING)
          .with("attributes", 4, Kind.MESSAGES, KEY_VALUE)
          .with("droppedAttributesCount", 5, Kind.UINT32)
          .with("flags", 6, Kind.FIXED32);

  private static final Message SPAN =
      new Message()
          .with("traceId", 1, Kind.HEX)
          .with("spanId", 2, Kind.HEX)
          .with("traceState", 3, Kind.STRING)
          .with("parentSpanId", 4, Kind.HEX)
          .with("flags", 16, Kind.FIXED32)
          .with("name", 5, Kind.STRING)
          .names("kind", 6, SPAN_KIND)
          .with("startTimeUnixNano", 7, Kind.FIXED64)
          .with("endTimeUnixNano", 8, Kind.FIXED64)
          .with("attributes", 9, Kind.MESSAGES, KEY_VALUE)
          .with("droppedAttributesCount", 10, Kind.UINT32)
          .with("events", 11, Kind.MESSAGES, EVENT)
          .with("droppedEventsCount", 12, Kind.UINT32)
          .with("links", 13, Kind.MESSAGES, LINK)
          .with("droppedLinksCount", 14, Kind.UINT32)
          .with(
              "status",
              15,
              Kind.MESSAGE,
              new Message().with("message", 2, Kind.STRING).names("code", 3, STATUS_CODE));

  /** The root of a record of metrics. */
  static final Message METRICS = root("resourceMetrics", "scopeMetrics", "metrics", METRIC);

  /** The root of a record of spans. */
  static final Message SPANS = root("resourceSpans", "scopeSpans", "spans", SPAN);

  private OtlpSchema() {}

  /** How a JSON value becomes a field. The plurals are arrays; of numbers, packed. */
  enum Kind {
    STRING,
    BASE64,
    HEX,
    BOOL,
    INT64,
    UINT32,
    SINT32,
    FIXED32,
    FIXED64,
    SFIXED64,
    DOUBLE,
    ENUM,
    MESSAGE,
    MESSAGES,
    FIXED64S,
    UINT64S,
    DOUBLES
  }

  /**
   * One field.
   *
   * @param number its number in protobuf
   * @param kind how it is written
   * @param explicit whether its default is written too: members of a oneof, and optional fields
   * @param message of messages, theirs
   * @param names of enums, the names of 0, 1, 2...
   */
  record Field(
      int number, Kind kind, boolean explicit, @Nullable Message message, List<String> names) {}

  /** The fields of a message by their JSON names. */
  static final class Message {
    private final Map<String, Field> fields = new HashMap<>();

    @Nullable Field field(String name) {
      return fields.get(name);
    }

    private Message with(String name, int number, Kind kind) {
      return put(name, new Field(number, kind, false, null, List.of()));
    }

    private Message explicit(String name, int number, Kind kind) {
      return put(name, new Field(number, kind, true, null, List.of()));
    }

    private Message with(String name, int number, Kind kind, Message message) {
      return put(name, new Field(number, kind, false, message, List.of()));
    }

    private Message names(String name, int number, List<String> names) {
      return put(name, new Field(number, Kind.ENUM, false, null, names));
    }

    private Message put(String name, Field field) {
      fields.put(name, field);
      return this;
    }
  }

  private static Message keyValue() {
    Message any = new Message();
    Message keyValue =
        new Message().with("key", 1, Kind.STRING).with("value", 2, Kind.MESSAGE, any);
    any.explicit("stringValue", 1, Kind.STRING)
        .explicit("boolValue", 2, Kind.BOOL)
        .explicit("intValue", 3, Kind.INT64)
        .explicit("doubleValue", 4, Kind.DOUBLE)
        .with("arrayValue", 5, Kind.MESSAGE, new Message().with("values", 1, Kind.MESSAGES, any))
        .with(
            "kvlistValue",
            6,
            Kind.MESSAGE,
            new Message().with("values", 1, Kind.MESSAGES, keyValue))
        .explicit("bytesValue", 7, Kind.BASE64);
    return keyValue;
  }

  private static Message data(Message point) {
    return new Message().with("dataPoints", 1, Kind.MESSAGES, point);
  }

  private static Message root(String resources, String scopes, String items, Message item) {
    Message scope =
        new Message()
            .with("scope", 1, Kind.MESSAGE, SCOPE)
            .with(items, 2, Kind.MESSAGES, item)
            .with("schemaUrl", 3, Kind.STRING);
    Message resource =
        new Message()
            .with("resource", 1, Kind.MESSAGE, RESOURCE)
            .with(scopes, 2, Kind.MESSAGES, scope)
            .with("schemaUrl", 3, Kind.STRING);
    return new Message().with(resources, 1, Kind.MESSAGES, resource);
  }
}
