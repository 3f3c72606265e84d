/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

/** The lines of RFC 5545: ended by CRLF and folded after at most 75 octets, between characters. */
final class ContentLines {
  private static final int MAX_OCTETS = 75;
  private static final int DELETE = 0x7f;

  private final StringBuilder text = new StringBuilder();

  /** A property whose value needs no escaping. */
  void add(String name, String value) {
    int octets = 0;
    for (int c : (name + ":" + value).codePoints().toArray()) {
      int more = octets(c);
      if (octets + more > MAX_OCTETS) {
        text.append("\r\n ");
        octets = 1;
      }
      text.appendCodePoint(c);
      octets += more;
    }
    text.append("\r\n");
  }

  /** A property of the type TEXT. Control characters, which it cannot have, are left out. */
  void addText(String name, String value) {
    StringBuilder escaped = new StringBuilder();
    for (int c : value.codePoints().toArray()) {
      switch (c) {
        case '\\', ';', ',' -> escaped.append('\\').appendCodePoint(c);
        case '\n' -> escaped.append("\\n");
        default -> {
          if (c >= ' ' && c != DELETE) {
            escaped.appendCodePoint(c);
          }
        }
      }
    }
    add(name, escaped.toString());
  }

  /** In UTF-8; half a surrogate pair becomes one question mark. */
  private static int octets(int c) {
    if (c < 0x80 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      return 1;
    }
    if (c < 0x800) {
      return 2;
    }
    return c < Character.MIN_SUPPLEMENTARY_CODE_POINT ? 3 : 4;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
