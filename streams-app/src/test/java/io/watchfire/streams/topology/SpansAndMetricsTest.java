/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.watchfire.runtime.config.Problems;
import io.watchfire.schemas.slo.SloStatus;
import io.watchfire.streams.spec.SloSpec;
import io.watchfire.streams.spec.yaml.RuleFiles;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same requests, told as spans and as the metrics made from them, give the same status. */
class SpansAndMetricsTest {
  private static final long SEED = 20261123;
  private static final String RULES =
      """
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: by-spans}
      spec:
        service: gateway
        objective: 99
        sli:
          bad: spans{span.kind="SPAN_KIND_SERVER", status.code="STATUS_CODE_ERROR"}
          total: spans{span.kind="SPAN_KIND_SERVER"}
      ---
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: by-metrics}
      spec:
        service: gateway
        objective: 99
        sli:
          bad: traces.span.metrics.calls{span.kind="SPAN_KIND_SERVER", status.code="STATUS_CODE_ERROR"}
          total: traces.span.metrics.calls{span.kind="SPAN_KIND_SERVER"}
      """;

  @TempDir Path state;

  private final Instant start = Instant.parse("2026-11-23T10:00:00Z");
  private final Random random = new Random(SEED);

  @Test
  void spansAndTheMetricsMadeFromThemGiveTheSameStatus() {
    try (Pipeline pipeline = new Pipeline(rules(), start, state)) {
      long ok = 0;
      long failed = 0;
      for (int step = 0; step < 240; step++) {
        ScopeSpans.Builder spans = ScopeSpans.newBuilder();
        double errorRate = step > 100 && step < 140 ? 0.4 : 0.001;
        for (int i = 0; i < 50; i++) {
          boolean error = random.nextDouble() < errorRate;
          ok += error ? 0 : 1;
          failed += error ? 1 : 0;
          spans.addSpans(span(pipeline.now(), error, Span.SpanKind.SPAN_KIND_SERVER));
          spans.addSpans(span(pipeline.now(), error, Span.SpanKind.SPAN_KIND_CLIENT));
        }
        byte[] batch = traces(spans);
        pipeline.send(Pipeline.SPANS, batch);
        pipeline.send(Pipeline.METRICS, metrics(pipeline.now(), ok, failed));
        if (step % 10 == 0) {
          pipeline.send(Pipeline.SPANS, batch); // the Collector retries
        }
        pipeline.pass(Duration.ofSeconds(15));
      }
      pipeline.pass(Duration.ofSeconds(15));
      SloStatus bySpans = pipeline.status.get("default//by-spans/");
      SloStatus byMetrics = pipeline.status.get("default//by-metrics/");
      assertThat(bySpans.windows()).as("seed " + SEED).isEqualTo(byMetrics.windows());
      assertThat(bySpans.budgetRemaining()).isEqualTo(byMetrics.budgetRemaining());
      assertThat(bySpans.page()).isEqualTo(byMetrics.page());
      assertThat(bySpans.windows().getLast().bad()).isEqualTo(failed).isPositive();
      assertThat(pipeline.count("watchfire_span_batches_repeated")).isEqualTo(24);
    }
  }

  private Span span(Instant end, boolean error, Span.SpanKind kind) {
    return Span.newBuilder()
        .setTraceId(id(16))
        .setSpanId(id(8))
        .setName("GET /content")
        .setKind(kind)
        .setStartTimeUnixNano(Otlp.nanos(end.minusMillis(20)))
        .setEndTimeUnixNano(Otlp.nanos(end))
        .setStatus(
            Status.newBuilder()
                .setCode(
                    error
                        ? Status.StatusCode.STATUS_CODE_ERROR
                        : Status.StatusCode.STATUS_CODE_UNSET))
        .build();
  }

  private ByteString id(int bytes) {
    ByteBuffer id = ByteBuffer.allocate(bytes);
    while (id.hasRemaining()) {
      id.putLong(random.nextLong());
    }
    return ByteString.copyFrom(id.array());
  }

  private static byte[] traces(ScopeSpans.Builder spans) {
    return TracesData.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(
                    Resource.newBuilder().addAttributes(Otlp.attribute("service.name", "gateway")))
                .addScopeSpans(spans))
        .build()
        .toByteArray();
  }

  private byte[] metrics(Instant time, long ok, long failed) {
    Map<String, String> server = Map.of("span.kind", "SPAN_KIND_SERVER");
    return Otlp.resource(Map.of("service.name", "gateway"))
        .counter(
            "traces.span.metrics.calls", with(server, "UNSET"), start.minusSeconds(1), time, ok)
        .counter(
            "traces.span.metrics.calls", with(server, "ERROR"), start.minusSeconds(1), time, failed)
        .bytes();
  }

  private static Map<String, String> with(Map<String, String> labels, String status) {
    return Map.of("span.kind", labels.get("span.kind"), "status.code", "STATUS_CODE_" + status);
  }

  private static List<SloSpec> rules() {
    Problems problems = new Problems();
    RuleFiles files = new RuleFiles(problems);
    files.read("test.yaml", RULES.getBytes(StandardCharsets.UTF_8));
    problems.throwIfAny();
    return files.rules().slos();
  }
}
