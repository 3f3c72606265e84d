/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.watchfire.runtime.config.ConfigFile;
import io.watchfire.runtime.config.Problems;
import io.watchfire.schemas.slo.SloStatus;
import io.watchfire.streams.spec.defaults.DefaultRules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every convention that the default rules know, with attributes as its producers write them. */
class DefaultConventionsTest {
  private static final String REQUESTS = "default-availability";
  private static final String MESSAGES = "default-consumer-availability";

  @TempDir Path state;

  private final Instant start = Instant.parse("2026-11-23T10:00:00Z");
  private Pipeline pipeline;

  @BeforeEach
  void open() {
    Problems problems = new Problems();
    DefaultRules rules =
        DefaultRules.read(ConfigFile.load(null, Map.of(), problems).section("defaults"));
    problems.throwIfAny();
    pipeline = new Pipeline(rules.rules(), start, state);
  }

  @AfterEach
  void close() {
    pipeline.close();
  }

  @ParameterizedTest(name = "{0}: {2} fails, {1} does not")
  @CsvSource({
    "http.server.request.duration, http.response.status_code=404, http.response.status_code=503",
    "http.server.request.duration, http.response.status_code=200, error.type=ConnectionReset",
    "http.server.duration, http.status_code=404, http.status_code=500",
    "http.server.duration, http.status_code=200, http.response.status_code=500",
    "rpc.server.call.duration, rpc.response.status_code=OK, rpc.response.status_code=UNAVAILABLE",
    "rpc.server.call.duration, rpc.response.status_code=NOT_FOUND,"
        + " rpc.response.status_code=INTERNAL",
    "rpc.server.call.duration, rpc.system.name=jsonrpc, error.type=-32603",
    "rpc.server.duration, rpc.grpc.status_code=5, rpc.grpc.status_code=13",
    "rpc.server.duration, rpc.response.status_code=OK, rpc.response.status_code=DEADLINE_EXCEEDED",
    "rpc.server.duration, rpc.connect_rpc.error_code=not_found, rpc.connect_rpc.error_code=unknown",
    "grpc.server.call.duration, grpc.status=OK, grpc.status=UNAVAILABLE",
    "grpc.server.call.duration, grpc.status=NOT_FOUND, grpc.status=DATA_LOSS",
    "http.server.requests, status=404, status=500",
    "http_server_requests_seconds, status=200, status=503",
    "http.server.requests, outcome=SUCCESS, outcome=SERVER_ERROR",
  })
  void whatProcessesTellThemselves(String metric, String fine, String failed) {
    send(metric, "", fine, 90);
    send(metric, "", failed, 10);
    assertCounted(REQUESTS, 10, 100);
  }

  @ParameterizedTest(name = "{0}: {2} fails, {1} does not")
  @CsvSource({
    "traces.span.metrics.duration, status.code=STATUS_CODE_UNSET, status.code=STATUS_CODE_ERROR",
    "traces.span.metrics.duration, otel.status_code=OK, otel.status_code=ERROR",
    "traces.span.metrics.calls, status.code=STATUS_CODE_UNSET, status.code=STATUS_CODE_ERROR",
    "traces_span_metrics_calls_total, status_code=STATUS_CODE_UNSET, status_code=STATUS_CODE_ERROR",
    "duration, status.code=STATUS_CODE_UNSET, status.code=STATUS_CODE_ERROR",
    "duration_milliseconds, status_code=STATUS_CODE_UNSET, status_code=STATUS_CODE_ERROR",
    "calls, status.code=STATUS_CODE_UNSET, status.code=STATUS_CODE_ERROR",
    "calls_total, status_code=STATUS_CODE_UNSET, status_code=STATUS_CODE_ERROR",
    "traces_spanmetrics_latency, status_code=STATUS_CODE_OK, status_code=STATUS_CODE_ERROR",
    "traces_spanmetrics_calls_total, status_code=STATUS_CODE_UNSET, status_code=STATUS_CODE_ERROR",
  })
  void whatConnectorsMakeOfServersAndConsumersSpans(String metric, String fine, String failed) {
    send(metric, "span.kind=SPAN_KIND_SERVER;service=checkout", fine, 90);
    send(metric, "span.kind=SPAN_KIND_SERVER;service=checkout", failed, 10);
    send(metric, "span.kind=SPAN_KIND_CONSUMER;service=checkout", fine, 3);
    send(metric, "span.kind=SPAN_KIND_CONSUMER;service=checkout", failed, 4);
    send(metric, "span.kind=SPAN_KIND_CLIENT;service=checkout", failed, 1_000);
    assertCounted(REQUESTS, 10, 100);
    assertCounted(MESSAGES, 4, 7);
  }

