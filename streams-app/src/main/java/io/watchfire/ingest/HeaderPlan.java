/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.ingest;

import io.watchfire.schemas.otlp.MetricType;
import io.watchfire.schemas.otlp.Temporality;
import java.util.List;

/**
 * What rules want of a metric of one header.
 *
 * @param family identity of the metric within a resource
 */
record HeaderPlan(
    String name,
    String unit,
    MetricType type,
    Temporality temporality,
    boolean monotonic,
    long family,
    List<RuleIndex.Wanted> wanted) {

  /** The header of a metric that nobody wants. */
  HeaderPlan() {
    this("", "", MetricType.GAUGE, Temporality.UNSPECIFIED, false, 0, List.of());
  }

  boolean delta() {
    return temporality == Temporality.DELTA && type != MetricType.SUMMARY;
  }

  /** Whether its points can be counted at all. */
  boolean countable() {
    return type != MetricType.GAUGE && (type != MetricType.SUM || monotonic);
  }

  boolean hasTemporality() {
    return temporality != Temporality.UNSPECIFIED || type == MetricType.SUMMARY;
  }
}
