/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.streams.alerting.EvaluationResult;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.query.StepBuckets.Closed;
import java.time.Instant;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How the numbers of one group are evaluated by a detector and its alert policy. */
class AnomalyEvaluatorTest {
  private static final String RULE =
      """
      apiVersion: watchfire/v1
      kind: AnomalyRule
      metadata: {name: queue}
      spec:
        gauge: queue.length
        detector: ewma
        ignore: [{date: 2026-12-25}]
      """;
  private static final String SHARE =
      """
      apiVersion: watchfire/v1
      kind: AnomalyRule
      metadata: {name: errors}
      spec:
        ratio: {part: errors_total, of: requests_total}
        detector: ewma
        minimumTraffic: 100/m
      """;
  private static final Instant START = Instant.parse("2026-12-23T00:00:00Z");
  private static final long MINUTE_MILLIS = 60_000;
  private static final long SEED = 7;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private long endMillis = START.toEpochMilli();

  @Test
  void whileItLearnsNothingHolds() {
    Evaluator queue = evaluator(RULE);
    assertThat(next(queue, 50)).isEqualTo(EvaluationResult.CLEAR);
    assertThat(queue.learning()).isTrue();
  }

  @Test
  void anUnusualNumberHoldsAndItsWordsSayWhatWasExpected() {
    Evaluator queue = learnt(RULE);
    assertThat(far(queue, 900)).isEqualTo(EvaluationResult.HOLDS);
    assertThat(queue.summary(false)).isEqualTo("queue is unusual");
    assertThat(queue.description()).startsWith("900 came, about 5").contains("was expected");
    assertThat(queue.numbers()).containsEntry("value", 900.0);
    assertThat(queue.numbers().get("upper")).isLessThan(100);
    assertThat(queue.side()).isEqualTo(1);
  }

  @Test
  void belowWhatWasExpectedIsTheOtherSide() {
    Evaluator queue = learnt(RULE);
    next(queue, -900);
    assertThat(queue.side()).isEqualTo(-1);
  }

  @Test
  void whatCameBackIsClearAgainAndTheWordsSaySo() {
    Evaluator queue = learnt(RULE);
    far(queue, 900);
    EvaluationResult result = EvaluationResult.HOLDS;
    for (int i = 0; i < 240 && result == EvaluationResult.HOLDS; i++) {
      result = usual(queue);
    }
    assertThat(result).isEqualTo(EvaluationResult.CLEAR);
    assertThat(queue.summary(true)).isEqualTo("queue is as expected again");
  }

  @Test
  void aTimeToBeIgnoredIsNeitherEvaluatedNorLearnt() {
    Evaluator queue = learnt(RULE);
    endMillis = Instant.parse("2026-12-25T12:00:00Z").toEpochMilli();
    assertThat(next(queue, 900)).isEqualTo(EvaluationResult.NO_DATA);
  }

  @Test
  void aShareOfTooFewEventsIsAGap() {
    Evaluator errors = evaluator(SHARE);
    for (int i = 0; i < 400; i++) {
      errors.evaluate(new Closed(minute(), 0.01 + random.nextDouble() / 1000, 6_000));
    }
    assertThat(errors.evaluate(new Closed(minute(), 0.9, 20))).isEqualTo(EvaluationResult.CLEAR);
    assertThat(errors.numbers()).as("of a gap nothing is rare").containsEntry("score", 0.0);
    errors.evaluate(new Closed(minute(), 0.9, 6_000));
    assertThat(errors.numbers().get("score")).isGreaterThan(0.9);
  }

  @Test
  void aFreezeHoldsUntilItsLastBucket() {
    Evaluator queue = learnt(RULE);
    long lastMillis = endMillis + 2 * MINUTE_MILLIS;
    queue.apply(command(SeriesCommand.Kind.FREEZE, Instant.ofEpochMilli(lastMillis)));
    assertThat(queue.frozen(lastMillis)).isTrue();
    assertThat(queue.frozen(lastMillis + 1)).isFalse();
    queue.apply(command(SeriesCommand.Kind.UNFREEZE, null));
    assertThat(queue.frozen(lastMillis)).isFalse();
  }

  @Test
  void forgetLearnsAnew() {
    Evaluator queue = learnt(RULE);
    queue.apply(command(SeriesCommand.Kind.FORGET, null));
    usual(queue);
    assertThat(queue.learning()).isTrue();
  }

  @Test
  void whatWasWrittenAndReadEvaluatesTheSame() {
    Evaluator queue = learnt(RULE);
    far(queue, 900);
    ByteWriter out = new ByteWriter(4096);
    queue.write(out);
    Evaluator again = evaluator(RULE);
    again.read(new ByteReader(out.toBytes()));
    assertThat(again.description()).isEqualTo(queue.description());
    for (int i = 0; i < 50; i++) {
      Closed bucket = new Closed(minute(), 50 + random.nextDouble() * 10, Closed.UNKNOWN);
      assertThat(again.evaluate(bucket)).as("seed %d", SEED).isEqualTo(queue.evaluate(bucket));
      assertThat(again.numbers()).as("seed %d", SEED).isEqualTo(queue.numbers());
    }
  }

  private Evaluator learnt(String rule) {
    Evaluator evaluator = evaluator(rule);
    for (int i = 0; i < 400; i++) {
      usual(evaluator);
    }
    assertThat(evaluator.learning()).as("seed %d", SEED).isFalse();
    return evaluator;
  }

  /** Until it alerts, at most an hour. */
  private EvaluationResult far(Evaluator evaluator, double value) {
    EvaluationResult result = EvaluationResult.CLEAR;
    for (int i = 0; i < 60 && result != EvaluationResult.HOLDS; i++) {
      result = next(evaluator, value);
    }
    return result;
  }

  private EvaluationResult usual(Evaluator evaluator) {
    return next(evaluator, 50 + random.nextDouble() * 10);
  }

  private EvaluationResult next(Evaluator evaluator, double value) {
    return evaluator.evaluate(new Closed(minute(), value, Closed.UNKNOWN));
  }

  private long minute() {
    endMillis += MINUTE_MILLIS;
    return endMillis;
  }

  private static Evaluator evaluator(String rule) {
    return SeriesRule.of(RuleText.read(rule)).getFirst().evaluator().get();
  }

  private static SeriesCommand command(SeriesCommand.Kind kind, @Nullable Instant until) {
    return new SeriesCommand(kind, null, "test", START, until);
  }
}
