/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.runtime.config.Problems;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.spec.yaml.RuleFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The status of a group that fell silent is deleted under the key it was written with. */
class ForgottenStatusTest {
  private static final String RULE =
      """
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: routes}
      spec:
        service: gateway
        objective: 99
        by: [http_route, region]
        sli:
          bad: requests_total{code="500"}
          total: requests_total
      """;
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  @TempDir Path state;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/orders | default//routes/http_route=/orders,region=eu",
        "/ | default//routes/http_route=/,region=eu",
        "/orders/ | default//routes/http_route=/orders/,region=eu",
        "/a,b | default//routes/http_route=/a,b,region=eu"
      })
  void theStatusOfAForgottenGroupIsDeletedWhateverItsLabelsEndIn(String route, String key) {
    try (Pipeline pipeline = new Pipeline(rules(), START, state)) {
      for (int count = 1; count <= 3; count++) {
        pipeline.send(
            Pipeline.METRICS,
            Otlp.resource(Map.of("service.name", "gateway"))
                .counter(
                    "requests",
                    Map.of("http.route", route, "region", "eu", "code", "200"),
                    START,
                    pipeline.now(),
                    count * 100L)
                .bytes());
        pipeline.pass(Duration.ofSeconds(15));
      }
      assertThat(pipeline.status).containsOnlyKeys(key);
      pipeline.silence(Duration.ofDays(8));
      assertThat(pipeline.keptGroups()).isEmpty();
      assertThat(pipeline.status).isEmpty();
    }
  }

  private static Rules rules() {
    Problems problems = new Problems();
    RuleFiles files = new RuleFiles(problems);
    files.read("test.yaml", RULE.getBytes(StandardCharsets.UTF_8));
    problems.throwIfAny();
    return files.rules();
  }
}
