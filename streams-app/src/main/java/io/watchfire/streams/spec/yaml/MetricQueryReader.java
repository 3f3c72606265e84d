/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec.yaml;

import io.watchfire.runtime.config.Section;
import io.watchfire.runtime.config.YamlScalar;
import io.watchfire.runtime.promql.Selector;
import io.watchfire.streams.query.Measure;
import io.watchfire.streams.query.MetricNames;
import io.watchfire.streams.query.MetricQuery;
import java.util.List;

/** Reads metric queries as people write them: one selector, or a list of them that are added. */
final class MetricQueryReader {
  private MetricQueryReader() {}

  static List<MetricQuery> queries(Section section, String key, Measure measure) {
    List<String> texts =
        section.node(key) instanceof YamlScalar || !section.has(key)
            ? List.of(section.requiredString(key))
            : section.strings(key);
    return texts.stream()
        .map(text -> new MetricQuery(selector(section, key, text), measure))
        .toList();
  }

  static Selector selector(Section section, String key, String text) {
    try {
      return text.isEmpty() ? new Selector("none", List.of()) : MetricNames.selector(text);
    } catch (IllegalArgumentException e) {
      section.problem(key, key + ": " + e.getMessage());
      return new Selector("none", List.of());
    }
  }
}
