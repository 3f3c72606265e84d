/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import io.watchfire.schemas.otlp.MetricType;
import io.watchfire.streams.query.MetricNames;
import io.watchfire.streams.query.MetricNames.Part;
import io.watchfire.streams.query.MetricQuery;
import io.watchfire.streams.spec.Indicator;
import io.watchfire.streams.spec.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which rules want a metric, by its name. Immutable; a changed set of rules makes another. */
public final class RuleIndex {
  private final Map<String, List<Input>> byName = new HashMap<>();
  private final long fingerprint;

  /** Compiles indicators; their names are unique. */
  public RuleIndex(List<Indicator> indicators) {
    for (Indicator indicator : indicators) {
      List<Source> sources = indicator.sources();
      for (int i = 0; i < sources.size(); i++) {
        add(indicator, i, sources.get(i).numerator(), true);
        add(indicator, i, sources.get(i).total(), false);
      }
    }
    this.fingerprint = fingerprint(indicators);
  }

  /**
   * The same for rules that want the same series: under another one series may be seen for the
   * first time that are old. Never 0.
   */
  long fingerprint() {
    return fingerprint;
  }

  private static long fingerprint(List<Indicator> indicators) {
    Set<String> wanted = new TreeSet<>();
    for (Indicator indicator : indicators) {
      for (Source source : indicator.sources()) {
        source.numerator().forEach(query -> wanted.add(text(indicator, query)));
        source.total().forEach(query -> wanted.add(text(indicator, query)));
      }
    }
    Identity identity = new Identity();
    wanted.forEach(identity::add);
    return identity.id() | 1;
  }

  private static String text(Indicator indicator, MetricQuery query) {
    return indicator.tenant() + ' ' + query.selector() + ' ' + query.measure();
  }

  /** What rules want of such a metric; empty if nothing. */
  List<Wanted> wanted(String name, String unit, MetricType type, boolean monotonic) {
    List<Wanted> wanted = new ArrayList<>(0);
    MetricNames.of(name, unit, type, monotonic)
        .forEach(
            (spelled, part) -> {
              for (Input input : byName.getOrDefault(spelled, List.of())) {
                wanted.add(new Wanted(part == Part.BUCKET ? input.byBound() : input, part));
              }
            });
    return wanted;
  }

  private void add(Indicator indicator, int source, List<MetricQuery> queries, boolean numerator) {
    for (MetricQuery query : queries) {
      byName
          .computeIfAbsent(query.selector().name(), name -> new ArrayList<>())
          .add(new Input(indicator, source, query, numerator));
    }
  }

  /** A metric that a rule wants, and which part of it the name means. */
  record Wanted(Input input, Part part) {}
}
