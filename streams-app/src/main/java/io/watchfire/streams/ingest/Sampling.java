/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

/**
 * How many spans a sampled span stands for, by the threshold in its tracestate ({@code ot=th:…},
 * OpenTelemetry's probability sampling): of 2⁵⁶ possible random values, those at or above the
 * threshold were kept.
 */
final class Sampling {
  private static final int DIGITS = 14;
  private static final long ALL = 1L << 56;

  private Sampling() {}

  /** At least 1; 1 where the tracestate has no threshold, or none that can be read. */
  static double weight(String traceState) {
    for (String member : traceState.split(",", -1)) {
      String entry = member.strip();
      if (entry.startsWith("ot=")) {
        for (String field : entry.substring(3).split(";", -1)) {
          if (field.startsWith("th:")) {
            return weightOf(field.substring(3));
          }
        }
      }
    }
    return 1;
  }

  private static double weightOf(String threshold) {
    if (threshold.isEmpty() || threshold.length() > DIGITS) {
      return 1;
    }
    long value = 0;
    for (int i = 0; i < threshold.length(); i++) {
      int digit = Character.digit(threshold.charAt(i), 16);
      if (digit < 0) {
        return 1;
      }
      value = (value << 4) | digit;
    }
    value <<= 4L * (DIGITS - threshold.length());
    return (double) ALL / (ALL - value);
  }
}
