/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.runtime.config.Problems;
import io.watchfire.runtime.config.Section;
import io.watchfire.runtime.config.Yaml;
import io.watchfire.runtime.config.YamlMap;
import io.watchfire.schemas.series.SeriesReading;
import io.watchfire.schemas.slo.SloStatus;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.spec.defaults.DefaultRules;
import io.watchfire.streams.spec.yaml.RuleFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule that measures something else under its old name begins anew; any other edit does not. */
class ChangedMeasurementTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final String RULE =
      """
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: orders, labels: {team: shop}}
      spec:
        service: shop
        objective: 99
        sli:
          good: orders_total{region="eu",code!="500"}
          total: orders_total{region="eu"}
      """;
  private static final String RATE =
      """
      apiVersion: watchfire/v1
      kind: AnomalyRule
      metadata: {name: rate}
      spec: {rate: 'orders_total{code="500"}', detector: ewma, step: 15s}
      """;

  @TempDir Path state;
  private Pipeline pipeline;
  private int exports;

  @AfterEach
  void stop() {
    pipeline.close();
  }

  @Test
  void countsThatWereGoodAreNotTakenForBadAfterAnEdit() {
    begin(rules(RULE));
    serve(40);
    assertThat(status().windows().getLast().bad())
        .as("one in a hundred, without the first")
        .isEqualTo(39);
    pipeline.restart(rules(RULE.replace("good:", "bad:").replace("!=", "=")));
    serve(4);
    SloStatus.Window longest = status().windows().getLast();
    assertThat(longest.total()).as("of the new measurement alone").isBetween(1L, 400L);
    assertThat(longest.bad()).isBetween(0L, 4L);
    assertThat(status().covered()).isLessThan(Duration.ofMinutes(2));
    assertThat(status().notice())
        .startsWith("the measurement changed, counted since 2026-11-23T10:09:");
    assertThat(pipeline.alerts).isEmpty();
  }

  @Test
  void noticeOfAChangedMeasurementSurvivesARestart() {
    begin(rules(RULE));
    serve(4);
    Rules other = rules(RULE.replace("eu", "us"));
    pipeline.restart(other);
    pipeline.pass(Duration.ofSeconds(20));
    pipeline.restart(other);
    pipeline.pass(Duration.ofSeconds(20));
    assertThat(status().notice()).startsWith("the measurement changed, counted since 2026-11-23T");
    assertThat(status().windows().getLast().total()).isZero();
  }

  @Test
  void editedLabelObjectiveAndOrderOfMatchersKeepWhatWasCounted() {
    begin(rules(RULE));
    serve(40);
    pipeline.restart(
        rules(
            RULE.replace("team: shop", "team: orders, tier: one")
                .replace("objective: 99", "objective: 99.5")
                .replace("{region=\"eu\",code!=\"500\"}", "{code!=\"500\", region=\"eu\"}")));
    pipeline.pass(Duration.ofSeconds(2));
    assertThat(status().windows().getLast().total()).isEqualTo(3_900);
    assertThat(status().notice()).isEmpty();
  }

  @Test
  void insertedSourceKeepsWhatAnotherOneCounted() {
    begin(defaults("sources: [http, spanmetrics]"));
    for (int i = 0; i < 40; i++) {
      http();
    }
    SloStatus before = availability();
    assertThat(before.windows().getLast().total()).isEqualTo(4_000);
    pipeline.restart(defaults("sources: [service-graph, rpc, spanmetrics, http]"));
    http();
    assertThat(availability().source()).isEqualTo("http_server_request_duration");
    assertThat(availability().windows().getLast().total()).isEqualTo(4_100);
    assertThat(availability().notice()).isEmpty();
  }

  @Test
  void anotherThresholdOfTheDefaultsBeginsAnewForLatencyAlone() {
    begin(defaults("threshold: 500ms"));
    for (int i = 0; i < 10; i++) {
      http();
    }
    pipeline.restart(defaults("threshold: 250ms"));
    pipeline.pass(Duration.ofSeconds(2));
    assertThat(availability().windows().getLast().total()).isEqualTo(1_000);
    SloStatus latency = latest(DefaultRules.LATENCY);
    assertThat(latency.windows().getLast().total()).isZero();
    assertThat(latency.notice()).startsWith("the measurement changed");
  }

  @Test
  void anAnomalyRuleWithAnotherSelectorLearnsAnew() {
    begin(rules(RATE));
    serve(80);
    assertThat(reading().learning()).as("after 80 steps").isFalse();
    pipeline.restart(rules(RATE.replace("500", "200")));
    serve(12);
    assertThat(reading().learning()).as("what is new to it").isTrue();
  }

  @Test
  void anAnomalyRuleWithAnotherLabelGoesOnWithWhatItLearnt() {
    begin(rules(RATE));
    serve(80);
    pipeline.restart(rules(RATE.replace("name: rate", "name: rate, labels: {team: shop}")));
    serve(12);
    assertThat(reading().learning()).isFalse();
  }

  private void begin(Rules rules) {
    pipeline = new Pipeline(rules, START, state);
  }

  /** So many exports, one every 15 seconds, of 100 orders each, one of which failed. */
  private void serve(int times) {
    for (int i = 0; i < times; i++) {
      exports++;
      Map<String, String> served = Map.of("region", "eu", "code", "200");
      Map<String, String> failed = Map.of("region", "eu", "code", "500");
      pipeline.send(
          Pipeline.METRICS,
          Otlp.resource(Map.of("service.name", "shop"))
              .counter("orders", served, START, pipeline.now(), exports * 99L)
              .counter("orders", failed, START, pipeline.now(), exports)
              .bytes());
      pipeline.pass(Duration.ofSeconds(15));
    }
  }

  private void http() {
    exports++;
    pipeline.send(
        Pipeline.METRICS,
        Encodings.protobuf(
            List.of(
                new Measurement.Export(
                    Map.of("service.name", "shop"), List.of(requests(exports * 100L))))));
    pipeline.pass(Duration.ofSeconds(15));
  }

  private Measurement requests(long count) {
    return new Measurement(
        Measurement.Kind.EXPLICIT,
        "http.server.request.duration",
        "s",
        Map.of("http.response.status_code", "200"),
        false,
        false,
        Otlp.nanos(START.minusSeconds(1)),
        Otlp.nanos(pipeline.now()),
        count,
        List.of(count, 0L, 0L),
        List.of(0.25, 0.5),
        0,
        0);
  }

  private SloStatus status() {
    return pipeline.status.get("default//orders/");
  }

  private SloStatus availability() {
    return latest(DefaultRules.AVAILABILITY);
  }

  private SloStatus latest(String slo) {
    return pipeline.statuses.stream()
        .filter(status -> status.slo().equals(slo))
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  private SeriesReading reading() {
    return pipeline.readings.getLast();
  }

  private static Rules rules(String yaml) {
    Problems problems = new Problems();
    RuleFiles files = new RuleFiles(problems);
    files.read("test.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    problems.throwIfAny();
    return files.rules();
  }

  private static Rules defaults(String yaml) {
    Problems problems = new Problems();
    YamlMap root =
        (YamlMap)
            Yaml.parse("test.yaml", yaml.getBytes(StandardCharsets.UTF_8), problems).getFirst();
    Rules rules = DefaultRules.read(Section.of(root, problems)).rules();
    problems.throwIfAny();
    return Rules.of(rules.slos());
  }
}
