/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.promql;

/**
 * Reads one matcher in the syntax of Alertmanager, from left to right: names are UTF-8, and values
 * may stand without quotes.
 */
final class MatcherParser {
  /** What Alertmanager reserves, so that it needs quotes. */
  private static final String RESERVED = "{}!=~,\\\"'`";

  private static final String EXAMPLE = "a matcher such as team=\"checkout\"";

  private final String text;
  private int position;

  MatcherParser(String text) {
    this.text = text.strip();
  }

  Matcher parse() {
    String label = peek() == '"' ? quoted() : bareName();
    skipBlanks();
    Matcher.Operator operator = operator();
    skipBlanks();
    String value = peek() == '"' ? quoted() : bareValue();
    if (position < text.length()) {
      throw wrong("nothing after the value; one matcher in each item of the list");
    }
    return Matcher.alertmanager(label, operator, value);
  }

  static boolean isBare(String name) {
    return !name.isEmpty() && name.chars().allMatch(MatcherParser::isBare);
  }

  static String quote(String plain) {
    return '"' + plain.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private static boolean isBare(int c) {
    return !Character.isWhitespace(c) && RESERVED.indexOf(c) < 0;
  }

  private String bareName() {
    int start = position;
    while (position < text.length() && isBare(text.charAt(position))) {
      position++;
    }
    if (position == start) {
      throw wrong(EXAMPLE);
    }
    return text.substring(start, position);
  }

  private Matcher.Operator operator() {
    // The long ones first: = is the beginning of =~.
    for (Matcher.Operator operator :
        new Matcher.Operator[] {
          Matcher.Operator.MATCHES,
          Matcher.Operator.NOT_MATCHES,
          Matcher.Operator.NOT_EQUAL,
          Matcher.Operator.EQUAL
        }) {
      if (text.startsWith(operator.text(), position)) {
        position += operator.text().length();
        return operator;
      }
    }
    throw wrong("=, !=, =~ or !~ after the name");
  }

  /** Regular expressions may stand without quotes, so only what is surely a mistake is refused. */
  private String bareValue() {
    String value = text.substring(position);
    if (value.indexOf('"') >= 0 || value.indexOf(',') >= 0) {
      throw wrong("a value with a comma or a quote in quotes");
    }
    position = text.length();
    return value;
  }

  private String quoted() {
    StringBuilder plain = new StringBuilder();
    for (position++; position < text.length(); position++) {
      char c = text.charAt(position);
      if (c == '"') {
        position++;
        return plain.toString();
      }
      plain.append(c == '\\' ? escaped() : c);
    }
    throw wrong("a closing quote");
  }

  private char escaped() {
    position++;
    return switch (peek()) {
      case '\\' -> '\\';
      case '"' -> '"';
      case 'n' -> '\n';
      default ->
          throw wrong("\\\\, \\\" or \\n; a backslash of a regular expression is written \\\\");
    };
  }

  private char peek() {
    return position < text.length() ? text.charAt(position) : '\0';
  }

  private void skipBlanks() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException(text + " (expected: " + expected + ")");
  }
}
