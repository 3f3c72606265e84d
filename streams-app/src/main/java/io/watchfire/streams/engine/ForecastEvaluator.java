/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.engine;

import io.watchfire.streams.alerting.EvaluationResult;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.forecast.Forecast;
import io.watchfire.streams.forecast.GaugeForecast;
import io.watchfire.streams.query.StepBuckets.Closed;
import io.watchfire.streams.spec.ForecastSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges by when a series will cross its limit. */
final class ForecastEvaluator implements Evaluator {
  private static final int FROZEN_UNTIL = 2;

  private final ForecastSpec.OfSeries rule;
  private GaugeForecast forecast;
  private @Nullable Forecast last;
  private double value = Double.NaN;
  private String why = "";
  private long lastFrozen = Long.MIN_VALUE;

  ForecastEvaluator(ForecastSpec.OfSeries rule) {
    this.rule = rule;
    this.forecast = new GaugeForecast(rule.settings());
  }

  @Override
  public EvaluationResult evaluate(Closed bucket) {
    value = bucket.value();
    Forecast now =
        forecast.next(bucket.endMillis(), frozen(bucket.endMillis()) ? Double.NaN : value);
    last = now;
    why = now.why();
    return now.holds() ? EvaluationResult.HOLDS : EvaluationResult.CLEAR;
  }

  @Override
  public void apply(SeriesCommand command) {
    lastFrozen = Long.MIN_VALUE;
    switch (command.kind()) {
      case FREEZE -> lastFrozen = command.lastFrozen();
      case UNFREEZE -> {}
      case FORGET -> forecast = new GaugeForecast(rule.settings());
    }
  }

  @Override
  public boolean frozen(long time) {
    return time <= lastFrozen;
  }

  @Override
  public String summary(boolean over) {
    String limit = Numbers.text(rule.settings().limit(), rule.series().quantity());
    return over
        ? rule.head().name() + " is no longer expected to cross " + limit
        : rule.head().name() + " will cross " + limit;
  }

  @Override
  public String description() {
    return why;
  }

  @Override
  public Map<String, Double> numbers() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("value", value);
    Forecast now = last;
    if (now != null) {
      numbers.put("earliest", time(now.earliest()));
      numbers.put("expected", time(now.expected()));
      numbers.put("latest", time(now.latest()));
      numbers.put("low", now.low());
      numbers.put("middle", now.middle());
      numbers.put("high", now.high());
      numbers.put("slopePerHour", now.slopePerHour());
    }
    return numbers;
  }

  @Override
  public boolean learning() {
    return last == null || last.state() == Forecast.State.LEARNING;
  }

  @Override
  public void write(ByteWriter out) {
    out.u8(kindOfFreeze());
    if (kindOfFreeze() == FROZEN_UNTIL) {
      out.zigzag(lastFrozen);
    }
    out.string(why);
    forecast.write(out);
  }

  @Override
  public void read(ByteReader in) {
    lastFrozen =
        switch (in.u8()) {
          case 0 -> Long.MIN_VALUE;
          case FROZEN_UNTIL -> in.zigzag();
          default -> Long.MAX_VALUE;
        };
    why = in.string();
    forecast = GaugeForecast.read(in, rule.settings());
  }

  /** What begins the state, so that it stays readable for versions that know no end of a freeze. */
  private int kindOfFreeze() {
    if (lastFrozen == Long.MIN_VALUE) {
      return 0;
    }
    return lastFrozen == Long.MAX_VALUE ? 1 : FROZEN_UNTIL;
  }

  /** Seconds since the epoch, as Prometheus has times. */
  private static double time(long millis) {
    return millis == Forecast.NEVER ? Double.POSITIVE_INFINITY : millis / 1e3;
  }
}
