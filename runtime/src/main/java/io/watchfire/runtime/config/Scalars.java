/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads a scalar's text as a type. Each method throws IllegalArgumentException with what was
 * expected as its message.
 */
final class Scalars {
  private static final int MAX_DIGITS = 40;

  private Scalars() {}

  static long whole(String text, long min, long max) {
    try {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException("expected: " + range(min, max));
  }

  private static String range(long min, long max) {
    if (max == Integer.MAX_VALUE || max == Long.MAX_VALUE) {
      return "a whole number from " + min + " on";
    }
    return "a whole number from " + min + " to " + max;
  }

  /** Bounded, since arithmetic on 1e999999999 takes the memory of its digits. */
  static BigDecimal decimal(String text) {
    try {
      if (text.length() <= MAX_DIGITS) {
        BigDecimal value = new BigDecimal(text);
        if (Math.abs(value.scale()) <= MAX_DIGITS) {
          return value;
        }
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException("expected: a decimal number");
  }

  static boolean bool(String text) {
    return switch (text) {
      case "true", "True", "TRUE" -> true;
      case "false", "False", "FALSE" -> false;
      default -> throw new IllegalArgumentException("expected: true or false");
    };
  }

  static <E> E choice(String text, E[] constants, Function<E, String> names) {
    List<String> known = new ArrayList<>();
    for (E constant : constants) {
      String name = names.apply(constant);
      if (name.equals(text)) {
        return constant;
      }
      known.add(name);
    }
    throw new IllegalArgumentException("expected: " + String.join(", ", known));
  }
}
