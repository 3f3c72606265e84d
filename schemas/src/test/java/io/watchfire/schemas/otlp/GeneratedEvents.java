/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The lines of {@link MetricEvents} and {@link SpanEvents}, derived from the generated classes. */
final class GeneratedEvents {
  private static final ObjectMapper JSON = new ObjectMapper();

  private GeneratedEvents() {}

  static List<String> of(MetricsData data) {
    List<String> lines = new ArrayList<>();
    for (ResourceMetrics resource : data.getResourceMetricsList()) {
      lines.add(
          "resource "
              + hex(resource.getResource().toByteString())
              + " "
              + map(resource.getResource().getAttributesList()));
      for (ScopeMetrics scope : resource.getScopeMetricsList()) {
        lines.add("scope " + hex(scope.getScope().toByteString()));
        scope.getMetricsList().forEach(metric -> metric(metric, lines));
      }
      lines.add("end");
    }
    return lines;
  }

  static List<String> of(TracesData data) {
    List<String> lines = new ArrayList<>();
    for (ResourceSpans resource : data.getResourceSpansList()) {
      lines.add(
          "resource "
              + hex(resource.getResource().toByteString())
              + " "
              + map(resource.getResource().getAttributesList()));
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (Span span : scope.getSpansList()) {
          lines.add(
              "span %s %s %s [%s] %s kind=%d %d..%d status=%d %s"
                  .formatted(
                      hex(span.getTraceId()),
                      hex(span.getSpanId()),
                      hex(span.getParentSpanId()),
                      span.getTraceState(),
                      span.getName(),
                      span.getKindValue(),
                      span.getStartTimeUnixNano(),
                      span.getEndTimeUnixNano(),
                      span.getStatus().getCodeValue(),
                      map(span.getAttributesList())));
        }
      }
      lines.add("end");
    }
    return lines;
  }

  private static void metric(Metric metric, List<String> lines) {
    MetricType type;
    AggregationTemporality temporality = AggregationTemporality.AGGREGATION_TEMPORALITY_UNSPECIFIED;
    boolean monotonic = false;
    List<String> points;
    switch (metric.getDataCase()) {
      case GAUGE -> {
        type = MetricType.GAUGE;
        points = metric.getGauge().getDataPointsList().stream().map(p -> number(p)).toList();
      }
      case SUM -> {
        type = MetricType.SUM;
        temporality = metric.getSum().getAggregationTemporality();
        monotonic = metric.getSum().getIsMonotonic();
        points = metric.getSum().getDataPointsList().stream().map(p -> number(p)).toList();
      }
      case HISTOGRAM -> {
        type = MetricType.HISTOGRAM;
        temporality = metric.getHistogram().getAggregationTemporality();
        points = metric.getHistogram().getDataPointsList().stream().map(p -> histogram(p)).toList();
      }
      case EXPONENTIAL_HISTOGRAM -> {
        type = MetricType.EXPONENTIAL_HISTOGRAM;
        temporality = metric.getExponentialHistogram().getAggregationTemporality();
        points =
            metric.getExponentialHistogram().getDataPointsList().stream()
                .map(p -> exponential(p))
                .toList();
      }
      case SUMMARY -> {
        type = MetricType.SUMMARY;
        points = metric.getSummary().getDataPointsList().stream().map(p -> summary(p)).toList();
      }
      default -> {
        return;
      }
    }
    String short1 = temporality.name().replace("AGGREGATION_TEMPORALITY_", "");
    lines.add(
        "metric %s [%s] %s %s %s"
            .formatted(metric.getName(), metric.getUnit(), type, short1, monotonic));
    lines.addAll(points);
  }

  private static String point(List<KeyValue> attributes, long start, long time, int flags) {
    return "point %s start=%d time=%d stale=%s".formatted(map(attributes), start, time, flags == 1);
  }

  private static String number(NumberDataPoint p) {
    return point(p.getAttributesList(), p.getStartTimeUnixNano(), p.getTimeUnixNano(), p.getFlags())
        + (p.hasAsInt() ? " int=true value=" + p.getAsInt() : " int=false value=" + p.getAsDouble())
        + exemplars(p.getExemplarsList());
  }

  private static String histogram(HistogramDataPoint p) {
    return point(p.getAttributesList(), p.getStartTimeUnixNano(), p.getTimeUnixNano(), p.getFlags())
        + (" count=" + p.getCount() + " sum=" + (p.hasSum() ? p.getSum() : "none"))
        + (" bounds=" + joined(p.getExplicitBoundsList()))
        + (" buckets=" + joined(p.getBucketCountsList()))
        + exemplars(p.getExemplarsList());
  }

  private static String exponential(ExponentialHistogramDataPoint p) {
    return point(p.getAttributesList(), p.getStartTimeUnixNano(), p.getTimeUnixNano(), p.getFlags())
        + (" count=" + p.getCount() + " sum=" + (p.hasSum() ? p.getSum() : "none"))
        + (" scale=" + p.getScale() + " zero=" + p.getZeroCount())
        + (" threshold=" + p.getZeroThreshold())
        + (" +" + p.getPositive().getOffset() + ":")
        + joined(p.getPositive().getBucketCountsList())
        + (" -" + p.getNegative().getOffset() + ":")
        + joined(p.getNegative().getBucketCountsList())
        + exemplars(p.getExemplarsList());
  }

  private static String summary(SummaryDataPoint p) {
    return point(p.getAttributesList(), p.getStartTimeUnixNano(), p.getTimeUnixNano(), p.getFlags())
        + (" count=" + p.getCount() + " sum=" + p.getSum());
  }

  private static String joined(List<?> numbers) {
    return numbers.stream().map(n -> n + ",").collect(Collectors.joining());
  }

  private static String exemplars(List<Exemplar> exemplars) {
    return exemplars.stream()
        .map(
            e ->
                " exemplar %s/%s=%s@%d"
                    .formatted(
                        hex(e.getTraceId()),
                        hex(e.getSpanId()),
                        e.hasAsInt() ? (double) e.getAsInt() : e.getAsDouble(),
                        e.getTimeUnixNano()))
        .collect(Collectors.joining());
  }

  private static Map<String, String> map(List<KeyValue> attributes) {
    Map<String, String> map = new TreeMap<>();
    attributes.forEach(a -> map.put(a.getKey(), text(a.getValue())));
    return map;
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case INT_VALUE -> Long.toString(value.getIntValue());
      case DOUBLE_VALUE -> {
        double d = value.getDoubleValue();
        yield d == (long) d && d != 1e300 ? Long.toString((long) d) : Double.toString(d);
      }
      case BYTES_VALUE -> Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray());
      case ARRAY_VALUE, KVLIST_VALUE -> {
        ArrayNode holder = JSON.createArrayNode();
        add(holder, value);
        yield holder.get(0).toString();
      }
      default -> "";
    };
  }

  private static void add(ArrayNode into, AnyValue value) {
    switch (value.getValueCase()) {
      case STRING_VALUE -> into.add(value.getStringValue());
      case BOOL_VALUE -> into.add(value.getBoolValue());
      case INT_VALUE -> into.add(value.getIntValue());
      case DOUBLE_VALUE -> into.add(value.getDoubleValue());
      case BYTES_VALUE ->
          into.add(Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray()));
      case ARRAY_VALUE -> {
        ArrayNode array = into.addArray();
        value.getArrayValue().getValuesList().forEach(v -> add(array, v));
      }
      case KVLIST_VALUE -> {
        ObjectNode object = into.addObject();
        for (KeyValue item : value.getKvlistValue().getValuesList()) {
          ArrayNode holder = JSON.createArrayNode();
          add(holder, item.getValue());
          object.set(item.getKey(), holder.get(0));
        }
      }
      default -> into.addNull();
    }
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
