/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.engine;

import io.watchfire.streams.alerting.EvaluationResult;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.query.StepBuckets.Closed;
import io.watchfire.streams.spec.ThresholdSpec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Compares each number with the rule's limits. A bucket without a number, for instance of too few
 * events, is a gap and not a zero: it says neither that the limit is exceeded nor that it is not.
 */
final class ThresholdEvaluator implements Evaluator {
  private final ThresholdSpec rule;
  private double value = Double.NaN;
  private int side;

  /** The side, number and first bucket of what was last out of the limits; 0 if nothing was. */
  private int foundSide;

  private double found = Double.NaN;
  private long sinceMillis;
  private long lastNumberMillis;

  ThresholdEvaluator(ThresholdSpec rule) {
    this.rule = rule;
  }

  @Override
  public EvaluationResult evaluate(Closed bucket) {
    value = bucket.value();
    if (Double.isNaN(value)) {
      return EvaluationResult.NO_DATA;
    }
    lastNumberMillis = bucket.endMillis();
    int now = rule.limits().side(value);
    if (now != 0) {
      // From too low to too high is one thing after the other, and both are out of the limits.
      sinceMillis = side == 0 ? bucket.endMillis() : sinceMillis;
      foundSide = now;
      found = value;
    }
    side = now;
    return now == 0 ? EvaluationResult.CLEAR : EvaluationResult.HOLDS;
  }

  /** Nothing is learnt that could be frozen or forgotten. */
  @Override
  public void apply(SeriesCommand command) {}

  @Override
  public boolean frozen(long time) {
    return false;
  }

  @Override
  public String summary(boolean over) {
    return over
        ? rule.head().name() + " is within its limits again"
        : rule.head().name() + " is " + exceeded();
  }

  @Override
  public String description() {
    return foundSide == 0 ? "" : text(found) + " came, " + exceeded() + '.';
  }

  @Override
  public Instant since(Instant startsAt) {
    return sinceMillis == 0 ? startsAt : Instant.ofEpochMilli(sinceMillis);
  }

  @Override
  public long lastDataMillis(long lastObservedMillis) {
    return Math.min(lastObservedMillis, lastNumberMillis);
  }

  @Override
  public Map<String, Double> numbers() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("value", value);
    numbers.put("above", rule.limits().above());
    numbers.put("below", rule.limits().below());
    numbers.values().removeIf(number -> number.isNaN());
    return numbers;
  }

  @Override
  public boolean learning() {
    return false;
  }

  @Override
  public void write(ByteWriter out) {
    out.u8(side + 1).u8(foundSide + 1).float64(found);
    out.varint(sinceMillis).varint(lastNumberMillis);
  }

  @Override
  public void read(ByteReader in) {
    side = in.u8() - 1;
    foundSide = in.u8() - 1;
    found = in.float64();
    sinceMillis = in.varint();
    lastNumberMillis = in.varint();
  }

  private String exceeded() {
    return foundSide < 0
        ? "below the limit of " + text(rule.limits().below())
        : "above the limit of " + text(rule.limits().above());
  }

  private String text(double number) {
    return Numbers.text(number, rule.series().quantity());
  }
}
