/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec.yaml;

import io.watchfire.runtime.config.Durations;
import io.watchfire.runtime.config.Section;
import io.watchfire.streams.query.GroupLabel;
import io.watchfire.streams.query.Measure;
import io.watchfire.streams.query.MetricQuery;
import io.watchfire.streams.query.Quantity;
import io.watchfire.streams.spec.AbsenceSpec;
import io.watchfire.streams.spec.Indicator;
import io.watchfire.streams.spec.RuleHead;
import io.watchfire.streams.spec.SeriesSpec;
import io.watchfire.streams.spec.Source;
import io.watchfire.streams.spec.defaults.ServiceSigns;
import java.time.Duration;
import java.util.List;

/**
 * Reads a rule of kind {@code AbsenceRule}: of what a {@code selector} picks, of the groups of an
 * {@code slo}, or of a whole {@code service}.
 */
final class AbsenceReader {
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final Duration DAY = Duration.ofDays(1);
  private static final String NEVER = "never";

  /** Nothing is put in buckets. */
  private static final Duration STEP = Duration.ofMinutes(1);

  private final Section metadata;
  private final Section spec;

  AbsenceReader(Section document) {
    this.metadata = document.section("metadata");
    this.spec = document.section("spec");
  }

  AbsenceSpec read() {
    RuleHead head = HeadReader.read(metadata, spec);
    SeriesSpec series = series(head);
    Indicator own = series.own();
    // Which groups there should be nobody knows; that there should be some of one service, all do.
    boolean groups = own == null || !own.by().isEmpty();
    boolean fixed = own != null && (own.by().isEmpty() || !spec.has("selector"));
    Duration silence = silence();
    return new AbsenceSpec(
        head,
        series,
        silence,
        spec.duration("keepFiringFor", Duration.ZERO),
        forgetAfter(silence, groups ? DAY : Duration.ZERO),
        fixed);
  }

  private SeriesSpec series(RuleHead head) {
    if (spec.has("slo")) {
      if (spec.has("selector") || spec.has("by")) {
        spec.problem("slo", "slo (expected: without selector and by; the groups are its own)");
      }
      return new SeriesSpec(spec.requiredString("slo"), null, Quantity.TOTAL_RATE, STEP, 0);
    }
    List<GroupLabel> by = spec.strings("by").stream().map(GroupLabel::of).toList();
    Source source = new Source("signs", queries(head), List.of(), List.of());
    String tenant = metadata.string("tenant", "");
    Indicator own = new Indicator(head.name(), tenant, List.of(source), by);
    return new SeriesSpec(head.name(), own, Quantity.RATE, STEP, 0);
  }

  private List<MetricQuery> queries(RuleHead head) {
    if (spec.has("selector")) {
      return MetricQueryReader.queries(spec, "selector", Measure.COUNT).stream()
          .flatMap(query -> ServiceSigns.any(query.selector()).stream())
          .toList();
    }
    if (head.service().isEmpty()) {
      spec.problem("spec", "spec (expected: a selector, a service or an slo that is awaited)");
    }
    return ServiceSigns.of(head.service());
  }

  private Duration silence() {
    Duration silence = spec.duration("for", TEN_MINUTES);
    if (silence.isZero()) {
      spec.problem("for", "for: 0s (expected: longer than what is awaited is usually apart)");
      return TEN_MINUTES;
    }
    return silence;
  }

  private Duration forgetAfter(Duration silence, Duration standard) {
    if (NEVER.equals(spec.string("forgetAfter"))) {
      return Duration.ZERO;
    }
    Duration forgetAfter = spec.duration("forgetAfter", longer(standard, silence));
    if (spec.has("forgetAfter") && forgetAfter.compareTo(silence) <= 0) {
      spec.problem(
          "forgetAfter",
          "forgetAfter: "
              + Durations.text(forgetAfter)
              + " (expected: never, or longer than for: "
              + Durations.text(silence)
              + ")");
    }
    return forgetAfter;
  }

  /** Whoever waits for long before an alert has it for as long, too. */
  private static Duration longer(Duration standard, Duration silence) {
    Duration twice = silence.multipliedBy(2);
    return standard.isZero() || standard.compareTo(twice) > 0 ? standard : twice;
  }
}
