/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.engine;

import io.watchfire.golden.Golden;
import io.watchfire.runtime.config.Problems;
import io.watchfire.streams.spec.yaml.RuleFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Under another name than the kept one a rule begins anew, on every group at once. */
class LearntNamesGoldenTest {
  private static final String SLO =
      """
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: slo}
      spec: {objective: 99, sli: {good: good_total, total: all_total}}
      """;
  private static final List<String> ANOMALIES =
      List.of(
          "rate: a",
          "rate: a, detector: ewma, zone: Europe/Berlin, step: 5m",
          "rate: a, detector: median",
          "rate: a, detector: seasonal",
          "rate: a, detector: change-point",
          "rate: a, detector: forest",
          "ratio: {part: a, of: b}",
          "mean: a",
          "quantile: 0.99, of: a",
          "gauge: a",
          "gauge: a, aggregate: min",
          "gauge: a, aggregate: max",
          "gauge: a, aggregate: sum",
          "slo: slo",
          "slo: slo, value: rate");
  private static final List<String> FORECASTS =
      List.of(
          "gauge: a, limit: 100, horizon: 4h",
          "gauge: a, limit: 0.5, side: below, horizon: 24h",
          "ratio: {part: a, of: b}, limit: 1, horizon: 4h");

  private static final List<String> THRESHOLDS =
      List.of(
          "gauge: a, above: 100", "slo: slo, above: 0.5, for: 5m", "rate: a, below: 1, step: 5m");

  private static final List<String> ABSENCES =
      List.of("selector: 'a{b=\"c\"}', by: [d, e]", "slo: slo");

  @Test
  void namesUnderWhichIsLearntAreTheSame() {
    StringBuilder yaml = new StringBuilder(SLO);
    for (int i = 0; i < ANOMALIES.size(); i++) {
      yaml.append(rule("AnomalyRule", "anomaly-" + i, ANOMALIES.get(i)));
    }
    for (int i = 0; i < FORECASTS.size(); i++) {
      yaml.append(rule("ForecastRule", "forecast-" + i, FORECASTS.get(i)));
    }
    for (int i = 0; i < THRESHOLDS.size(); i++) {
      yaml.append(rule("ThresholdRule", "threshold-" + i, THRESHOLDS.get(i)));
    }
    for (int i = 0; i < ABSENCES.size(); i++) {
      yaml.append(rule("AbsenceRule", "absence-" + i, ABSENCES.get(i)));
    }
    Problems problems = new Problems();
    RuleFiles files = new RuleFiles(problems);
    files.read("rules.yaml", yaml.toString().getBytes(StandardCharsets.UTF_8));
    problems.throwIfAny();
    Golden.assertSame(
        "learnt.txt",
        SeriesRule.of(files.rules()).stream()
            .map(rule -> rule.head().name() + ": " + rule.alertname() + ", " + rule.learnt())
            .toList());
  }

  private static String rule(String kind, String name, String spec) {
    return """
    ---
    apiVersion: watchfire/v1
    kind: %s
    metadata: {name: %s}
    spec: {%s}
    """
        .formatted(kind, name, spec);
  }
}
