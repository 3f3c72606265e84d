/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.promql;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Picks series: a metric name and conditions on labels, {@code http_requests_total{code=~"5.."}}.
 *
 * @param name the metric's name
 * @param matchers all must hold
 */
public record Selector(String name, List<Matcher> matchers) {
  /** Copies the matchers. */
  public Selector {
    matchers = List.copyOf(matchers);
  }

  /**
   * Reads a selector; metric and label names may be dotted, and are kept as written.
   *
   * @throws IllegalArgumentException saying what was expected and at which character
   */
  public static Selector parse(String text) {
    return new SelectorParser(text).parse();
  }

  /** The same selector with the names of the metric and of the labels in another spelling. */
  public Selector spelled(UnaryOperator<String> metric, UnaryOperator<String> label) {
    return new Selector(
        metric.apply(name), matchers.stream().map(m -> m.on(label.apply(m.label()))).toList());
  }

  /** Whether labels, by the names used here, fulfil every condition. */
  public boolean matches(Map<String, String> labels) {
    for (Matcher matcher : matchers) {
      if (!matcher.matches(labels)) {
        return false;
      }
    }
    return true;
  }

  /** The same selector without the conditions on one label. */
  public Selector without(String label) {
    return new Selector(name, matchers.stream().filter(m -> !m.label().equals(label)).toList());
  }

  @Override
  public String toString() {
    return matchers.isEmpty()
        ? name
        : matchers.stream()
            .map(Matcher::toString)
            .collect(Collectors.joining(",", name + "{", "}"));
  }
}
