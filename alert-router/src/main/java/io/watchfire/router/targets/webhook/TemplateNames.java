/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.webhook;

import com.samskivert.mustache.Mustache;
import java.util.Set;
import java.util.TreeSet;

/**
 * Refuses the names that no message has: a template would quietly leave them empty, on the night
 * when they matter.
 */
final class TemplateNames implements Mustache.Visitor {
  private static final Set<String> FREE = Set.of("labels", "annotations");
  private static final Set<String> KNOWN =
      Set.of(
          "kind",
          "incident",
          "key",
          "title",
          "severity",
          "openedAt",
          "sentAt",
          "note",
          "firing",
          "labels",
          "annotations",
          "alerts",
          "summary",
          "startsAt",
          "acknowledgeUrl",
          "viewUrl");

  @Override
  public void visitText(String text) {}

  @Override
  public void visitVariable(String name) {
    check(name);
  }

  @Override
  public boolean visitInclude(String name) {
    throw new IllegalArgumentException("{{>" + name + "}} (expected: no partials)");
  }

  @Override
  public boolean visitSection(String name) {
    check(name);
    return !FREE.contains(name);
  }

  @Override
  public boolean visitInvertedSection(String name) {
    check(name);
    return true;
  }

  /** Mustache's own names begin with a minus or a dot. */
  private static void check(String name) {
    boolean own = name.startsWith("-") || name.startsWith(".") || name.equals("this");
    String first = name.replaceFirst("\\..*", "");
    if (!own && !KNOWN.contains(first)) {
      throw new IllegalArgumentException(
          "{{" + name + "}} (expected: one of " + String.join(", ", new TreeSet<>(KNOWN)) + ")");
    }
  }
}
