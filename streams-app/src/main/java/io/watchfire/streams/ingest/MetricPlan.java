/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import io.watchfire.schemas.otlp.MetricType;
import io.watchfire.schemas.otlp.Temporality;
import io.watchfire.streams.series.Point;
import java.util.List;

/**
 * What rules want of a metric of one name, unit, type and temporality.
 *
 * @param family identity of the metric within a resource
 */
record MetricPlan(
    String name,
    String unit,
    MetricType type,
    Temporality temporality,
    boolean monotonic,
    long family,
    List<RuleIndex.Wanted> wanted) {

  /** Of a metric that nobody wants. */
  MetricPlan() {
    this("", "", MetricType.GAUGE, Temporality.UNSPECIFIED, false, 0, List.of());
  }

  Point.Kind kind() {
    if (!countable()) {
      return Point.Kind.GAUGE;
    }
    boolean delta = temporality == Temporality.DELTA && type != MetricType.SUMMARY;
    return delta ? Point.Kind.DELTA : Point.Kind.CUMULATIVE;
  }

  /**
   * Whether its points count something; else they are readings. A delta is an increment whether or
   * not it may be negative: statsd receivers do not say that theirs are not.
   */
  boolean countable() {
    return type != MetricType.GAUGE && (type != MetricType.SUM || counts(monotonic, temporality));
  }

  /** Whether a sum counts. */
  static boolean counts(boolean monotonic, Temporality temporality) {
    return monotonic || temporality == Temporality.DELTA;
  }

  boolean hasTemporality() {
    return switch (type) {
      case GAUGE, SUMMARY -> true;
      case SUM, HISTOGRAM, EXPONENTIAL_HISTOGRAM -> temporality != Temporality.UNSPECIFIED;
    };
  }
}
