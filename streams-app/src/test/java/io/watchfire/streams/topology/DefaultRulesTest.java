/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.watchfire.runtime.config.ConfigFile;
import io.watchfire.runtime.config.Problems;
import io.watchfire.schemas.slo.SloStatus;
import io.watchfire.streams.spec.defaults.DefaultRules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every service that is seen has an availability and a latency objective, from its best source. */
class DefaultRulesTest {
  private static final String AVAILABILITY =
      "default//default-availability/namespace=shop,service=checkout";
  private static final String LATENCY = "default//default-latency/namespace=shop,service=checkout";
  private static final List<Double> HTTP_BOUNDS = List.of(0.25, 0.5, 0.75, 1.0);

  @TempDir Path state;

  private final Instant start = Instant.parse("2026-11-23T10:00:00Z");
  private Pipeline pipeline;

  @BeforeEach
  void open() {
    Problems problems = new Problems();
    DefaultRules rules =
        DefaultRules.read(ConfigFile.load(null, Map.of(), problems).section("defaults"));
    problems.throwIfAny();
    pipeline = new Pipeline(rules.rules().slos(), start, state);
  }

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void httpRequestsFeedAvailabilityAndLatency() {
    send("http.server.request.duration", "s", "200", HTTP_BOUNDS, 80, 10, 10, 0, 0);
    send("http.server.request.duration", "s", "500", HTTP_BOUNDS, 0, 5, 0, 0, 0);
    pipeline.pass(Duration.ofSeconds(5));
    SloStatus.Window availability = last(AVAILABILITY);
    assertThat(availability.bad()).isEqualTo(5);
    assertThat(availability.total()).isEqualTo(105);
    SloStatus.Window latency = last(LATENCY);
    assertThat(latency.bad()).isEqualTo(10);
    assertThat(latency.total()).isEqualTo(105);
    assertThat(pipeline.status.get(LATENCY).mode()).isEqualTo("shadow");
  }

  @Test
  void aThresholdThatIsNoBoundTakesTheNextAboveAndSaysSo() {
    send("http.server.request.duration", "s", "200", List.of(0.25, 0.75), 80, 15, 5);
    pipeline.pass(Duration.ofSeconds(5));
    assertThat(last(LATENCY).bad()).isEqualTo(5);
    assertThat(pipeline.status.get(LATENCY).notice())
        .isEqualTo("threshold: 0.5 is no bound; measured at the next above, 0.75");
  }

  @Test
  void millisecondsAreReadAsSuch() {
    send("http.server.duration", "ms", "200", List.of(250.0, 500.0), 80, 15, 5);
    pipeline.pass(Duration.ofSeconds(5));
    assertThat(last(LATENCY).bad()).isEqualTo(5);
  }

  @Test
  void aBetterSourceThatAppearsLaterErasesNothing() {
    sendSpanMetrics(100);
    pipeline.pass(Duration.ofSeconds(5));
    assertThat(last(AVAILABILITY).total()).isEqualTo(100);
    assertThat(pipeline.status.get(AVAILABILITY).source())
        .isEqualTo("traces_span_metrics_duration");
    send("http.server.request.duration", "s", "200", HTTP_BOUNDS, 107, 0, 0, 0, 0);
    sendSpanMetrics(107);
    pipeline.pass(Duration.ofSeconds(5));
    assertThat(last(AVAILABILITY).total()).as("what was, and what came").isEqualTo(207);
    assertThat(pipeline.status.get(AVAILABILITY).source())
        .isEqualTo("http_server_request_duration");
  }

  private SloStatus.Window last(String key) {
    assertThat(pipeline.status).containsKey(key);
    return pipeline.status.get(key).windows().getLast();
  }

  private void send(String metric, String unit, String code, List<Double> bounds, long... buckets) {
    String label =
        metric.equals("http.server.duration") ? "http.status_code" : "http.response.status_code";
    pipeline.send(
        Pipeline.METRICS,
        service().metric(histogram(metric, unit, label, code, bounds, buckets)).bytes());
  }

  private void sendSpanMetrics(long requests) {
    Metric metric =
        histogram(
            "traces.span.metrics.duration",
            "ms",
            "span.kind",
            "SPAN_KIND_SERVER",
            List.of(500.0),
            requests,
            0);
    pipeline.send(Pipeline.METRICS, service().metric(metric).bytes());
  }

  private static Otlp service() {
    return Otlp.resource(Map.of("service.name", "checkout", "service.namespace", "shop"));
  }

  private Metric histogram(
      String name, String unit, String label, String value, List<Double> bounds, long... buckets) {
    HistogramDataPoint.Builder point =
        HistogramDataPoint.newBuilder()
            .setStartTimeUnixNano(Otlp.nanos(start.minusSeconds(10)))
            .setTimeUnixNano(Otlp.nanos(pipeline.now()))
            .addAttributes(Otlp.attribute(label, value))
            .addAllExplicitBounds(bounds);
    long count = 0;
    for (long bucket : buckets) {
      point.addBucketCounts(bucket);
      count += bucket;
    }
    return Metric.newBuilder()
        .setName(name)
        .setUnit(unit)
        .setHistogram(
            Histogram.newBuilder()
                .setAggregationTemporality(
                    AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                .addDataPoints(point.setCount(count)))
        .build();
  }
}
