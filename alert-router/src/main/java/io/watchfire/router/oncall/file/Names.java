/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall.file;

import io.watchfire.runtime.config.Section;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names that things of one kind have, to check what refers to them. */
final class Names {
  private static final Pattern SHAPE =
      Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} ._@-]{0,99}");

  /** So many are listed where a name is not among them. */
  private static final int LISTED = 20;

  private final String kind;
  private final Set<String> names;

  /**
   * @param kind what has these names, with its article: "a person"
   */
  Names(String kind, Set<String> names) {
    this.kind = kind;
    this.names = Set.copyOf(names);
  }

  /**
   * What is called so by the key {@code name} of each section, those included in which something
   * else is wrong: it is enough to say that once.
   */
  static Names declared(String kind, List<Section> sections) {
    Set<String> names = new HashSet<>();
    for (Section section : sections) {
      String name = section.requiredString("name");
      if (!name.isEmpty() && !SHAPE.matcher(name).matches()) {
        section.problem(
            "name", "name: " + name + " (expected: 1 to 100 letters, digits, blanks and . _ @ -)");
      } else if (!names.add(name) && !name.isEmpty()) {
        section.problem("name", "name: " + name + " (expected: each name once)");
      }
    }
    names.remove("");
    return new Names(kind, names);
  }

  /**
   * What a reference to one of them is; a problem where there is none of that name.
   *
   * @param written the reference as it stands there
   */
  boolean require(Section where, String key, String written, String name) {
    if (!names.contains(name)) {
      where.problem(key, key + ": " + written + " (expected: " + expected() + ")");
    }
    return names.contains(name);
  }

  private String expected() {
    if (names.isEmpty()) {
      return "the name of " + kind + ", but there is none";
    }
    String list = names.stream().sorted().limit(LISTED).collect(Collectors.joining(", "));
    int more = names.size() - LISTED;
    return "the name of " + kind + ": " + list + (more > 0 ? " and " + more + " more" : "");
  }
}
