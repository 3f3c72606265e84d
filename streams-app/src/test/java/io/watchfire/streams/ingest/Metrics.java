/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.watchfire.schemas.otlp.OtlpMetricsWriter;
import io.watchfire.schemas.otlp.OtlpMetricsWriter.Point;
import io.watchfire.schemas.otlp.Temporality;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Records of OTLP metrics. */
final class Metrics {
  static final Map<String, String> SHOP = Map.of("service.name", "shop");

  private Metrics() {}

  /** Whose points have no attributes, began a minute ago and are of now. */
  static Point now(Map<String, ?> attributes) {
    return new Point(attributes, Intake.NOW_NANOS - Intake.MINUTE_NANOS, Intake.NOW_NANOS);
  }

  static byte[] of(Map<String, ?> resource, Consumer<OtlpMetricsWriter> metrics) {
    OtlpMetricsWriter out = new OtlpMetricsWriter();
    out.beginResource(resource);
    metrics.accept(out);
    out.endResource();
    return out.toByteArray();
  }

  /** A cumulative counter of one point. */
  static Consumer<OtlpMetricsWriter> counter(String name, Map<String, ?> attributes, long value) {
    return counter(name, now(attributes), value);
  }

  static Consumer<OtlpMetricsWriter> counter(String name, Point point, long value) {
    return out -> {
      out.beginCounter(name, "", Temporality.CUMULATIVE);
      out.number(point, value);
      out.endMetric();
    };
  }

  static Consumer<OtlpMetricsWriter> counter(String name, double value) {
    return out -> {
      out.beginCounter(name, "", Temporality.CUMULATIVE);
      out.number(now(Map.of()), value);
      out.endMetric();
    };
  }

  static Consumer<OtlpMetricsWriter> gauge(String name, double value) {
    return out -> {
      out.beginGauge(name, "");
      out.number(now(Map.of()), value);
      out.endMetric();
    };
  }

  /** A cumulative histogram of one point. */
  static Consumer<OtlpMetricsWriter> histogram(
      String name, String unit, double sum, List<Double> bounds, List<Long> counts) {
    return out -> {
      out.beginHistogram(name, unit, Temporality.CUMULATIVE);
      long count = counts.stream().mapToLong(Long::longValue).sum();
      out.histogram(now(Map.of()), count, OptionalDouble.of(sum), bounds, counts);
      out.endMetric();
    };
  }

  /** A cumulative exponential histogram in seconds of one point. */
  static Consumer<OtlpMetricsWriter> exponential(
      String name, long count, OtlpMetricsWriter.Exponential buckets) {
    return out -> {
      out.beginExponentialHistogram(name, "s", Temporality.CUMULATIVE);
      out.exponentialHistogram(now(Map.of()), count, OptionalDouble.empty(), buckets);
      out.endMetric();
    };
  }

  /** What only the generated classes can write, of a resource without attributes. */
  static byte[] of(Metric.Builder metric, String scope) {
    return MetricsData.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .addScopeMetrics(
                    ScopeMetrics.newBuilder()
                        .setScope(InstrumentationScope.newBuilder().setName(scope))
                        .addMetrics(metric)))
        .build()
        .toByteArray();
  }
}
