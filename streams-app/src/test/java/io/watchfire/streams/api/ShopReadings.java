/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.api;

import io.watchfire.runtime.config.Problems;
import io.watchfire.schemas.series.SeriesReading;
import io.watchfire.streams.engine.SeriesRule;
import io.watchfire.streams.spec.yaml.RuleFiles;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rules of a shop, and what they found. */
final class ShopReadings {
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private static final String RULES =
      """
      apiVersion: watchfire/v1
      kind: AnomalyRule
      metadata: {name: orders}
      spec: {rate: orders_total, by: [region], service: checkout}
      ---
      apiVersion: watchfire/v1
      kind: AnomalyRule
      metadata: {name: errors}
      spec: {slo: availability}
      ---
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: availability}
      spec:
        objective: 99
        sli: {bad: 'failures_total', total: 'orders_total'}
        by: [tenant]
      """;

  private final Map<String, SeriesReading> readings = new LinkedHashMap<>();

  static List<SeriesRule> rules() {
    Problems problems = new Problems();
    RuleFiles files = new RuleFiles(problems);
    files.read("test.yaml", RULES.getBytes(StandardCharsets.UTF_8));
    problems.throwIfAny();
    return SeriesRule.of(files.rules());
  }

  /** Orders of a region of the tenant acme, at noon. */
  ShopReadings orders(String region, Map<String, Double> numbers) {
    return add("acme", "orders", Map.of("region", region), numbers, NOON, false);
  }

  ShopReadings add(
      String tenant,
      String rule,
      Map<String, String> group,
      Map<String, Double> numbers,
      Instant time,
      boolean firing) {
    SeriesReading reading =
        new SeriesReading(
            tenant, "", rule, group, time, Duration.ofMinutes(1), numbers, false, firing);
    readings.put(tenant + rule + group, reading);
    return this;
  }

  Map<String, SeriesReading> all() {
    return readings;
  }
}
