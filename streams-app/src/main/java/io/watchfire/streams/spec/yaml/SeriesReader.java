/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec.yaml;

import io.watchfire.runtime.config.Section;
import io.watchfire.streams.query.GroupLabel;
import io.watchfire.streams.query.Measure;
import io.watchfire.streams.query.MetricQuery;
import io.watchfire.streams.query.Quantity;
import io.watchfire.streams.spec.Indicator;
import io.watchfire.streams.spec.SeriesSpec;
import io.watchfire.streams.spec.Source;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Reads which series a rule judges: {@code rate}, {@code ratio}, {@code mean}, and so on. */
final class SeriesReader {
  private static final List<String> KEYS =
      List.of("rate", "ratio", "mean", "quantile", "gauge", "slo");
  private static final Duration DAY = Duration.ofDays(1);

  /** How readings of a gauge come together. */
  enum Aggregate {
    MEAN("mean"),
    MIN("min"),
    MAX("max"),
    SUM("sum");

    private final String text;

    Aggregate(String text) {
      this.text = text;
    }

    /** The name in configuration. */
    String text() {
      return text;
    }
  }

  /** Which number of an objective is judged. */
  enum OfSlo {
    RATE("rate"),
    RATIO("ratio");

    private final String text;

    OfSlo(String text) {
      this.text = text;
    }

    /** The name in configuration. */
    String text() {
      return text;
    }
  }

  private final String rule;
  private final String tenant;
  private final Section spec;

  SeriesReader(String rule, String tenant, Section spec) {
    this.rule = rule;
    this.tenant = tenant;
    this.spec = spec;
  }

  SeriesSpec read() {
    Duration step = step();
    long minEvents = spec.longValue("minEvents", 0, 0, Long.MAX_VALUE);
    List<String> given = KEYS.stream().filter(spec::has).toList();
    if (given.size() != 1) {
      spec.problem("spec", "spec (expected: one of rate, ratio, mean, quantile, gauge and slo)");
      return own(Quantity.RATE, List.of(), List.of(), step, minEvents);
    }
    return switch (given.getFirst()) {
      case "rate" -> {
        refuseMinEvents("a rate is of any number of events");
        yield own(Quantity.RATE, queries(spec, "rate"), List.of(), step, 0);
      }
      case "ratio" -> {
        Section ratio = spec.section("ratio");
        yield own(Quantity.RATIO, queries(ratio, "part"), queries(ratio, "of"), step, minEvents);
      }
      case "mean" ->
          own(
              Quantity.MEAN,
              MetricQueryReader.queries(spec, "mean", Measure.SUM),
              MetricQueryReader.queries(spec, "mean", Measure.COUNT),
              step,
              minEvents);
      case "quantile" -> quantile(step, minEvents);
      case "gauge" -> {
        refuseMinEvents("a gauge counts no events");
        List<MetricQuery> read = MetricQueryReader.queries(spec, "gauge", Measure.VALUE);
        yield own(aggregate(), read, List.of(), step, 0);
      }
      default -> ofSlo(step, minEvents);
    };
  }

  /** It would change nothing, and who wrote it believes that it does. */
  private void refuseMinEvents(String why) {
    if (spec.has("minEvents")) {
      spec.problem("minEvents", "minEvents (expected: left out; " + why + ")");
    }
  }

  private SeriesSpec quantile(Duration step, long minEvents) {
    Indicator indicator = indicator(List.of(), ofBuckets());
    if (indicator.by().stream().anyMatch(label -> label.name().equals("le"))) {
      spec.problem("by", "by: le (expected: left out; a quantile is of all buckets)");
    }
    return new SeriesSpec(rule, indicator, Quantity.QUANTILE, share(), step, minEvents);
  }

  private double share() {
    BigDecimal share = spec.decimal("quantile", null);
    if (share != null && share.signum() > 0 && share.compareTo(BigDecimal.ONE) < 0) {
      return share.doubleValue();
    }
    if (share != null) {
      spec.problem("quantile", "quantile: " + share + " (expected: > 0 and < 1)");
    }
    return Double.NaN;
  }

  private List<MetricQuery> ofBuckets() {
    List<MetricQuery> queries = MetricQueryReader.queries(spec, "of", Measure.BUCKETS);
    for (MetricQuery query : queries) {
      if (query.selector().matchers().stream().anyMatch(m -> m.label().equals("le"))) {
        spec.problem("of", "of: le (expected: left out; a quantile is of all buckets)");
      }
    }
    return queries;
  }

  private SeriesSpec ofSlo(Duration step, long minEvents) {
    OfSlo value = spec.choice("value", OfSlo.RATIO, OfSlo::text);
    Quantity quantity = value == OfSlo.RATE ? Quantity.TOTAL_RATE : Quantity.RATIO;
    if (value == OfSlo.RATE) {
      refuseMinEvents("a rate is of any number of events");
    }
    if (spec.has("by")) {
      spec.problem("by", "by (expected: left out; the groups are those of the objective)");
    }
    return new SeriesSpec(spec.requiredString("slo"), null, quantity, step, minEvents);
  }

  private SeriesSpec own(
      Quantity quantity,
      List<MetricQuery> numerator,
      List<MetricQuery> total,
      Duration step,
      long minEvents) {
    return new SeriesSpec(rule, indicator(numerator, total), quantity, step, minEvents);
  }

  private Indicator indicator(List<MetricQuery> numerator, List<MetricQuery> total) {
    List<GroupLabel> by = spec.strings("by").stream().map(GroupLabel::of).toList();
    Source source = new Source("signal", numerator, total, List.of());
    return new Indicator(rule, tenant, List.of(source), by);
  }

  private Quantity aggregate() {
    return switch (spec.choice("aggregate", Aggregate.MEAN, Aggregate::text)) {
      case MEAN -> Quantity.GAUGE_MEAN;
      case MIN -> Quantity.GAUGE_MIN;
      case MAX -> Quantity.GAUGE_MAX;
      case SUM -> Quantity.GAUGE_SUM;
    };
  }

  private Duration step() {
    Duration step = spec.duration("step", Duration.ofMinutes(1));
    long millis = step.toMillis();
    if (millis < 1_000 || millis % 1_000 != 0 || DAY.toMillis() % millis != 0) {
      spec.problem("step", "step: " + step + " (expected: whole seconds that divide a day)");
      return Duration.ofMinutes(1);
    }
    return step;
  }

  private static List<MetricQuery> queries(Section section, String key) {
    return MetricQueryReader.queries(section, key, Measure.BY_SUFFIX);
  }
}
