/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.slack;

/** Text as Slack wants it: the three characters that make its links and mentions are escaped. */
final class SlackText {
  private static final String MARK = "\u2026";

  private SlackText() {}

  /**
   * Escaped, and shortened without cutting an escape in two.
   *
   * @param max of the result, in UTF-16 units
   */
  static String of(String text, int max) {
    StringBuilder slack = new StringBuilder();
    int cut = 0; // where the mark would still fit
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      slack.append(escaped(c));
      if (slack.length() > max) {
        return slack.substring(0, cut) + MARK;
      }
      if (slack.length() <= max - MARK.length()) {
        cut = slack.length();
      }
      i += Character.charCount(c);
    }
    return slack.toString();
  }

  private static String escaped(int c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      default -> Character.toString(c);
    };
  }
}