  @Test
  void aServiceGraphCountsFailedRequestsByThemselves() {
    send("traces_service_graph_request_total", "server=checkout;client=web", "", 100);
    send("traces_service_graph_request_failed_total", "server=checkout;client=web", "", 10);
    pipeline.pass(Duration.ofSeconds(20));
    assertCounted(REQUESTS, 10, 100);
  }

  @Test
  void messagesAreProcessedWithOrWithoutAnErrorType() {
    send("messaging.process.duration", "messaging.system=kafka", "", 90);
    send("messaging.process.duration", "messaging.system=kafka", "error.type=timeout", 10);
    assertCounted(MESSAGES, 10, 100);
    assertThat(pipeline.status).doesNotContainKey(key(REQUESTS));
  }

  @Test
  void connectNamesAnErrorTypeForTheFaultsOfClientsToo() {
    String metric = "rpc.server.call.duration";
    send(metric, "rpc.system.name=connectrpc", "rpc.response.status_code=OK", 80);
    send(metric, "rpc.response.status_code=NOT_FOUND", "error.type=NOT_FOUND", 10);
    send(metric, "rpc.response.status_code=UNKNOWN", "error.type=UNKNOWN", 10);
    assertCounted(REQUESTS, 10, 100);
  }

  @Test
  void aServiceThatSendsOnlySpansHasObjectives() {
    for (int i = 0; i < 50; i++) {
      sendSpan(i, Span.SpanKind.SPAN_KIND_SERVER, "GET /pay", i % 5 == 0);
      sendSpan(100 + i, Span.SpanKind.SPAN_KIND_CLIENT, "GET", true);
      sendSpan(200 + i, Span.SpanKind.SPAN_KIND_CONSUMER, "orders process", i % 2 == 0);
      sendSpan(300 + i, Span.SpanKind.SPAN_KIND_SERVER, "GET /healthz", false);
    }
    assertCounted(REQUESTS, 10, 50);
    assertCounted(MESSAGES, 25, 50);
    SloStatus latency = pipeline.status.get(key("default-latency"));
    assertThat(latency.windows().getLast().total()).isEqualTo(50);
    assertThat(pipeline.count("watchfire_points", "result", "unmatched")).isEqualTo(100);
  }

  @Test
  void aWorkersHealthPortDoesNotSpeakForItsMessages() {
    send("http.server.request.duration", "", "http.response.status_code=200", 1_000);
    send("calls", "span.kind=SPAN_KIND_CONSUMER", "status.code=STATUS_CODE_ERROR", 10);
    assertCounted(MESSAGES, 10, 10);
    assertCounted(REQUESTS, 0, 1_000);
  }

  @ParameterizedTest
  @CsvSource({
    "http.server.request.duration, http.route=/healthz",
    "http.server.request.duration, http.route=/health/live",
    "http.server.duration, http.target=/metrics?name=up",
    "http.server.request.duration, url.path=/readyz/",
    "http.server.requests, uri=/actuator/health",
    "rpc.server.duration, rpc.service=grpc.health.v1.Health",
    "rpc.server.call.duration, rpc.method=grpc.health.v1.Health/Check",
    "grpc.server.call.duration, grpc.method=grpc.health.v1.Health/Watch",
    "calls, span.kind=SPAN_KIND_SERVER;span.name=GET /livez",
    "calls, span.kind=SPAN_KIND_SERVER;span.name=grpc.health.v1.Health/Check",
  })
  void healthChecksAreNoRequests(String metric, String labels) {
    send(metric, labels, "", 1_000);
    pipeline.pass(Duration.ofSeconds(20));
    assertThat(pipeline.status).isEmpty();
  }

