/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.promql;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one label. Regular expressions are RE2 and anchored; a missing label is the empty
 * string. Prometheus and Alertmanager differ in two points, {@link #promql} and {@link
 * #alertmanager}.
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

  private enum Dialect {
    PROMQL(Pattern.DOTALL),
    ALERTMANAGER(0);

    private final int flags;

    Dialect(int flags) {
      this.flags = flags;
    }
  }

  private final Dialect dialect;
  private final String label;
  private final Operator operator;
  private final String value;
  private final @Nullable Pattern pattern;

  /** The value as a bound of a histogram; NaN if bounds are not compared as numbers. */
  private final double bound;

  private Matcher(Dialect dialect, String label, Operator operator, String value) {
    this.dialect = dialect;
    this.label = label;
    this.operator = operator;
    this.value = value;
    boolean regular = operator == Operator.MATCHES || operator == Operator.NOT_MATCHES;
    this.pattern = regular ? compile(value, dialect.flags) : null;
    this.bound =
        dialect == Dialect.PROMQL && label.equals("le") ? Bounds.number(value) : Double.NaN;
  }

  /**
   * A condition as Prometheus means it: a dot matches line breaks too. The bound of a bucket,
   * {@code le}, is compared as a number, since its spelling is its producer's choice.
   *
   * @param value the value or the regular expression
   * @throws IllegalArgumentException if the regular expression is not one
   */
  public static Matcher promql(String label, Operator operator, String value) {
    return new Matcher(Dialect.PROMQL, label, operator, value);
  }

  /**
   * A condition as Alertmanager means it: a dot matches no line break, and {@code le} is a label
   * like others.
   *
   * @param value the value or the regular expression, without quotes
   * @throws IllegalArgumentException if the name is empty or the regular expression is not one
   */
  public static Matcher alertmanager(String label, Operator operator, String value) {
    if (label.isEmpty()) {
      throw new IllegalArgumentException("matcher (expected: the name of a label)");
    }
    return new Matcher(Dialect.ALERTMANAGER, label, operator, value);
  }

  /**
   * Reads Alertmanager's {@code name="value"}, with {@code =}, {@code !=}, {@code =~} or {@code
   * !~}. Quotes around name or value may be left out where it has no blanks, commas, quotes or
   * operators in it.
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

  /** The same condition on a label of another name. */
  Matcher on(String other) {
    return new Matcher(dialect, other, operator, value);
  }

  /** Whether something with these labels is wanted. */
  public boolean matches(Map<String, String> labels) {
    return matches(labels.getOrDefault(label, ""));
  }

  /** Whether a label of that value is wanted; empty for a missing label. */
  public boolean matches(String actual) {
    return switch (operator) {
      case EQUAL -> equal(actual);
      case NOT_EQUAL -> !equal(actual);
      case MATCHES -> pattern != null && pattern.matches(actual);
      case NOT_MATCHES -> pattern != null && !pattern.matches(actual);
    };
  }

  private boolean equal(String actual) {
    return value.equals(actual) || (!Double.isNaN(bound) && bound == Bounds.number(actual));
  }

  private static Pattern compile(String value, int flags) {
    try {
      return Pattern.compile(value, flags);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "regular expression: " + value + " (expected: RE2 syntax; " + e.getDescription() + ")",
          e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Matcher that
        && dialect == that.dialect
        && label.equals(that.label)
        && operator == that.operator
        && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(dialect, label, operator, value);
  }

  /** As both parsers read it. */
  @Override
  public String toString() {
    String name = MatcherParser.isBare(label) ? label : MatcherParser.quote(label);
    return name + operator.text() + MatcherParser.quote(value);
  }
}
