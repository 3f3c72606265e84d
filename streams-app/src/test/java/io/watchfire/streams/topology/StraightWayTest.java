/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.runtime.config.Problems;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.schemas.slo.SloStatus;
import io.watchfire.streams.spec.SloSpec;
import io.watchfire.streams.spec.yaml.RuleFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StraightWayTest {
  private static final String RULE =
      """
      apiVersion: watchfire/v1
      kind: SLO
      metadata:
        name: checkout-availability
        labels: {team: payments}
      spec:
        service: checkout
        objective: 99.9
        sli:
          bad: http_requests_total{service_name="checkout", code=~"5.."}
          total: http_requests_total{service_name="checkout"}
      """;

  @TempDir Path state;

  private Instant start = Instant.parse("2026-11-23T10:00:00Z");

  @Test
  void anOutagePagesAndItsEndResolves() {
    try (Pipeline pipeline = new Pipeline(rules(RULE), start, state)) {
      long good = 0;
      long bad = 0;
      for (int minute = 0; minute < 100; minute++) {
        boolean broken = minute >= 10 && minute < 20;
        good += broken ? 500 : 1000;
        bad += broken ? 500 : 0;
        pipeline.send(Pipeline.METRICS, export(pipeline.now(), good, bad));
        pipeline.pass(Duration.ofMinutes(1));
      }
      assertThat(pipeline.alerts)
          .extracting(Alert::state)
          .contains(AlertState.FIRING, AlertState.RESOLVED);
      Alert page = pipeline.alerts.get(0);
      assertThat(page.labels())
          .containsEntry("service", "checkout")
          .containsEntry("team", "payments")
          .containsEntry("tenant", "default");
      assertThat(page.startsAt()).isEqualTo(start.plus(Duration.ofMinutes(11)));
      SloStatus status = pipeline.status.get("default//checkout-availability/");
      assertThat(status.windows().getLast().bad()).isEqualTo(5_000);
      assertThat(status.windows().getLast().total()).isEqualTo(100_000);
      assertThat(pipeline.count("watchfire_points", "result", "matched")).isEqualTo(200);
    }
  }

  @Test
  void aRecordInAnotherEncodingGoesToTheDeadLettersAndSaysWhatItLooksLike() {
    try (Pipeline pipeline = new Pipeline(rules(RULE), start, state)) {
      pipeline.send(Pipeline.METRICS, "{\"resourceMetrics\":[]}".getBytes(StandardCharsets.UTF_8));
      pipeline.send(Pipeline.METRICS, export(start, 1000, 0));
      assertThat(pipeline.deadLetters).hasSize(1);
      String cause =
          new String(
              pipeline.deadLetters.get(0).headers().lastHeader("watchfire-cause").value(),
              StandardCharsets.UTF_8);
      assertThat(cause)
          .contains("topic otlp_metrics is configured as otlp_proto")
          .contains("looks like OTLP JSON");
      assertThat(pipeline.count("watchfire_points", "result", "matched")).isEqualTo(2);
    }
  }

  private byte[] export(Instant time, long good, long bad) {
    return Otlp.resource(Map.of("service.name", "checkout", "service.instance.id", "pod-1"))
        .counter("http.requests", Map.of("code", "200"), start.minusSeconds(30), time, good)
        .counter("http.requests", Map.of("code", "503"), start.minusSeconds(30), time, bad)
        .bytes();
  }

  private static List<SloSpec> rules(String yaml) {
    Problems problems = new Problems();
    RuleFiles files = new RuleFiles(problems);
    files.read("test.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    problems.throwIfAny();
    return files.rules().slos();
  }
}
