/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.engine;

import io.watchfire.streams.alerting.EvaluationResult;
import io.watchfire.streams.anomaly.AlertPolicy;
import io.watchfire.streams.anomaly.Monitor;
import io.watchfire.streams.anomaly.MonitorResult;
import io.watchfire.streams.anomaly.detector.Verdict;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.query.StepBuckets.Closed;
import io.watchfire.streams.spec.AnomalySpec;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

/** Judges by a detector of anomalies and its gate. */
final class AnomalyEvaluator implements Evaluator {
  private final AnomalySpec rule;
  private Monitor watch;
  private MonitorResult last = new MonitorResult(Verdict.LEARNING, 0, false, false, Long.MIN_VALUE);
  private double value = Double.NaN;
  private String found = "";

  AnomalyEvaluator(AnomalySpec rule) {
    this.rule = rule;
    this.watch = fresh();
  }

  @Override
  public EvaluationResult evaluate(Closed bucket) {
    value = bucket.value();
    if (isIgnored(bucket.endMillis())) {
      last = watch.ignore(bucket.endMillis());
      return EvaluationResult.NO_DATA;
    }
    last = next(bucket);
    if (last.starts()) {
      found = words(last.verdict());
    }
    return last.firing() ? EvaluationResult.HOLDS : EvaluationResult.CLEAR;
  }

  @Override
  public void apply(SeriesCommand command) {
    switch (command.kind()) {
      case FREEZE -> watch.freeze(command.lastFrozen());
      case UNFREEZE -> watch.thaw();
      case FORGET -> watch = fresh();
    }
  }

  @Override
  public boolean frozen(long time) {
    return watch.frozen(time);
  }

  @Override
  public String summary(boolean over) {
    return over ? rule.head().name() + " is as expected again" : rule.head().name() + " is unusual";
  }

  @Override
  public String description() {
    return found;
  }

  @Override
  public Map<String, Double> numbers() {
    Verdict verdict = last.verdict();
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("value", value);
    numbers.put("expected", verdict.expected());
    numbers.put("lower", verdict.lower());
    numbers.put("upper", verdict.upper());
    numbers.put("score", verdict.score());
    numbers.put("oneIn", verdict.oneIn());
    return numbers;
  }

  @Override
  public int side() {
    double off = value - last.verdict().expected();
    return Double.isNaN(off) ? 0 : (int) Math.signum(off);
  }

  @Override
  public boolean learning() {
    return last.verdict().learning();
  }

  @Override
  public void write(ByteWriter out) {
    out.string(found);
    watch.write(out);
  }

  @Override
  public void read(ByteReader in) {
    found = in.string();
    watch = Monitor.read(in, rule.gate(), detector -> rule.type().read(detector, rule.detector()));
  }

  /**
   * A share or mean of nearly nothing says nothing: to the detector it is a gap, or what usually
   * comes would be unusual after it. A low rate is what it is: it is learnt, and may alert where
   * more was expected.
   */
  private MonitorResult next(Closed bucket) {
    double least = rule.minimumTraffic().perSecond();
    if (rule.series().quantity().isRate()) {
      return watch.next(
          bucket.endMillis(),
          value,
          verdict -> least == 0 || value >= least || verdict.expected() >= least);
    }
    double came = bucket.events() / (double) rule.series().step().toSeconds();
    boolean enough = bucket.events() == Closed.UNKNOWN || came >= least;
    return watch.next(bucket.endMillis(), enough ? value : Double.NaN);
  }

  private String words(Verdict verdict) {
    StringBuilder text = new StringBuilder();
    text.append(Numbers.text(value, rule.series().quantity())).append(" came, about ");
    text.append(Numbers.text(verdict.expected(), rule.series().quantity())).append(" was expected");
    if (!Double.isNaN(verdict.lower()) && !Double.isNaN(verdict.upper())) {
      text.append(" (between ")
          .append(Numbers.text(verdict.lower(), rule.series().quantity()))
          .append(" and ")
          .append(Numbers.text(verdict.upper(), rule.series().quantity()))
          .append(')');
    }
    text.append(": one in ").append(Numbers.count(verdict.oneIn()));
    if (!verdict.statistic().isEmpty()) {
      text.append(", by its ").append(verdict.statistic());
    }
    return text.append('.').toString();
  }

  private boolean isIgnored(long time) {
    ZoneId zone = rule.detector().zone();
    Instant moment = Instant.ofEpochMilli(time - rule.series().step().toMillis());
    return rule.ignored().stream().anyMatch(ignored -> ignored.covers(moment, zone));
  }

  private Monitor fresh() {
    return new Monitor(rule.type().create(rule.detector()), new AlertPolicy(rule.gate()));
  }
}
