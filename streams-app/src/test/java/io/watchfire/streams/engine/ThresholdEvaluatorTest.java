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
import org.junit.jupiter.api.Test;

/** How the numbers of one group are compared with limits. */
class ThresholdEvaluatorTest {
  private static final String RULE =
      """
      apiVersion: watchfire/v1
      kind: ThresholdRule
      metadata: {name: queue}
      spec: {gauge: queue.length, above: 100, below: 2}
      """;
  private static final Instant START = Instant.parse("2026-11-30T10:00:00Z");
  private static final long MINUTE_MILLIS = 60_000;

  private long endMillis = START.toEpochMilli();

  @Test
  void aLimitItselfIsWithinAndMoreThanItIsNot() {
    Evaluator queue = evaluator(RULE);
    assertThat(next(queue, 100)).isEqualTo(EvaluationResult.CLEAR);
    assertThat(next(queue, 100.001)).isEqualTo(EvaluationResult.HOLDS);
    assertThat(queue.summary(false)).isEqualTo("queue is above the limit of 100");
    assertThat(next(queue, 2)).isEqualTo(EvaluationResult.CLEAR);
    assertThat(next(queue, 1.999)).isEqualTo(EvaluationResult.HOLDS);
    assertThat(queue.summary(false)).isEqualTo("queue is below the limit of 2.00");
    assertThat(queue.summary(true)).isEqualTo("queue is within its limits again");
  }

  @Test
  void aSideWithoutALimitIsNeverExceeded() {
    Evaluator queue = evaluator(RULE.replace(", below: 2", ""));
    assertThat(next(queue, -1e9)).isEqualTo(EvaluationResult.CLEAR);
    assertThat(queue.numbers()).containsOnlyKeys("value", "above");
  }

  @Test
  void theWordsSayWhatCameWithWhichLimitAndSinceWhichBucket() {
    Evaluator queue = evaluator(RULE);
    next(queue, 50);
    next(queue, 120);
    Instant first = Instant.ofEpochMilli(endMillis);
    next(queue, 180);
    assertThat(queue.description()).isEqualTo("180 came, above the limit of 100.");
    assertThat(queue.since(START.plusSeconds(7200))).isEqualTo(first);
    next(queue, 50);
    assertThat(queue.description()).as("once it is over").startsWith("180 came");
    next(queue, 130);
    assertThat(queue.since(START)).isEqualTo(Instant.ofEpochMilli(endMillis));
  }

  @Test
  void aBucketWithoutANumberIsNoDataAndNotAZero() {
    Evaluator queue = evaluator(RULE);
    next(queue, 50);
    long numberMillis = endMillis;
    assertThat(next(queue, Double.NaN)).isEqualTo(EvaluationResult.NO_DATA);
    assertThat(queue.lastDataMillis(endMillis)).isEqualTo(numberMillis);
    assertThat(queue.numbers()).doesNotContainKey("value");
  }

  @Test
  void whatIsKeptSaysTheSameAfterwards() {
    Evaluator queue = evaluator(RULE);
    next(queue, 120);
    next(queue, 1);
    ByteWriter out = new ByteWriter(64);
    queue.write(out);
    Evaluator again = evaluator(RULE);
    again.read(new ByteReader(out.toBytes()));
    assertThat(again.description()).isEqualTo("1.00 came, below the limit of 2.00.");
    assertThat(again.since(START)).isEqualTo(queue.since(START));
    assertThat(again.lastDataMillis(Long.MAX_VALUE)).isEqualTo(endMillis);
    next(again, 1);
    assertThat(again.since(START)).as("the same run goes on").isEqualTo(queue.since(START));
  }

  @Test
  void otherLimitsGoOnWithTheSameStateAndAnotherStepBeginsAnew() {
    SeriesRule rule = rule(RULE);
    assertThat(rule(RULE.replace("above: 100", "above: 90, for: 5m")).learnt())
        .isEqualTo(rule.learnt());
    assertThat(rule(RULE.replace("above", "step: 5m, above")).learnt()).isNotEqualTo(rule.learnt());
  }

  private EvaluationResult next(Evaluator evaluator, double value) {
    endMillis += MINUTE_MILLIS;
    return evaluator.evaluate(new Closed(endMillis, value, Closed.UNKNOWN));
  }

  private static Evaluator evaluator(String yaml) {
    return rule(yaml).evaluator().get();
  }

  private static SeriesRule rule(String yaml) {
    return SeriesRule.of(RuleText.read(yaml)).getFirst();
  }
}
