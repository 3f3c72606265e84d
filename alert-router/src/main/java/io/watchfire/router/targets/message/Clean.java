/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.message;

/** Makes text from outside fit to be encoded and displayed. */
public final class Clean {
  private static final char REPLACEMENT = '\uFFFD';

  private Clean() {}

  /** One line: control characters and line separators become spaces. */
  public static String line(String text) {
    return clean(text, false);
  }

  /** Several lines, separated by line feeds. */
  static String lines(String text) {
    return clean(text.replace("\r\n", "\n").replace('\r', '\n'), true);
  }

  private static String clean(String text, boolean lines) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        clean.append(REPLACEMENT); // half a pair, which UTF-8 cannot carry
      } else if (c == '\n' && lines) {
        clean.append('\n');
      } else if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
        clean.append(' ');
      } else {
        clean.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
    return clean.toString();
  }
}
