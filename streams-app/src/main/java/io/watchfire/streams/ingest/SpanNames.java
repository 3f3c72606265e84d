/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import io.watchfire.runtime.promql.Selector;
import io.watchfire.schemas.otlp.MetricType;
import io.watchfire.schemas.otlp.OtlpSpan;
import io.watchfire.schemas.otlp.SpanKind;
import io.watchfire.schemas.otlp.SpanStatus;
import io.watchfire.schemas.otlp.Temporality;
import java.util.List;

/**
 * Spans as selectors see them: a counter {@code spans} and a histogram {@code spans.duration} in
 * seconds, with the span's attributes, its name, kind and status, and its resource's attributes as
 * labels. Span summaries come under the same names.
 */
final class SpanNames {
  static final String COUNT = "spans";
  static final String DURATION = "spans.duration";

  private static final List<String> KINDS = SpanKind.texts();
  private static final List<String> STATUSES = SpanStatus.texts();

  private SpanNames() {}

  static MetricPlan counts(RuleIndex rules) {
    return new MetricPlan(
        COUNT,
        "",
        MetricType.SUM,
        Temporality.DELTA,
        true,
        0,
        rules.wanted(COUNT, "", MetricType.SUM, true));
  }

  static MetricPlan durations(RuleIndex rules) {
    return new MetricPlan(
        DURATION,
        "s",
        MetricType.HISTOGRAM,
        Temporality.DELTA,
        true,
        0,
        rules.wanted(DURATION, "s", MetricType.HISTOGRAM, true));
  }

  static String kind(OtlpSpan span) {
    return KINDS.get(kindCode(span));
  }

  /** Its kind's number, 0 for one that is not known. */
  static int kindCode(OtlpSpan span) {
    return span.kind() >= 0 && span.kind() < KINDS.size() ? span.kind() : 0;
  }

  /** By number: which kinds rules may want. Most spans are of others and need no labels then. */
  static boolean[] kinds(List<MetricPlan> plans) {
    boolean[] wanted = new boolean[KINDS.size()];
    for (int kind = 0; kind < wanted.length; kind++) {
      String text = KINDS.get(kind);
      wanted[kind] =
          plans.stream()
              .flatMap(plan -> plan.wanted().stream())
              .anyMatch(use -> isWanted(text, use.input().query().selector()));
    }
    return wanted;
  }

  private static boolean isWanted(String kind, Selector selector) {
    return selector.matchers().stream()
        .filter(matcher -> matcher.label().equals("span_kind"))
        .allMatch(matcher -> matcher.matches(kind));
  }

  static String status(OtlpSpan span) {
    return text(STATUSES, span.statusCode());
  }

  private static String text(List<String> names, int code) {
    return code >= 0 && code < names.size() ? names.get(code) : names.get(0);
  }
}
