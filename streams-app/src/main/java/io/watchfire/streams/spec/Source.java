/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec;

import io.watchfire.streams.query.GroupLabel;
import io.watchfire.streams.query.MetricQuery;
import io.watchfire.streams.query.Origin;
import java.util.List;

/**
 * One way to measure.
 *
 * @param name what status and documents call it
 * @param numerator metric queries of the numerator, added; or the gauges to read
 * @param total metric queries of the denominator, added; empty where nothing is divided
 * @param by the groups' labels as this source spells them; empty: as the rule does
 * @param origin who made its numbers
 * @param tells labels of which a series of the denominator has one where it says how requests
 *     ended, {@code label} or {@code label=value}; empty where all series do
 * @param ignored requests that do not count
 */
public record Source(
    String name,
    List<MetricQuery> numerator,
    List<MetricQuery> total,
    List<GroupLabel> by,
    Origin origin,
    List<String> tells,
    IgnoredRoutes ignored) {
  /** Copies the lists. */
  public Source {
    numerator = List.copyOf(numerator);
    total = List.copyOf(total);
    by = List.copyOf(by);
    tells = List.copyOf(tells);
  }

  /** Of what processes tell themselves. */
  public Source(
      String name, List<MetricQuery> numerator, List<MetricQuery> total, List<GroupLabel> by) {
    this(name, numerator, total, by, Origin.OWN, List.of(), IgnoredRoutes.NONE);
  }
}
