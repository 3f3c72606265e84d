/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.watchfire.runtime.config.Problems;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.spec.yaml.RuleFiles;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A shop with a rule of every kind, always with the same traffic, in minutes: well at first, then
 * hardly any orders of most branches, most requests failed and a disk that fills.
 */
final class GoldenShop {
  static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final int BRANCHES = 6;
  private static final int BROKEN = 4;
  private static final String RULES =
      """
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: checkout, labels: {team: shop}}
      spec:
        service: checkout
        objective: 99.99
        sli: {bad: errors_total, total: requests_total}
        by: [region]
      ---
      apiVersion: watchfire/v1
      kind: ForecastRule
      metadata: {name: runs-out}
      spec: {budget: checkout, horizon: 6h}
      ---
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: spans}
      spec:
        objective: 95
        sli: {bad: 'spans{status.code="STATUS_CODE_ERROR"}', total: spans}
      ---
      apiVersion: watchfire/v1
      kind: AnomalyRule
      metadata: {name: orders}
      spec:
        service: checkout
        rate: orders_total
        by: [shop]
        detector: ewma
        direction: below
        falseAlerts: 1 per 1000 values
      ---
      apiVersion: watchfire/v1
      kind: AnomalyRule
      metadata: {name: all-orders}
      spec: {rate: orders_total}
      ---
      apiVersion: watchfire/v1
      kind: AnomalyRule
      metadata: {name: slow}
      spec: {quantile: 0.9, of: took, detector: median}
      ---
      apiVersion: watchfire/v1
      kind: AnomalyRule
      metadata: {name: failing}
      spec: {slo: checkout, value: ratio, detector: seasonal, zone: Europe/Berlin}
      ---
      apiVersion: watchfire/v1
      kind: AnomalyRule
      metadata: {name: used}
      spec: {gauge: disk_used, aggregate: max, detector: change-point}
      ---
      apiVersion: watchfire/v1
      kind: ForecastRule
      metadata: {name: disk}
      spec: {gauge: disk_used, limit: 100, horizon: 4h, by: [host]}
      """;

  private final long[] orders = new long[BRANCHES];
  private final long[] buckets = new long[3];
  private long requests;
  private long errors;
  private int minute;

  static Rules rules() {
    Problems problems = new Problems();
    RuleFiles files = new RuleFiles(problems);
    files.read("shop.yaml", RULES.getBytes(StandardCharsets.UTF_8));
    problems.throwIfAny();
    return files.rules();
  }

  void minutes(Pipeline pipeline, int minutes, boolean well) {
    for (int i = 0; i < minutes; i++) {
      minute++;
      trade(well);
      pipeline.send(Pipeline.METRICS, metrics(pipeline.now(), well));
      pipeline.send(Pipeline.SPANS, spans(pipeline.now()));
      for (int step = 0; step < 6; step++) {
        pipeline.advance(Duration.ofSeconds(10));
      }
    }
  }

  /** Goes on where a shop is after so many minutes, the first of them well. */
  void skip(int minutes, int well) {
    for (int i = 0; i < minutes; i++) {
      minute++;
      trade(i < well);
    }
  }

  private void trade(boolean well) {
    requests += 600;
    errors += well ? (minute % 50 == 0 ? 1 : 0) : 500;
    for (int branch = 0; branch < BRANCHES; branch++) {
      orders[branch] += !well && branch < BROKEN ? 3 : 1_200 + (minute * 37L + branch * 11L) % 90;
    }
    buckets[0] += 100 + minute % 7;
    buckets[1] += 20 + minute % 5;
    buckets[2] += well ? 1 : 50;
  }

  private byte[] metrics(Instant now, boolean well) {
    Otlp records =
        Otlp.resource(Map.of("service.name", "checkout", "tenant.id", "acme"))
            .counter("requests", Map.of("region", "eu"), START, now, requests)
            .counter("errors", Map.of("region", "eu"), START, now, errors)
            .gauge("disk_used", Map.of("host", "a"), now, minute * (well ? 0.05 : 0.4))
            .metric(took(now));
    for (int branch = 0; branch < BRANCHES; branch++) {
      records.counter("orders", Map.of("shop", "s" + branch), START, now, orders[branch]);
    }
    return records.bytes();
  }

  private Metric took(Instant now) {
    HistogramDataPoint point =
        HistogramDataPoint.newBuilder()
            .setStartTimeUnixNano(Otlp.nanos(START))
            .setTimeUnixNano(Otlp.nanos(now))
            .addAllExplicitBounds(List.of(0.1, 0.5))
            .addAllBucketCounts(List.of(buckets[0], buckets[1], buckets[2]))
            .setCount(buckets[0] + buckets[1] + buckets[2])
            .setSum(minute)
            .build();
    return Metric.newBuilder()
        .setName("took")
        .setHistogram(
            Histogram.newBuilder()
                .setAggregationTemporality(
                    AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                .addDataPoints(point))
        .build();
  }

  private byte[] spans(Instant now) {
    Span span =
        Span.newBuilder()
            .setTraceId(ByteString.copyFrom(new byte[15]).concat(id(1)))
            .setSpanId(id(8))
            .setName("pay")
            .setKind(Span.SpanKind.SPAN_KIND_SERVER)
            .setStartTimeUnixNano(Otlp.nanos(now.minusMillis(20)))
            .setEndTimeUnixNano(Otlp.nanos(now))
            .setStatus(
                Status.newBuilder()
                    .setCode(
                        minute % 9 == 0
                            ? Status.StatusCode.STATUS_CODE_ERROR
                            : Status.StatusCode.STATUS_CODE_OK))
            .build();
    return TracesData.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(
                    Resource.newBuilder().addAttributes(Otlp.attribute("service.name", "gateway")))
                .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
        .build()
        .toByteArray();
  }

  private ByteString id(int bytes) {
    byte[] id = new byte[bytes];
    id[bytes - 1] = (byte) minute;
    return ByteString.copyFrom(id);
  }
}
