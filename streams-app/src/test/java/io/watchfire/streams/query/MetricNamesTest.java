/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchfire.runtime.promql.Selector;
import io.watchfire.schemas.otlp.MetricType;
import io.watchfire.streams.query.MetricNames.Part;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricNamesTest {
  @ParameterizedTest
  @CsvSource({
    "http.server.request.duration, s, HISTOGRAM, true, http_server_request_duration_seconds",
    "traces.span.metrics.calls, '', SUM, true, traces_span_metrics_calls_total",
    "traces.span.metrics.duration, ms, HISTOGRAM, true, traces_span_metrics_duration_milliseconds",
    "traces_service_graph_request_total, '', SUM, true, traces_service_graph_request_total",
    "traces_service_graph_request_server, s, HISTOGRAM, true,"
        + " traces_service_graph_request_server_seconds",
    "system.cpu.utilization, 1, GAUGE, false, system_cpu_utilization_ratio",
    "jvm.memory.used, By, SUM, false, jvm_memory_used_bytes",
    "http.server.requests, milliseconds, HISTOGRAM, true, http_server_requests_milliseconds",
    "http.requests, {request}, SUM, true, http_requests_total",
    "disk.speed, By/s, GAUGE, false, disk_speed_bytes_per_second",
    "2xx.responses, '', SUM, true, _2xx_responses_total"
  })
  void aMetricAnswersToItsPrometheusName(
      String name, String unit, MetricType type, boolean monotonic, String expected) {
    assertThat(MetricNames.of(name, unit, type, monotonic)).containsEntry(expected, Part.WHOLE);
  }

  @Test
  void aHistogramAnswersToItsPartsInEverySpelling() {
    assertThat(MetricNames.of("http.server.request.duration", "s", MetricType.HISTOGRAM, true))
        .containsEntry("http_server_request_duration", Part.WHOLE)
        .containsEntry("http_server_request_duration_count", Part.COUNT)
        .containsEntry("http_server_request_duration_seconds_count", Part.COUNT)
        .containsEntry("http_server_request_duration_seconds_sum", Part.SUM)
        .containsEntry("http_server_request_duration_seconds_bucket", Part.BUCKET)
        .doesNotContainKey("http_server_request_duration_total");
  }

  @Test
  void aScrapedCounterKeepsItsName() {
    assertThat(MetricNames.of("http_requests_total", "", MetricType.SUM, true))
        .containsEntry("http_requests_total", Part.WHOLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate(http_requests_total[5m])",
        "sum(rate(http_requests_total{code=~\"5..\"}[5m]))",
        "sum by (job) (http_requests_total)",
        "http_requests_total{code=\"500\"}[5m]"
      })
  void aRateInASelectorIsToldThatWatchfireTakesItItself(String text) {
    assertThatThrownBy(() -> MetricNames.selector(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "selector: " + text + " (expected: a selector only; Watchfire takes the rate itself)");
  }

  @Test
  void aBracketInsideOfAMatcherIsNoFunction() {
    assertThat(MetricNames.selector("requests{path=~\"/(a|b)[0-9]\"}").matchers()).hasSize(1);
  }

  @Test
  void labelsKeepSeveralUnderscoresAndGetNoColons() {
    assertThat(MetricNames.label("a..b:c")).isEqualTo("a__b_c");
    assertThat(MetricNames.sanitize("job:errors.rate")).isEqualTo("job:errors_rate");
  }

  @Test
  void theUnitOfADurationComesFromTheUnitOrTheName() {
    assertThat(MetricNames.unitsPerSecond("x", "ms")).isEqualTo(1e3);
    assertThat(MetricNames.unitsPerSecond("x_milliseconds", "")).isEqualTo(1e3);
    assertThat(MetricNames.unitsPerSecond("traces_spanmetrics_latency", "")).isEqualTo(1);
    assertThat(MetricNames.unitsPerSecond("x", "us")).isEqualTo(1e6);
  }

  @Test
  void dottedNamesMeanTheSameAsUnderscoredOnes() {
    Selector dotted = MetricNames.selector("http.server.requests{service.name=\"checkout\"}");
    assertThat(dotted.name()).isEqualTo("http_server_requests");
    assertThat(dotted.matches(Map.of("service_name", "checkout"))).isTrue();
    assertThat(
            MetricNames.selector("{\"http.server.requests\", \"service.name\"='checkout'}").name())
        .isEqualTo("http_server_requests");
    assertThat(MetricNames.selector("{__name__=\"up\"}").name()).isEqualTo("up");
  }
}
