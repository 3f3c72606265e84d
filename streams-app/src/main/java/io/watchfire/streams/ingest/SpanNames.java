/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

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
    return text(KINDS, span.kind());
  }

  static String status(OtlpSpan span) {
    return text(STATUSES, span.statusCode());
  }

  private static String text(List<String> names, int code) {
    return code >= 0 && code < names.size() ? names.get(code) : names.get(0);
  }
}
