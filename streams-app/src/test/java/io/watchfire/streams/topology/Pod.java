/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import io.watchfire.runtime.config.Problems;
import io.watchfire.streams.spec.SloSpec;
import io.watchfire.streams.spec.yaml.RuleFiles;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A process of one service that serves a thousand requests a minute, by a clock of its own. */
final class Pod {
  static final long REQUESTS = 1_000;

  private static final String RULE =
      """
      apiVersion: watchfire/v1
      kind: SLO
      metadata:
        name: availability
      spec:
        objective: 99.9
        by: [service_name]
        sli:
          bad: http_requests_total{code=~"5.."}
          total: http_requests_total
      """;

  private final String name;
  private final Instant started;
  private final Duration fast;
  private long good;
  private long bad;

  /**
   * @param started by true time
   * @param fast how much its clock is ahead
   */
  Pod(String name, Instant started, Duration fast) {
    this.name = name;
    this.started = started;
    this.fast = fast;
  }

  static Pod of(String name, Instant started) {
    return new Pod(name, started, Duration.ZERO);
  }

  static List<SloSpec> rule() {
    Problems problems = new Problems();
    RuleFiles files = new RuleFiles(problems);
    files.read("availability.yaml", RULE.getBytes(StandardCharsets.UTF_8));
    problems.throwIfAny();
    return files.rules().slos();
  }

  /** Serves a minute's requests, of which this share fails, and exports at that true time. */
  byte[] minute(Instant time, double failing) {
    long failed = Math.round(REQUESTS * failing);
    good += REQUESTS - failed;
    bad += failed;
    Instant start = started.plus(fast);
    return Otlp.resource(Map.of("service.name", "shop", "service.instance.id", name))
        .counter("http.requests", Map.of("code", "200"), start, time.plus(fast), good)
        .counter("http.requests", Map.of("code", "503"), start, time.plus(fast), bad)
        .bytes();
  }
}
