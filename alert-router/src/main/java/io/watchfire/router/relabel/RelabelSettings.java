/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.relabel;

import io.watchfire.runtime.config.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a list of relabelling rules. */
public final class RelabelSettings {
  private static final Map<String, String> PROMETHEUS =
      Map.of("source_labels", "sourceLabels", "target_label", "targetLabel");

  private RelabelSettings() {}

  /**
   * Reads it; what is wrong goes to the section's problems.
   *
   * @param key of the list in the section
   */
  public static List<RelabelRule> read(Section section, String key) {
    List<RelabelRule> rules = new ArrayList<>();
    for (Section rule : section.sections(key)) {
      try {
        rules.add(rule(rule));
      } catch (IllegalArgumentException e) {
        String message = String.valueOf(e.getMessage());
        rule.problem(message.replaceFirst(":.*", ""), key + ": " + message);
      }
    }
    return List.copyOf(rules);
  }

  private static RelabelRule rule(Section rule) {
    PROMETHEUS.forEach(
        (theirs, ours) -> {
          if (rule.has(theirs)) {
            rule.problem(theirs, theirs + ": Prometheus' name (expected: " + ours + ")");
          }
        });
    return new RelabelRule(
        rule.strings("sourceLabels"),
        rule.string("separator", RelabelRule.DEFAULT_SEPARATOR),
        rule.string("regex", RelabelRule.DEFAULT_REGEX),
        rule.string("targetLabel", ""),
        rule.string("replacement", RelabelRule.DEFAULT_REPLACEMENT),
        rule.longValue("modulus", 0, 0, Long.MAX_VALUE),
        rule.choice("action", RelabelAction.REPLACE, RelabelAction.class));
  }
}
