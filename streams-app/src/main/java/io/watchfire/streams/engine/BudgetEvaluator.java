/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.engine;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.schemas.slo.SloStatus;
import io.watchfire.streams.alerting.Evaluation;
import io.watchfire.streams.alerting.EvaluationResult;
import io.watchfire.streams.alerting.Lifecycle;
import io.watchfire.streams.alerting.Timing;
import io.watchfire.streams.forecast.BudgetForecast;
import io.watchfire.streams.forecast.BudgetOutlook;
import io.watchfire.streams.forecast.Forecast;
import io.watchfire.streams.forecast.RecordedPast;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.slo.SloGroup;
import io.watchfire.streams.spec.ForecastSpec;
import io.watchfire.streams.spec.SloSpec;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule that foresees the exhaustion of an error budget, at work on one group of the objective. It
 * holds from the rule's probability on, and is clear below half of it: the chance is drawn from
 * plays and wavers by some hundredths.
 */
public final class BudgetEvaluator {
  /** A play draws blocks of this share of the horizon; a shorter past has nothing to draw from. */
  private static final int BLOCKS = 21;

  private static final Duration LONGEST_NO_DATA_GRACE = Duration.ofDays(1);
  private static final long MINUTE_MILLIS = 60_000;

  private final ForecastSpec.OfBudget rule;
  private final SloSpec slo;
  private final BudgetAlerts alerts;
  private final Duration horizon;
  private final BudgetForecast forecast;
  private final Timing timing;
  private Lifecycle life;
  private @Nullable Alert alert;
  private @Nullable BudgetOutlook outlook;

  /**
   * Puts a rule to work.
   *
   * @param life where its alert is; {@link Lifecycle#NEW} for a new group
   * @param alert as it was last worded; null if there was none
   */
  public BudgetEvaluator(
      ForecastSpec.OfBudget rule,
      SloSpec slo,
      GroupKey key,
      Lifecycle life,
      @Nullable Alert alert) {
    this.rule = rule;
    this.slo = slo;
    this.alerts = new BudgetAlerts(rule, slo, key);
    this.life = life;
    this.alert = alert;
    Duration period = slo.objective().period();
    horizon = rule.horizon().compareTo(period) > 0 ? period : rule.horizon();
    forecast = new BudgetForecast(slo.objective().budget().doubleValue(), period, horizon);
    timing = new Timing(Duration.ZERO, Duration.ZERO, slo.timing().noData());
  }

  /** The rule's name. */
  public String name() {
    return rule.head().name();
  }

  /** Where its alert is. */
  public Lifecycle life() {
    return life;
  }

  /** The alert as it was last worded; null if there was none. */
  public @Nullable Alert alert() {
    return alert;
  }

  /** Whether its alert fires. */
  public boolean firing() {
    return life.state() == AlertState.FIRING;
  }

  /**
   * Forecasts from the group's clock and leads the alert; costs some milliseconds.
   *
   * @param seed of the group; with the minute of the clock it decides what is drawn
   * @return whether the state of the alert changed
   */
  public boolean forecast(SloGroup group, long seed) {
    outlook = outlook(group, seed);
    Evaluation evaluation = group.evaluation(result(), noDataGraceMillis());
    long before = life.transition();
    life = life.next(evaluation, timing);
    boolean changed = life.transition() != before;
    // Without an outlook the words of a firing alert stay as they were: they still are the best.
    if (changed || (firing() && outlook != null)) {
      alert = alerts.alert(outlook, life, evaluation.clockMillis());
    }
    return changed;
  }

  /** What is expected; null if too little is known. */
  SloStatus.@Nullable Outlook outlook() {
    BudgetOutlook now = outlook;
    if (now == null) {
      return null;
    }
    return new SloStatus.Outlook(
        expectation(now.state()),
        horizon,
        now.probability(),
        time(now.earliest()),
        time(now.expected()),
        time(now.latest()));
  }

  private @Nullable BudgetOutlook outlook(SloGroup group, long seed) {
    long clock = group.state().clockMillis();
    if (group.noData() || group.state().invalid() || !knowsEnough(group)) {
      return null;
    }
    RecordedPast past = new RecordedPast(group.layout(), slo.sli().countsGood());
    group.buckets().copyTo(past);
    if (past.size() == 0) {
      return null;
    }
    // The newest bucket ends when it is full, which may be after the clock.
    long now = Math.max(clock, past.end(past.size() - 1));
    BudgetOutlook found = forecast.at(past, now, seed * 31 + clock / MINUTE_MILLIS);
    return found.state() == BudgetOutlook.State.LEARNING ? null : found;
  }

  private boolean knowsEnough(SloGroup group) {
    long covered = group.state().clockMillis() - group.state().coverageStart();
    return covered >= horizon.toMillis() / BLOCKS;
  }

  private EvaluationResult result() {
    BudgetOutlook now = outlook;
    if (now == null) {
      return EvaluationResult.NO_DATA;
    }
    double enough = firing() ? rule.probability() / 2 : rule.probability();
    return now.probability() >= enough ? EvaluationResult.HOLDS : EvaluationResult.CLEAR;
  }

  private long noDataGraceMillis() {
    return Math.min(horizon.toMillis(), LONGEST_NO_DATA_GRACE.toMillis());
  }

  private static SloStatus.Expectation expectation(BudgetOutlook.State state) {
    return switch (state) {
      case LEARNING -> throw new IllegalStateException("nothing is expected while learning");
      case WILL_NOT_RUN_OUT -> SloStatus.Expectation.WILL_NOT_RUN_OUT;
      case MAY_RUN_OUT -> SloStatus.Expectation.MAY_RUN_OUT;
      case WILL_RUN_OUT -> SloStatus.Expectation.WILL_RUN_OUT;
      case EXHAUSTED -> SloStatus.Expectation.EXHAUSTED;
    };
  }

  private static @Nullable Instant time(long millis) {
    return millis == Forecast.NEVER ? null : Instant.ofEpochMilli(millis);
  }
}
