/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec.yaml;

import io.watchfire.runtime.config.Section;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.streams.slo.Severity;
import io.watchfire.streams.spec.RuleHead;

/** Reads what rules say of themselves. */
final class HeadReader {
  private static final String NAME = "[a-z0-9]([a-z0-9.-]{0,98}[a-z0-9])?";
  private static final int MAX_GROUPS = 10_000;

  private HeadReader() {}

  static String name(Section metadata) {
    String name = metadata.requiredString("name");
    if (!name.isEmpty() && !name.matches(NAME)) {
      metadata.problem(
          "name", "name: " + name + " (expected: lower-case letters, digits, '-' and '.')");
    }
    return name;
  }

  static RuleHead read(Section metadata, Section spec) {
    return new RuleHead(
        name(metadata),
        spec.string("service", ""),
        spec.choice("severity", Severity.TICKET, Severity::text),
        spec.choice("mode", Alert.Mode.ALERT, Alert.Mode::text),
        metadata.stringMap("labels"),
        metadata.stringMap("annotations"),
        spec.integer("maxGroups", MAX_GROUPS, 1, 1_000_000),
        GroupingReader.read(spec));
  }
}
