/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.query;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one label, as in PromQL: regular expressions are anchored, a missing label equals
 * the empty string, and {@code le} is compared as a number.
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
  private final double number;

  /**
   * A condition.
   *
   * @param label in either spelling, {@code service.name} or {@code service_name}
   * @throws IllegalArgumentException if the regular expression is not one
   */
  public Matcher(String label, Operator operator, String value) {
    this.label = MetricNames.label(label);
    this.operator = operator;
    this.value = value;
    this.pattern = regular(operator) ? compile(value) : null;
    this.number = this.label.equals("le") ? number(value) : Double.NaN;
  }

  /** The label's name in Prometheus' spelling. */
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
    return value.equals(actual) || (!Double.isNaN(number) && number == number(actual));
  }

  private static boolean regular(Operator operator) {
    return operator == Operator.MATCHES || operator == Operator.NOT_MATCHES;
  }

  private static Pattern compile(String value) {
    try {
      return Pattern.compile(value, Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "regular expression: " + value + " (expected: RE2 syntax; " + e.getDescription() + ")",
          e);
    }
  }

  /** A bound as Prometheus writes it; NaN if it is none. */
  public static double number(String text) {
    if (text.equals("+Inf") || text.equals("Inf")) {
      return Double.POSITIVE_INFINITY;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  @Override
  public String toString() {
    return label + operator.text() + '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
