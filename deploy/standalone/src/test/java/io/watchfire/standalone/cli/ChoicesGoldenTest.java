/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.golden.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The words that configuration and rules may choose from: whoever chooses none is told them. */
class ChoicesGoldenTest {
  private static final String CONFIG =
      """
      kafka: {groupProtocol: x}
      inputs: [{topic: t, signal: x}, {topic: u, encoding: x}]
      defaults: {mode: x, sources: [x]}
      router:
        alertRelabel: [{action: x}]
        alertmanagers: [{url: 'http://a.example', resolve: x}]
      """;
  private static final String ON_CALL =
      """
      targets:
        - {name: mail, type: email, host: h, security: x, from: a@b.example, to: [a@b.example]}
        - {name: other, type: x}
      people:
        - {name: alice, timeZone: UTC, contacts: [mail]}
      schedules:
        - name: s
          timeZone: UTC
          layers: [{start: 2026-01-05, rotation: x, people: [alice]}]
      policies:
        - {name: p, steps: [{notify: [x/alice], escalateAfter: 1m}]}
      """;
  private static final String RULES =
      """
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: slo}
      spec:
        objective: 99
        mode: x
        noData: x
        sli: {bad: bad_total, total: all_total}
        tiers: [{severity: x, budgetPercent: 2, short: 5m, long: 1h}]
      ---
      apiVersion: watchfire/v1
      kind: AnomalyRule
      metadata: {name: anomaly}
      spec: {rate: a, severity: x, mode: x, direction: x, detector: x}
      ---
      apiVersion: watchfire/v1
      kind: AnomalyRule
      metadata: {name: of-slo}
      spec: {slo: slo, value: x}
      ---
      apiVersion: watchfire/v1
      kind: ForecastRule
      metadata: {name: forecast}
      spec: {gauge: a, aggregate: x, limit: 1, side: x, horizon: 4h}
      ---
      apiVersion: watchfire/v1
      kind: x
      metadata: {name: unknown}
      """;

  @TempDir Path dir;

  @Test
  void wordsOfTheConfigurationAreTheSame() throws IOException {
    Path file = Files.writeString(dir.resolve("watchfire.yaml"), CONFIG);
    assertGolden("choices-config.txt", Cli.run("up", "--config", file.toString()));
  }

  @Test
  void wordsOfOnCallAreTheSame() throws IOException {
    Path onCall = Files.writeString(dir.resolve("oncall.yaml"), ON_CALL);
    Path file =
        Files.writeString(dir.resolve("watchfire.yaml"), "onCall: {file: '" + onCall + "'}\n");
    assertGolden("choices-oncall.txt", Cli.run("up", "--config", file.toString()));
  }

  @Test
  void wordsOfRulesAreTheSame() throws IOException {
    Path file = Files.writeString(dir.resolve("rules.yaml"), RULES);
    assertGolden("choices-rules.txt", Cli.run("validate", file.toString()));
  }

  private void assertGolden(String name, Cli cli) {
    assertThat(cli.status()).isEqualTo(1);
    Golden.assertSame(name, List.of((cli.out() + cli.err()).replace(dir.toString(), "DIR")));
  }
}