  @Test
  void aServiceWhoseSeriesCarryNoStatusIsNotToldAndNotAvailable() {
    send("http.server.request.duration", "http.route=/pay", "", 100);
    pipeline.pass(Duration.ofSeconds(20));
    SloStatus status = pipeline.status.get(key(REQUESTS));
    assertThat(status.data()).isEqualTo(SloStatus.Data.NOT_TOLD);
    assertThat(status.notice())
        .isEqualTo(
            "status: not told (expected: one of the labels http_response_status_code,"
                + " http_status_code, error_type)");
    pipeline.restart();
    pipeline.pass(Duration.ofSeconds(20));
    assertThat(pipeline.status.get(key(REQUESTS)).data()).isEqualTo(SloStatus.Data.NOT_TOLD);
  }

  @Test
  void whereSomeSeriesTellTheOthersAreTakenForFine() {
    send("http.server.request.duration", "http.route=/pay", "", 100);
    send("http.server.request.duration", "http.response.status_code=200", "", 100);
    send("http.server.request.duration", "http.route=/refund", "", 100);
    pipeline.pass(Duration.ofSeconds(20));
    SloStatus status = pipeline.status.get(key(REQUESTS));
    assertThat(status.data()).isEqualTo(SloStatus.Data.OK);
    assertThat(status.notice()).isEmpty();
    assertThat(status.windows().getLast().total()).isEqualTo(300);
  }

  @Test
  void aRouteThatOnlyBeginsLikeAHealthCheckIsARequest() {
    send("http.server.requests", "uri=/healthcare", "status=500", 10);
    assertCounted(REQUESTS, 10, 10);
  }

  @Test
  void theNamespaceOfKubernetesStandsInForThatOfTheService() {
    Map<String, String> resource = Map.of("service.name", "checkout", "k8s.namespace.name", "shop");
    pipeline.send(
        Pipeline.METRICS,
        Otlp.resource(resource)
            .counter(
                "http.server.requests", Map.of("status", "500"), start.minusSeconds(10), start, 10)
            .bytes());
    assertCounted(REQUESTS, 10, 10);
  }

  private void assertCounted(String rule, long bad, long total) {
    pipeline.pass(Duration.ofSeconds(1));
    assertThat(pipeline.status).containsKey(key(rule));
    SloStatus.Window period = pipeline.status.get(key(rule)).windows().getLast();
    assertThat(period.bad()).isEqualTo(bad);
    assertThat(period.total()).isEqualTo(total);
  }

  private static String key(String rule) {
    return "default//" + rule + "/namespace=shop,service=checkout";
  }

  /** Two lists of labels, {@code name=value;name=value}. */
  private void send(String metric, String labels, String more, long value) {
    Map<String, String> all = new HashMap<>();
    for (String label : (labels + ";" + more).split(";")) {
      if (!label.isEmpty()) {
        all.put(label.substring(0, label.indexOf('=')), label.substring(label.indexOf('=') + 1));
      }
    }
    Map<String, String> resource = Map.of("service.name", "checkout", "service.namespace", "shop");
    pipeline.send(
        Pipeline.METRICS,
        Otlp.resource(resource).counter(metric, all, start.minusSeconds(10), start, value).bytes());
  }

  private void sendSpan(int id, Span.SpanKind kind, String name, boolean failed) {
    Status.StatusCode code =
        failed ? Status.StatusCode.STATUS_CODE_ERROR : Status.StatusCode.STATUS_CODE_UNSET;
    Span span =
        Span.newBuilder()
            .setTraceId(ByteString.copyFrom(new byte[16]))
            .setSpanId(
                ByteString.copyFrom(new byte[] {0, 0, 0, 0, 0, 0, (byte) (id >> 8), (byte) id}))
            .setKind(kind)
            .setName(name)
            .setStartTimeUnixNano(Otlp.nanos(start.minusMillis(100)))
            .setEndTimeUnixNano(Otlp.nanos(start))
            .setStatus(Status.newBuilder().setCode(code))
            .build();
    TracesData data =
        TracesData.newBuilder()
            .addResourceSpans(
                ResourceSpans.newBuilder()
                    .setResource(
                        io.opentelemetry.proto.resource.v1.Resource.newBuilder()
                            .addAttributes(Otlp.attribute("service.name", "checkout"))
                            .addAttributes(Otlp.attribute("service.namespace", "shop")))
                    .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
            .build();
    pipeline.send(Pipeline.SPANS, data.toByteArray());
  }
}
