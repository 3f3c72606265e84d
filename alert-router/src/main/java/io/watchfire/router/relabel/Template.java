/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.relabel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with references to groups, by Go's rules, which differ from Java's: {@code $1x} refers to
 * a group named {@code 1x}, a group that does not exist is empty, and {@code $$} is a dollar.
 */
record Template(String text) {
  private static final Pattern REFERENCE = Pattern.compile("\\$(?:(\\$)|(\\w+)|\\{(\\w+)\\})");

  /** The text with the groups of that match. */
  String expand(Matcher match) {
    StringBuilder out = new StringBuilder();
    Matcher reference = REFERENCE.matcher(text);
    int from = 0;
    while (reference.find()) {
      out.append(text, from, reference.start()).append(value(reference, match));
      from = reference.end();
    }
    return out.append(text, from, text.length()).toString();
  }

  private static String value(Matcher reference, Matcher match) {
    if (reference.group(1) != null) {
      return "$";
    }
    String name = reference.group(2) == null ? reference.group(3) : reference.group(2);
    String value = name.matches("\\d{1,6}") ? byNumber(match, name) : byName(match, name);
    return value == null ? "" : value;
  }

  private static @Nullable String byNumber(Matcher match, String name) {
    int number = Integer.parseInt(name);
    return number > match.groupCount() ? null : match.group(number);
  }

  private static @Nullable String byName(Matcher match, String name) {
    return match.pattern().namedGroups().containsKey(name) ? match.group(name) : null;
  }
}
