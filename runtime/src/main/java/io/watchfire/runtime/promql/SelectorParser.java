/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.promql;

import java.util.ArrayList;
import java.util.List;

/** Reads one selector. Names may hold dots; a quoted name may stand inside the braces. */
final class SelectorParser {
  private final String text;
  private int at;
  private String name = "";
  private final List<Matcher> matchers = new ArrayList<>();

  SelectorParser(String text) {
    this.text = text;
  }

  Selector parse() {
    skipSpace();
    if (at < text.length() && text.charAt(at) != '{') {
      name = word("a metric name");
    }
    skipSpace();
    if (at < text.length() && text.charAt(at) == '{') {
      at++;
      conditions();
      skipSpace();
    }
    if (at < text.length()) {
      throw expected("the end");
    }
    if (name.isEmpty()) {
      throw expected("a metric name");
    }
    return new Selector(name, matchers);
  }

  private void conditions() {
    skipSpace();
    while (!take('}')) {
      condition();
      skipSpace();
      if (!take(',') && !(at < text.length() && text.charAt(at) == '}')) {
        throw expected("',' or '}'");
      }
      skipSpace();
    }
  }

  private void condition() {
    boolean quoted = at < text.length() && isQuote(text.charAt(at));
    String label = quoted ? string() : word("a label name");
    skipSpace();
    if (quoted && (at >= text.length() || ",}".indexOf(text.charAt(at)) >= 0)) {
      setName(label);
      return;
    }
    Matcher.Operator operator = operator();
    skipSpace();
    if (at >= text.length() || !isQuote(text.charAt(at))) {
      throw expected("a quoted value");
    }
    int valueAt = at;
    String value = string();
    if (label.equals("__name__") && operator == Matcher.Operator.EQUAL) {
      setName(value);
      return;
    }
    try {
      matchers.add(Matcher.promql(label, operator, value));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + " at character " + (valueAt + 1), e);
    }
  }

  private void setName(String value) {
    if (!name.isEmpty()) {
      throw expected("one metric name, not " + name + " and " + value);
    }
    name = value;
  }

  private Matcher.Operator operator() {
    for (String symbol : List.of("=~", "!~", "!=", "=")) {
      if (text.startsWith(symbol, at)) {
        at += symbol.length();
        for (Matcher.Operator operator : Matcher.Operator.values()) {
          if (operator.text().equals(symbol)) {
            return operator;
          }
        }
      }
    }
    throw expected("=, !=, =~ or !~");
  }

  private String word(String what) {
    int start = at;
    while (at < text.length() && isWord(text.charAt(at))) {
      at++;
    }
    if (at == start || Character.isDigit(text.charAt(start))) {
      at = start;
      throw expected(what);
    }
    return text.substring(start, at);
  }

  private String string() {
    char quote = text.charAt(at++);
    StringBuilder out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == quote) {
        return out.toString();
      }
      if (c == '\\' && quote != '`') {
        out.append(escape());
      } else {
        out.append(c);
      }
    }
    throw expected("a closing " + quote);
  }

  private char escape() {
    if (at >= text.length()) {
      throw expected("a character after \\");
    }
    char c = text.charAt(at++);
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case '\\', '"', '\'' -> c;
      default -> {
        at--;
        throw expected("one of \\n \\t \\r \\\\ \\\" \\'");
      }
    };
  }

  private boolean take(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isWord(char c) {
    return c == '_' || c == ':' || c == '.' || (c < 128 && Character.isLetterOrDigit(c));
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }

  private IllegalArgumentException expected(String what) {
    String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
    return new IllegalArgumentException(
        "selector: "
            + text
            + " (expected: "
            + what
            + ", found "
            + found
            + " at character "
            + (at + 1)
            + ")");
  }
}
