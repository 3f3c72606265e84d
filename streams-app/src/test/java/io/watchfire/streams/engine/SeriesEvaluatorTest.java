/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.runtime.config.Problems;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.query.GaugeAggregate;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.spec.yaml.RuleFiles;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What of a rule at work outlives the process. */
class SeriesEvaluatorTest {
  private static final String LEAK =
      """
      apiVersion: watchfire/v1
      kind: ForecastRule
      metadata:
        name: disk
      spec:
        gauge: disk.used
        limit: 100
        horizon: 4h
        by: [host]
      """;
  private static final long START = 1_800_000_000_000L;
  private static final long MINUTE = 60_000;

  /** Right after what was learnt was kept there is nothing to judge again. */
  @Test
  void aForecastKeepsItsWordsWhereNothingIsJudgedAgain() {
    SeriesRule rule = rule();
    GroupKey key = new GroupKey("", "", "disk", Map.of("host", "a"));
    SeriesEvaluator run = new SeriesEvaluator(rule, key);
    for (int minute = 0; minute < 230 && !isFiring(run); minute++) {
      double used = minute * 0.4;
      long time = START + minute * MINUTE;
      run.observe(new GaugeAggregate(time, 0, 1, used, used, used, used), time, time);
      while (run.judge(run.closable(true)) != null) {
        run.changes();
      }
    }
    assertThat(isFiring(run)).isTrue();
    ByteWriter learnt = new ByteWriter(4096);
    run.writeLearnt(learnt);

    SeriesEvaluator again = new SeriesEvaluator(rule, key);
    again.read(run.write());
    again.readLearnt(new ByteReader(learnt.toBytes()));

    Alert alert = Objects.requireNonNull(again.alert());
    Alert before = Objects.requireNonNull(run.alert());
    assertThat(alert.annotations()).isEqualTo(before.annotations());
    assertThat(alert.annotations().get("description")).doesNotStartWith(" Since");
  }

  private static boolean isFiring(SeriesEvaluator run) {
    return run.life().state() == AlertState.FIRING;
  }

  private static SeriesRule rule() {
    Problems problems = new Problems();
    RuleFiles files = new RuleFiles(problems);
    files.read("test.yaml", LEAK.getBytes(StandardCharsets.UTF_8));
    problems.throwIfAny();
    return SeriesRule.of(files.rules()).getFirst();
  }
}
