/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.query;

import io.watchfire.runtime.promql.Selector;

/**
 * A number per time bucket and group: the increments of the counters, or the reading of the gauges,
 * that a selector picks.
 *
 * @param selector which series
 * @param measure what of them counts
 */
public record MetricQuery(Selector selector, Measure measure) {
  /** The query of a PromQL selector, measured as its name's suffix says. */
  public static MetricQuery of(String selector) {
    return new MetricQuery(MetricNames.selector(selector), Measure.BY_SUFFIX);
  }
}
