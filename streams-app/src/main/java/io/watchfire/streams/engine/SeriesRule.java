/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.engine;

import io.watchfire.streams.alerting.NoDataPolicy;
import io.watchfire.streams.alerting.Timing;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.query.GroupLabel;
import io.watchfire.streams.query.Origin;
import io.watchfire.streams.query.Quantity;
import io.watchfire.streams.spec.AbsenceSpec;
import io.watchfire.streams.spec.AnomalySpec;
import io.watchfire.streams.spec.ForecastSpec;
import io.watchfire.streams.spec.Indicator;
import io.watchfire.streams.spec.RuleHead;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.spec.SeriesSpec;
import io.watchfire.streams.spec.SloSpec;
import io.watchfire.streams.spec.ThresholdSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A rule that judges one number per bucket and group, whatever its kind.
 *
 * @param head what it says of itself
 * @param series what is judged
 * @param alertname of its alerts
 * @param learnt names what has been learnt: under another name it begins anew
 * @param fingerprint of what is measured: of something else it begins anew, too
 * @param timing how patient its alerts are
 * @param evaluator of one group's numbers
 * @param origins who made the numbers of each source of what is measured
 * @param absence what is awaited, of a rule that judges no numbers; else null
 */
public record SeriesRule(
    RuleHead head,
    SeriesSpec series,
    String alertname,
    String learnt,
    long fingerprint,
    Timing timing,
    Supplier<Evaluator> evaluator,
    List<Origin> origins,
    @Nullable AbsenceSpec absence) {

  /** Of numbers. */
  SeriesRule(
      RuleHead head,
      SeriesSpec series,
      String alertname,
      String learnt,
      long fingerprint,
      Timing timing,
      Supplier<Evaluator> evaluator,
      List<Origin> origins) {
    this(head, series, alertname, learnt, fingerprint, timing, evaluator, origins, null);
  }

  /** The rule at work on a group of which nothing is known. */
  public GroupEvaluator at(GroupKey key) {
    AbsenceSpec awaited = absence;
    return awaited == null
        ? new SeriesEvaluator(this, key)
        : new AbsenceEvaluator(this, awaited, key);
  }

  /** Every such rule. */
  public static List<SeriesRule> of(Rules rules) {
    List<SeriesRule> all = new ArrayList<>();
    for (AnomalySpec rule : rules.anomalies()) {
      SeriesSpec series = bad(rule.series(), rules);
      String learnt = rule.type().text() + ' ' + rule.detector().zone() + ' ' + measured(series);
      all.add(
          new SeriesRule(
              rule.head(),
              series,
              "Anomaly",
              learnt,
              fingerprint(series, rules),
              Timing.DEFAULT,
              () -> new AnomalyEvaluator(rule),
              origins(series, rules)));
    }
    for (ForecastSpec forecast : rules.forecasts()) {
      if (forecast instanceof ForecastSpec.OfSeries rule) {
        SeriesSpec series = bad(rule.series(), rules);
        String learnt = rule.settings().text() + " " + measured(series);
        all.add(
            new SeriesRule(
                rule.head(),
                series,
                "LimitForecast",
                learnt,
                fingerprint(series, rules),
                Timing.DEFAULT,
                () -> new ForecastEvaluator(rule),
                origins(series, rules)));
      }
    }
    rules.thresholds().forEach(rule -> all.add(of(rule, rules)));
    rules.absences().forEach(rule -> all.add(of(rule)));
    return all;
  }

  private static List<Origin> origins(SeriesSpec series, Rules rules) {
    Indicator own = series.own();
    if (own != null) {
      return own.origins();
    }
    return rules.indicators().stream()
        .filter(indicator -> indicator.name().equals(series.indicator()))
        .findAny()
        .map(Indicator::origins)
        .orElse(List.of());
  }

  /** Limits are compared with, not learnt: others go on with the same state. */
  private static SeriesRule of(ThresholdSpec rule, Rules rules) {
    SeriesSpec series = bad(rule.series(), rules);
    return new SeriesRule(
        rule.head(),
        series,
        "ThresholdExceeded",
        "threshold " + measured(series),
        fingerprint(series, rules),
        rule.timing(),
        () -> new ThresholdEvaluator(rule),
        origins(series, rules));
  }

  /** Who is known to a rule was measured: other selectors know nobody yet. */
  private static SeriesRule of(AbsenceSpec rule) {
    return new SeriesRule(
        rule.head(),
        rule.series(),
        "TelemetryAbsent",
        "absence " + awaited(rule.series()),
        0,
        new Timing(Duration.ZERO, rule.keepFiringFor(), NoDataPolicy.RESOLVE),
        () -> {
          throw new IllegalStateException("a rule of absence evaluates no numbers");
        },
        List.of(),
        rule);
  }

  private static String awaited(SeriesSpec series) {
    Indicator own = series.own();
    if (own == null) {
      return series.indicator();
    }
    String selectors =
        own.sources().stream()
            .flatMap(source -> source.numerator().stream())
            .map(query -> query.selector().toString())
            .distinct()
            .collect(Collectors.joining(" "));
    String by = own.by().stream().map(GroupLabel::name).collect(Collectors.joining(","));
    return own.name() + ' ' + selectors + " by " + by;
  }

  private static String measured(SeriesSpec series) {
    String which = series.quantity() == Quantity.QUANTILE ? " " + series.quantile() : "";
    return series.indicator() + ' ' + series.quantity().text() + which + ' ' + series.step();
  }

  /** Of its own indicator or of the objective's; 0 where there is no such objective. */
  private static long fingerprint(SeriesSpec series, Rules rules) {
    Indicator own = series.own();
    return own != null
        ? own.fingerprint()
        : rules.slos().stream()
            .filter(slo -> slo.name().equals(series.indicator()))
            .mapToLong(SloSpec::fingerprint)
            .findFirst()
            .orElse(0);
  }

  /** An objective that counts good events is judged by the share of the others. */
  private static SeriesSpec bad(SeriesSpec series, Rules rules) {
    boolean countsGood =
        series.own() == null
            && rules.slos().stream()
                .filter(slo -> slo.name().equals(series.indicator()))
                .map(SloSpec::sli)
                .anyMatch(SloSpec.Sli::countsGood);
    return countsGood && series.quantity() == Quantity.RATIO
        ? new SeriesSpec(series.indicator(), null, Quantity.REST, series.step(), series.minEvents())
        : series;
  }
}
