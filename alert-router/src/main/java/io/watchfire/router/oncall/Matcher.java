/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one label, as Alertmanager writes it: {@code team="checkout"}. Regular expressions
 * are RE2 and anchored; a missing label is the empty string.
 */
public final class Matcher {
  /** How a label is compared. */
  public enum Operator {
    /** Equal. */
    EQUAL("="),
    /** Not equal. */
    NOT_EQUAL("!="),
    /** Matches the whole regular expression. */
    MATCHES("=~"),
    /** Does not match it. */
    NOT_MATCHES("!~");

    private final String text;

    Operator(String text) {
      this.text = text;
    }

    /** The operator as written. */
    public String text() {
      return text;
    }
  }

  private final String label;
  private final Operator operator;
  private final String value;
  private final @Nullable Pattern pattern;

  /**
   * A condition.
   *
   * @param value the value or the regular expression, without quotes
   * @throws IllegalArgumentException if the name is empty or the regular expression is not one
   */
  public Matcher(String label, Operator operator, String value) {
    if (label.isEmpty()) {
      throw new IllegalArgumentException("matcher (expected: the name of a label)");
    }
    this.label = label;
    this.operator = operator;
    this.value = value;
    boolean regular = operator == Operator.MATCHES || operator == Operator.NOT_MATCHES;
    this.pattern = regular ? compile(value) : null;
  }

  /**
   * Reads {@code name="value"}, with {@code =}, {@code !=}, {@code =~} or {@code !~}. Quotes around
   * name or value may be left out where it has no blanks, commas, quotes or operators in it.
   *
   * @throws IllegalArgumentException says what is wrong and what was expected
   */
  public static Matcher parse(String text) {
    return new MatcherParser(text).parse();
  }

  /** The label's name. */
  public String label() {
    return label;
  }

  /** The operator. */
  public Operator operator() {
    return operator;
  }

  /** The value or regular expression. */
  public String value() {
    return value;
  }

  /** Whether an alert of these labels is wanted. */
  public boolean matches(Map<String, String> labels) {
    String actual = labels.getOrDefault(label, "");
    return switch (operator) {
      case EQUAL -> value.equals(actual);
      case NOT_EQUAL -> !value.equals(actual);
      case MATCHES -> pattern != null && pattern.matches(actual);
      case NOT_MATCHES -> pattern != null && !pattern.matches(actual);
    };
  }

  private static Pattern compile(String value) {
    try {
      return Pattern.compile(value);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "regular expression: " + value + " (expected: RE2 syntax; " + e.getDescription() + ")",
          e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Matcher that
        && label.equals(that.label)
        && operator == that.operator
        && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(label, operator, value);
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    String name = MatcherParser.isBare(label) ? label : MatcherParser.quote(label);
    return name + operator.text() + MatcherParser.quote(value);
  }
}
