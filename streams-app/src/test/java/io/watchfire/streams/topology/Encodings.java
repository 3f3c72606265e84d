/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The same exports as OTLP protobuf and as OTLP JSON; a metric for every point. */
final class Encodings {
  private static final int NO_RECORDED_VALUE = 1;

  private Encodings() {}

  static byte[] protobuf(List<Measurement.Export> exports) {
    MetricsData.Builder data = MetricsData.newBuilder();
    for (Measurement.Export export : exports) {
      ScopeMetrics.Builder scope = ScopeMetrics.newBuilder();
      export.points().forEach(point -> scope.addMetrics(metric(point)));
      data.addResourceMetrics(
          ResourceMetrics.newBuilder()
              .setResource(Resource.newBuilder().addAllAttributes(attributes(export.resource())))
              .addScopeMetrics(scope));
    }
    return data.build().toByteArray();
  }

  private static Metric metric(Measurement point) {
    Metric.Builder metric = Metric.newBuilder().setName(point.metric()).setUnit(point.unit());
    AggregationTemporality temporality =
        point.delta()
            ? AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA
            : AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
    int flags = point.stale() ? NO_RECORDED_VALUE : 0;
    switch (point.kind()) {
      case COUNTER ->
          metric.setSum(
              Sum.newBuilder()
                  .setIsMonotonic(true)
                  .setAggregationTemporality(temporality)
                  .addDataPoints(number(point, flags)));
      case GAUGE -> metric.setGauge(Gauge.newBuilder().addDataPoints(number(point, flags)));
      case EXPLICIT ->
          metric.setHistogram(
              Histogram.newBuilder()
                  .setAggregationTemporality(temporality)
                  .addDataPoints(
                      HistogramDataPoint.newBuilder()
                          .addAllAttributes(attributes(point.labels()))
                          .setStartTimeUnixNano(point.start())
                          .setTimeUnixNano(point.time())
                          .setCount(point.count())
                          .addAllBucketCounts(point.buckets())
                          .addAllExplicitBounds(point.bounds())
                          .setFlags(flags)));
      case EXPONENTIAL ->
          metric.setExponentialHistogram(
              ExponentialHistogram.newBuilder()
                  .setAggregationTemporality(temporality)
                  .addDataPoints(
                      ExponentialHistogramDataPoint.newBuilder()
                          .addAllAttributes(attributes(point.labels()))
                          .setStartTimeUnixNano(point.start())
                          .setTimeUnixNano(point.time())
                          .setCount(point.count())
                          .setScale(point.scale())
                          .setPositive(
                              ExponentialHistogramDataPoint.Buckets.newBuilder()
                                  .setOffset(point.offset())
                                  .addAllBucketCounts(point.buckets()))
                          .setFlags(flags)));
    }
    return metric.build();
  }

  private static NumberDataPoint.Builder number(Measurement point, int flags) {
    return NumberDataPoint.newBuilder()
        .addAllAttributes(attributes(point.labels()))
        .setStartTimeUnixNano(point.start())
        .setTimeUnixNano(point.time())
        .setAsInt(point.count())
        .setFlags(flags);
  }

  private static List<KeyValue> attributes(Map<String, String> attributes) {
    List<KeyValue> list = new ArrayList<>();
    attributes.forEach((name, value) -> list.add(Otlp.attribute(name, value)));
    return list;
  }

  static byte[] json(List<Measurement.Export> exports) {
    String text =
        "{\"resourceMetrics\":"
            + array(
                exports,
                export ->
                    "{\"resource\":{\"attributes\":"
                        + labels(export.resource())
                        + "},\"scopeMetrics\":[{\"metrics\":"
                        + array(export.points(), Encodings::jsonMetric)
                        + "}]}")
            + "}";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String jsonMetric(Measurement point) {
    String temporality = "\"aggregationTemporality\":" + (point.delta() ? 1 : 2) + ",";
    String body =
        switch (point.kind()) {
          case COUNTER -> "\"sum\":{\"isMonotonic\":true," + temporality;
          case GAUGE -> "\"gauge\":{";
          case EXPLICIT -> "\"histogram\":{" + temporality;
          case EXPONENTIAL -> "\"exponentialHistogram\":{" + temporality;
        };
    return "{\"name\":\""
        + point.metric()
        + "\",\"unit\":\""
        + point.unit()
        + "\","
        + body
        + "\"dataPoints\":["
        + jsonPoint(point)
        + "]}}";
  }

  private static String jsonPoint(Measurement point) {
    String values =
        switch (point.kind()) {
          case COUNTER, GAUGE -> "\"asInt\":\"" + point.count() + "\"";
          case EXPLICIT ->
              "\"count\":\""
                  + point.count()
                  + "\",\"bucketCounts\":"
                  + array(point.buckets(), bucket -> "\"" + bucket + "\"")
                  + ",\"explicitBounds\":"
                  + point.bounds();
          case EXPONENTIAL ->
              "\"count\":"
                  + point.count()
                  + ",\"scale\":"
                  + point.scale()
                  + ",\"positive\":{\"offset\":"
                  + point.offset()
                  + ",\"bucketCounts\":"
                  + point.buckets()
                  + "}";
        };
    return "{\"attributes\":"
        + labels(point.labels())
        + (point.start() == 0 ? "" : ",\"startTimeUnixNano\":\"" + point.start() + "\"")
        + ",\"timeUnixNano\":\""
        + point.time()
        + "\""
        + (point.stale() ? ",\"flags\":1," : ",")
        + values
        + "}";
  }

  private static String labels(Map<String, String> labels) {
    return array(
        List.copyOf(labels.entrySet()),
        label ->
            "{\"key\":\""
                + label.getKey()
                + "\",\"value\":{\"stringValue\":\""
                + label.getValue()
                + "\"}}");
  }

  private static <T> String array(List<T> items, Function<T, String> text) {
    return items.stream().map(text).collect(Collectors.joining(",", "[", "]"));
  }
}
