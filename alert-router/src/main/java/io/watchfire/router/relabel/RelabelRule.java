/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.relabel;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One step of relabelling.
 *
 * @param sourceLabels whose values, joined by the separator, are looked at; an absent one is empty
 * @param separator between the values
 * @param regex RE2, matched against the whole value or name
 * @param targetLabel the label that is set or compared; may refer to groups in {@code replace}
 * @param replacement the new value, or name in {@code labelmap}; may refer to groups
 * @param modulus of {@code hashmod}, > 0 there
 * @param action what is done
 */
public record RelabelRule(
    List<String> sourceLabels,
    String separator,
    String regex,
    String targetLabel,
    String replacement,
    long modulus,
    RelabelAction action) {

  /** Between values unless configured. */
  public static final String DEFAULT_SEPARATOR = ";";

  /** Matches everything. */
  public static final String DEFAULT_REGEX = "(.*)";

  /** What was matched. */
  public static final String DEFAULT_REPLACEMENT = "$1";

  private static final Set<RelabelAction> WITH_TARGET =
      EnumSet.of(
          RelabelAction.REPLACE,
          RelabelAction.HASHMOD,
          RelabelAction.LOWERCASE,
          RelabelAction.UPPERCASE,
          RelabelAction.KEEPEQUAL,
          RelabelAction.DROPEQUAL);
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern NAME_WITH_GROUPS =
      Pattern.compile("(?:(?:[a-zA-Z_]|\\$(?:\\{\\w+\\}|\\w+))+\\w*)+");

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException says which value is wrong and what was expected
   */
  public RelabelRule {
    sourceLabels = List.copyOf(sourceLabels);
    pattern(regex);
    boolean groups = action == RelabelAction.REPLACE;
    if (WITH_TARGET.contains(action)) {
      requireName("targetLabel", targetLabel, groups);
    }
    if (action == RelabelAction.LABELMAP) {
      requireName("replacement", replacement, true);
    }
    if (action == RelabelAction.HASHMOD && modulus < 1) {
      throw new IllegalArgumentException("modulus: " + modulus + " (expected: > 0)");
    }
  }

  static boolean isName(String text) {
    return NAME.matches(text);
  }

  static Pattern pattern(String regex) {
    try {
      return Pattern.compile(regex, Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "regex: " + regex + " (expected: RE2; " + e.getDescription() + ")", e);
    }
  }

  private static void requireName(String key, String name, boolean groups) {
    if (!(groups ? NAME_WITH_GROUPS : NAME).matches(name)) {
      throw new IllegalArgumentException(
          key + ": \"" + name + "\" (expected: a label's name" + (groups ? ", or groups)" : ")"));
    }
  }
}
