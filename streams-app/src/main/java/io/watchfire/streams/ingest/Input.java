/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import io.watchfire.runtime.promql.Bounds;
import io.watchfire.runtime.promql.Matcher;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.query.GroupLabel;
import io.watchfire.streams.query.Measure;
import io.watchfire.streams.query.MetricQuery;
import io.watchfire.streams.spec.Indicator;
import io.watchfire.streams.spec.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One metric query of one source of an indicator.
 *
 * @param indicator whose
 * @param source its number among the indicator's sources
 * @param query what it wants
 * @param numerator whether it feeds the numerator; else the denominator
 */
record Input(Indicator indicator, int source, MetricQuery query, boolean numerator) {

  /** Whether it wants a series of these labels, of that tenant. */
  boolean wants(String tenant, Map<String, String> labels) {
    return (indicator.tenant().isEmpty() || indicator.tenant().equals(tenant))
        && query.selector().matches(labels)
        && !of().ignored().ignores(labels);
  }

  /**
   * The same input of a real histogram: its {@code le} names a bound, not a label. The exploded
   * {@code _bucket} counters of Prometheus keep it as a label.
   */
  Input byBound() {
    for (Matcher matcher : query.selector().matchers()) {
      if (matcher.label().equals("le") && matcher.operator() == Matcher.Operator.EQUAL) {
        Measure measure = new Measure.UpToBound(Bounds.number(matcher.value()));
        return new Input(
            indicator, source, new MetricQuery(query.selector().without("le"), measure), numerator);
      }
    }
    return this;
  }

  /** The source that it is a part of. */
  Source of() {
    return indicator.sources().get(source);
  }

  /** Whether a series of these labels says how what it counts ended. */
  boolean isTold(Map<String, String> labels) {
    List<String> tells = of().tells();
    return tells.isEmpty() || tells.stream().anyMatch(label -> tells(label, labels));
  }

  private static boolean tells(String label, Map<String, String> labels) {
    int value = label.indexOf('=');
    return value < 0
        ? !labels.getOrDefault(label, "").isEmpty()
        : labels.getOrDefault(label.substring(0, value), "").equals(label.substring(value + 1));
  }

  /** How its source spells the group's labels. */
  List<GroupLabel> groupLabels() {
    List<GroupLabel> own = of().by();
    return own.isEmpty() ? indicator.by() : own;
  }

  /** The group that a series of these labels belongs to. */
  GroupKey group(String tenant, String cluster, Map<String, String> labels) {
    Map<String, String> group = new HashMap<>();
    for (GroupLabel label : groupLabels()) {
      group.put(label.name(), label.value(labels));
    }
    return new GroupKey(tenant, cluster, indicator.name(), group);
  }
}
