/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.runtime.config.Problems;
import io.watchfire.schemas.slo.SloStatus;
import io.watchfire.streams.spec.SloSpec;
import io.watchfire.streams.spec.yaml.RuleFiles;
import io.watchfire.streams.topology.Measurement.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistogramRuleTest {
  private static final String RULE =
      """
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: latency}
      spec:
        service: checkout
        objective: 99
        sli:
          latency: http.server.request.duration
          threshold: 250ms
      """;
  private static final List<Double> BOUNDS = List.of(0.1, 0.25, 1.0);
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  @TempDir Path state;
  private Pipeline pipeline;

  @BeforeEach
  void start() {
    pipeline = new Pipeline(rules(), START, state);
  }

  @AfterEach
  void stop() {
    pipeline.close();
  }

  private static List<SloSpec> rules() {
    Problems problems = new Problems();
    RuleFiles files = new RuleFiles(problems);
    files.read("latency.yaml", RULE.getBytes(StandardCharsets.UTF_8));
    problems.throwIfAny();
    return files.rules().slos();
  }

  @Test
  void aHistogramThatOnlySaysItIsStaleDoesNotMakeTheRuleInvalid() {
    Measurement point = histogram(BOUNDS, List.of(50L, 40L, 10L, 0L));
    send("pod-1", point);
    send("pod-1", point.at(point.time() + 1).asStale());
    SloStatus status = status();
    assertThat(status.notice()).isEmpty();
    assertThat(status.data()).isEqualTo(SloStatus.Data.OK);
    assertThat(pipeline.count("watchfire_points_applied", "outcome", "stale")).isEqualTo(1);
  }

  @Test
  void aHistogramWithoutTheBoundAddsNothingToTheTotal() {
    send("pod-1", histogram(BOUNDS, List.of(500L, 500L, 0L, 0L)));
    send("pod-2", histogram(List.of(0.1, 1.0), List.of(500L, 500L, 0L)));
    assertThat(status().notice())
        .isEqualTo("threshold: 0.25 (expected: a bound of the histogram, nearest are 0.1 and 1)");
    send("pod-3", histogram(BOUNDS, List.of(500L, 500L, 0L, 0L)));
    SloStatus status = status();
    assertThat(status.windows().getLast().total()).isEqualTo(2_000);
    assertThat(status.windows().getLast().bad()).isZero();
    assertThat(pipeline.alerts).isEmpty();
  }

  private SloStatus status() {
    pipeline.pass(Duration.ofSeconds(2));
    return pipeline.status.get("default//latency/");
  }

  private void send(String pod, Measurement point) {
    Map<String, String> resource = Map.of("service.name", "checkout", "service.instance.id", pod);
    pipeline.send(
        Pipeline.METRICS,
        Encodings.protobuf(List.of(new Measurement.Export(resource, List.of(point)))));
  }

  private Measurement histogram(List<Double> bounds, List<Long> buckets) {
    return new Measurement(
        Kind.EXPLICIT,
        "http.server.request.duration",
        "s",
        Map.of(),
        false,
        false,
        Otlp.nanos(pipeline.now().minusSeconds(30)),
        Otlp.nanos(pipeline.now()),
        buckets.stream().mapToLong(Long::longValue).sum(),
        buckets,
        bounds,
        0,
        0);
  }
}
