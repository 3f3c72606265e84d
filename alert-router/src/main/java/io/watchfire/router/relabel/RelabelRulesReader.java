/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.relabel;

import io.watchfire.runtime.config.Section;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a list of relabelling rules. Prometheus' names for what we call otherwise are understood
 * too, so that its rules can be taken over as they are.
 */
public final class RelabelRulesReader {
  private RelabelRulesReader() {}

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
    return new RelabelRule(
        rule.strings(key(rule, "sourceLabels", "source_labels")),
        rule.string("separator", RelabelRule.DEFAULT_SEPARATOR),
        rule.string("regex", RelabelRule.DEFAULT_REGEX),
        rule.string(key(rule, "targetLabel", "target_label"), ""),
        rule.string("replacement", RelabelRule.DEFAULT_REPLACEMENT),
        rule.longValue("modulus", 0, 0, Long.MAX_VALUE),
        rule.choice("action", RelabelAction.REPLACE, RelabelAction::text));
  }

  /** With both there the second is refused as an unknown key. */
  private static String key(Section rule, String ours, String theirs) {
    return !rule.has(ours) && rule.has(theirs) ? theirs : ours;
  }
}
