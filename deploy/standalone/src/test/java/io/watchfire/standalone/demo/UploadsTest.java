/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.runtime.config.Problems;
import io.watchfire.schemas.series.SeriesReading;
import io.watchfire.streams.engine.SeriesEvaluator;
import io.watchfire.streams.engine.SeriesRule;
import io.watchfire.streams.query.GaugeAggregate;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.query.StepBuckets;
import io.watchfire.streams.query.Sum;
import io.watchfire.streams.spec.yaml.RuleFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demonstration's rule of its disk finds what the demonstration tells. */
class UploadsTest {
  private static final long BEGINNING = 1_764_000_000L;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {20_261_123, 1, 2, 3, 4, 5})
  void theDiskIsForeseenBeforeItIsFullAndNotLongBeforeTheBeginning(long seed) throws IOException {
    Uploads uploads = new Uploads(seed, BEGINNING);
    SeriesEvaluator run = run("disk");
    long alerted = 0;
    double expected = 0;
    while (uploads.lastSecond() < BEGINNING + 120) {
      uploads.export(uploads.lastSecond() + 5, false);
      long millis = uploads.lastSecond() * 1000;
      double used = uploads.disk(uploads.lastSecond());
      run.observe(new GaugeAggregate(millis, 0, 1, used, used, used, 0), millis, millis);
      StepBuckets.Closed closed = run.evaluate(run.closable(true));
      if (closed != null && alerted == 0) {
        SeriesReading reading = run.reading(closed);
        alerted = reading.firing() ? uploads.lastSecond() - BEGINNING : 0;
        expected = reading.numbers().getOrDefault("expected", 0.0) - BEGINNING;
      }
    }
    assertThat(alerted).isBetween(-30L, 20L).isNotZero();
    assertThat(expected).isBetween(30.0, 60.0);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {20_261_123, 1, 2, 3, 4, 5})
  void halfOfTheUploadsIsAnAnomalyAndNothingBefore(long seed) throws IOException {
    Random random = new Random(seed);
    SeriesEvaluator run = run("uploads");
    long alerted = 0;
    for (long second = -1080; second <= 120; second += 5) {
      long count = Math.round((second > 60 ? 100 : 200) + Math.sqrt(200) * random.nextGaussian());
      long millis = (BEGINNING + second) * 1000;
      run.observe(new Sum(millis, 0, count, 0, true, false), millis, millis);
      StepBuckets.Closed closed = run.evaluate(run.closable(true));
      if (closed != null && alerted == 0 && run.reading(closed).firing()) {
        alerted = second;
      }
    }
    assertThat(alerted).isBetween(65L, 90L);
  }

  private static SeriesEvaluator run(String rule) throws IOException {
    Problems problems = new Problems();
    RuleFiles files = new RuleFiles(problems);
    try (InputStream in =
        Objects.requireNonNull(Demonstration.class.getResourceAsStream("/demo/rules.yaml"))) {
      files.read("rules.yaml", in.readAllBytes());
    }
    problems.throwIfAny();
    SeriesRule found =
        SeriesRule.of(files.rules()).stream()
            .filter(one -> one.head().name().equals(rule))
            .findFirst()
            .orElseThrow();
    return new SeriesEvaluator(found, new GroupKey("default", "", rule, Map.of()));
  }
}
