/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.message;

import java.nio.charset.StandardCharsets;

/** Shortens text to a limit, between characters and never within one, and shows that it did. */
public final class Cut {
  private static final String MARK = "\u2026";
  private static final int MARK_BYTES = 3;

  private Cut() {}

  /**
   * @param max in UTF-16 units, of which no character has fewer than whatever a server counts
   */
  public static String chars(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = Math.max(0, max - MARK.length());
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + MARK;
  }

  /**
   * @param max in bytes of UTF-8
   */
  public static String bytes(String text, int max) {
    if (text.getBytes(StandardCharsets.UTF_8).length <= max) {
      return text;
    }
    int used = 0;
    int end = 0;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      used += utf8Length(c);
      if (used > max - MARK_BYTES) {
        break;
      }
      end += Character.charCount(c);
    }
    return text.substring(0, end) + MARK;
  }

  private static int utf8Length(int c) {
    if (c < 0x80) {
      return 1;
    }
    if (c < 0x800) {
      return 2;
    }
    return c < 0x10000 ? 3 : 4;
  }
}
