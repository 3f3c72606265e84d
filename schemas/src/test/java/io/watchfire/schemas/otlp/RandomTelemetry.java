/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
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
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Telemetry of every shape the protocol allows, the same for the same seed.
 *
 * <p>Longer than 300 lines, since it has one short method for each message of the protocol.
 */
public final class RandomTelemetry {
  private static final String[] TEXTS = {
    "", "checkout", "GET /orders/{id}", "http.server.request.duration", "größe €", "\"quoted\"\n"
  };
  private static final double[] DOUBLES = {
    0, -1, 0.5, 17, 1e300, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
  };

  private final Random random;

  public RandomTelemetry(long seed) {
    random = new Random(seed);
  }

  public MetricsData metrics() {
    MetricsData.Builder data = MetricsData.newBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      ResourceMetrics.Builder resource = ResourceMetrics.newBuilder().setSchemaUrl(text());
      if (random.nextInt(5) > 0) {
        resource.setResource(resource());
      }
      for (int j = random.nextInt(3); j > 0; j--) {
        ScopeMetrics.Builder scope = ScopeMetrics.newBuilder();
        if (random.nextBoolean()) {
          scope.setScope(InstrumentationScope.newBuilder().setName(text()).setVersion("1.2"));
        }
        for (int k = random.nextInt(5); k > 0; k--) {
          scope.addMetrics(metric());
        }
        resource.addScopeMetrics(scope);
      }
      data.addResourceMetrics(resource);
    }
    return data.build();
  }

  public TracesData spans() {
    TracesData.Builder data = TracesData.newBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      ResourceSpans.Builder resource = ResourceSpans.newBuilder();
      if (random.nextInt(5) > 0) {
        resource.setResource(resource());
      }
      for (int j = random.nextInt(3); j > 0; j--) {
        ScopeSpans.Builder scope = ScopeSpans.newBuilder();
        for (int k = random.nextInt(8); k > 0; k--) {
          scope.addSpans(span());
        }
        resource.addScopeSpans(scope);
      }
      data.addResourceSpans(resource);
    }
    return data.build();
  }

  private Resource resource() {
    return Resource.newBuilder()
        .addAllAttributes(attributes())
        .setDroppedAttributesCount(random.nextInt(3))
        .build();
  }

  private Metric metric() {
    Metric.Builder metric =
        Metric.newBuilder().setName(text()).setDescription(text()).setUnit(text());
    AggregationTemporality temporality = AggregationTemporality.forNumber(random.nextInt(3));
    int points = random.nextInt(4);
    switch (random.nextInt(6)) {
      case 0 -> {
        Gauge.Builder gauge = Gauge.newBuilder();
        for (int i = 0; i < points; i++) {
          gauge.addDataPoints(number());
        }
        metric.setGauge(gauge);
      }
      case 1 -> {
        Sum.Builder sum = Sum.newBuilder().setIsMonotonic(random.nextBoolean());
        for (int i = 0; i < points; i++) {
          sum.addDataPoints(number());
        }
        metric.setSum(sum.setAggregationTemporality(temporality));
      }
      case 2 -> {
        Histogram.Builder histogram = Histogram.newBuilder();
        for (int i = 0; i < points; i++) {
          histogram.addDataPoints(histogram());
        }
        metric.setHistogram(histogram.setAggregationTemporality(temporality));
      }
      case 3 -> {
        ExponentialHistogram.Builder histogram = ExponentialHistogram.newBuilder();
        for (int i = 0; i < points; i++) {
          histogram.addDataPoints(exponential());
        }
        metric.setExponentialHistogram(histogram.setAggregationTemporality(temporality));
      }
      case 4 -> {
        Summary.Builder summary = Summary.newBuilder();
        for (int i = 0; i < points; i++) {
          summary.addDataPoints(summary());
        }
        metric.setSummary(summary);
      }
      default -> {
        // A metric without data is legal.
      }
    }
    return metric.build();
  }

  private NumberDataPoint number() {
    NumberDataPoint.Builder point =
        NumberDataPoint.newBuilder()
            .addAllAttributes(attributes())
            .setStartTimeUnixNano(time())
            .setTimeUnixNano(time())
            .setFlags(random.nextInt(2))
            .addAllExemplars(exemplars());
    switch (random.nextInt(3)) {
      case 0 -> point.setAsInt(random.nextLong());
      case 1 -> point.setAsDouble(number64());
      default -> {
        // A point without a value is legal.
      }
    }
    return point.build();
  }

  private HistogramDataPoint histogram() {
    HistogramDataPoint.Builder point =
        HistogramDataPoint.newBuilder()
            .addAllAttributes(attributes())
            .setStartTimeUnixNano(time())
            .setTimeUnixNano(time())
            .setCount(random.nextInt(1000))
            .setFlags(random.nextInt(2))
            .addAllExemplars(exemplars());
    if (random.nextBoolean()) {
      point.setSum(number64()).setMin(0).setMax(1);
    }
    int bounds = random.nextInt(20);
    if (bounds > 0) {
      for (int i = 0; i < bounds; i++) {
        point.addExplicitBounds(i * 0.25);
      }
      for (int i = 0; i <= bounds; i++) {
        point.addBucketCounts(random.nextInt(100));
      }
    }
    return point.build();
  }

  private ExponentialHistogramDataPoint exponential() {
    ExponentialHistogramDataPoint.Builder point =
        ExponentialHistogramDataPoint.newBuilder()
            .addAllAttributes(attributes())
            .setStartTimeUnixNano(time())
            .setTimeUnixNano(time())
            .setCount(random.nextInt(1000))
            .setScale(random.nextInt(30) - 10)
            .setZeroCount(random.nextInt(5))
            .setZeroThreshold(random.nextInt(2) * 1e-6)
            .setFlags(random.nextInt(2))
            .addAllExemplars(exemplars());
    if (random.nextBoolean()) {
      point.setSum(number64());
    }
    if (random.nextBoolean()) {
      point.setPositive(buckets());
    }
    if (random.nextBoolean()) {
      point.setNegative(buckets());
    }
    return point.build();
  }

  private ExponentialHistogramDataPoint.Buckets buckets() {
    ExponentialHistogramDataPoint.Buckets.Builder buckets =
        ExponentialHistogramDataPoint.Buckets.newBuilder().setOffset(random.nextInt(2000) - 1000);
    for (int i = random.nextInt(10); i > 0; i--) {
      buckets.addBucketCounts(random.nextInt(100000));
    }
    return buckets.build();
  }

  private SummaryDataPoint summary() {
    return SummaryDataPoint.newBuilder()
        .addAllAttributes(attributes())
        .setStartTimeUnixNano(time())
        .setTimeUnixNano(time())
        .setCount(random.nextInt(1000))
        .setSum(number64())
        .setFlags(random.nextInt(2))
        .addQuantileValues(
            SummaryDataPoint.ValueAtQuantile.newBuilder().setQuantile(0.5).setValue(1.5))
        .build();
  }

  private List<Exemplar> exemplars() {
    List<Exemplar> exemplars = new ArrayList<>();
    for (int i = Math.max(0, random.nextInt(6) - 3); i > 0; i--) {
      Exemplar.Builder exemplar =
          Exemplar.newBuilder().addAllFilteredAttributes(attributes()).setTimeUnixNano(time());
      if (random.nextBoolean()) {
        exemplar.setTraceId(bytes(16)).setSpanId(bytes(8));
      }
      if (random.nextBoolean()) {
        exemplar.setAsDouble(number64());
      } else {
        exemplar.setAsInt(random.nextInt());
      }
      exemplars.add(exemplar.build());
    }
    return exemplars;
  }

  private Span span() {
    Span.Builder span =
        Span.newBuilder()
            .setName(text())
            .setKindValue(random.nextInt(6))
            .setStartTimeUnixNano(time())
            .setEndTimeUnixNano(time())
            .addAllAttributes(attributes())
            .setTraceState(random.nextBoolean() ? "ot=th:8" : "")
            .setFlags(random.nextInt(3))
            .addEvents(Span.Event.newBuilder().setName(text()).addAllAttributes(attributes()));
    if (random.nextInt(5) > 0) {
      span.setTraceId(bytes(16)).setSpanId(bytes(8));
    }
    if (random.nextBoolean()) {
      span.setParentSpanId(bytes(8));
    }
    if (random.nextBoolean()) {
      span.setStatus(Status.newBuilder().setMessage(text()).setCodeValue(random.nextInt(3)));
    }
    if (random.nextBoolean()) {
      span.addLinks(Span.Link.newBuilder().setTraceId(bytes(16)).setSpanId(bytes(8)));
    }
    return span.build();
  }

  private List<KeyValue> attributes() {
    List<KeyValue> attributes = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      KeyValue.Builder attribute = KeyValue.newBuilder().setKey("key." + i);
      if (random.nextInt(8) > 0) {
        attribute.setValue(value(0));
      }
      attributes.add(attribute.build());
    }
    return attributes;
  }

  private AnyValue value(int depth) {
    AnyValue.Builder value = AnyValue.newBuilder();
    switch (random.nextInt(depth < 3 ? 8 : 6)) {
      case 0 -> value.setStringValue(text());
      case 1 -> value.setBoolValue(random.nextBoolean());
      case 2 -> value.setIntValue(random.nextLong());
      case 3 -> value.setDoubleValue(number64());
      case 4 -> value.setBytesValue(bytes(random.nextInt(20)));
      case 5 -> {
        // An empty value is legal.
      }
      case 6 -> {
        ArrayValue.Builder array = ArrayValue.newBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
          array.addValues(value(depth + 1));
        }
        value.setArrayValue(array);
      }
      default -> {
        KeyValueList.Builder list = KeyValueList.newBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.addValues(KeyValue.newBuilder().setKey("k" + i).setValue(value(depth + 1)));
        }
        value.setKvlistValue(list);
      }
    }
    return value.build();
  }

  private ByteString bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  private double number64() {
    return DOUBLES[random.nextInt(DOUBLES.length)];
  }

  private long time() {
    return random.nextInt(6) == 0 ? 0 : 1_760_000_000_000_000_000L + random.nextInt();
  }
}
