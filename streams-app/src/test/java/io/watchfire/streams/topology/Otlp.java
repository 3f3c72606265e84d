/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds OTLP metrics with the generated classes. */
final class Otlp {
  private final Resource.Builder resource = Resource.newBuilder();
  private final List<Metric> metrics = new ArrayList<>();

  static Otlp resource(Map<String, String> attributes) {
    Otlp otlp = new Otlp();
    attributes.forEach((name, value) -> otlp.resource.addAttributes(attribute(name, value)));
    return otlp;
  }

  Otlp counter(
      String name, Map<String, String> attributes, Instant start, Instant time, long value) {
    NumberDataPoint.Builder point =
        NumberDataPoint.newBuilder()
            .setStartTimeUnixNano(nanos(start))
            .setTimeUnixNano(nanos(time))
            .setAsInt(value);
    attributes.forEach((label, text) -> point.addAttributes(attribute(label, text)));
    metrics.add(
        Metric.newBuilder()
            .setName(name)
            .setSum(
                Sum.newBuilder()
                    .setIsMonotonic(true)
                    .setAggregationTemporality(
                        AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                    .addDataPoints(point))
            .build());
    return this;
  }

  Otlp gauge(String name, Map<String, String> attributes, Instant time, double value) {
    NumberDataPoint.Builder point =
        NumberDataPoint.newBuilder().setTimeUnixNano(nanos(time)).setAsDouble(value);
    attributes.forEach((label, text) -> point.addAttributes(attribute(label, text)));
    metrics.add(
        Metric.newBuilder()
            .setName(name)
            .setGauge(Gauge.newBuilder().addDataPoints(point))
            .build());
    return this;
  }

  Otlp metric(Metric metric) {
    metrics.add(metric);
    return this;
  }

  byte[] bytes() {
    return MetricsData.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(resource)
                .addScopeMetrics(ScopeMetrics.newBuilder().addAllMetrics(metrics)))
        .build()
        .toByteArray();
  }

  static KeyValue attribute(String name, String value) {
    return KeyValue.newBuilder()
        .setKey(name)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }
}
