/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Prometheus writes them: {@code 30d}, {@code 1h30m}, {@code 500ms}. */
public final class Durations {
  private static final Pattern FORMAT =
      Pattern.compile(
          "(?:(\\d{1,9})y)?(?:(\\d{1,9})w)?(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?"
              + "(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");
  private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
  private static final long[] MILLIS = {
    365L * 86_400_000, 7L * 86_400_000, 86_400_000, 3_600_000, 60_000, 1_000, 1
  };
  private static final int FIRST_WRITTEN = 2;
  private static final String EXPECTED = " (expected: a duration such as 30d, 1h30m or 500ms)";

  private Durations() {}

  /**
   * Reads {@code 1h30m}: units y, w, d, h, m, s, ms in this order, each at most once; a year has
   * 365 days. {@code 0} needs no unit.
   *
   * @throws IllegalArgumentException if it is anything else; the message says what was expected
   */
  public static Duration parse(String text) {
    Matcher matcher = FORMAT.matcher(text);
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    if (text.isEmpty() || !matcher.matches()) {
      throw new IllegalArgumentException(text + EXPECTED);
    }
    try {
      return sum(matcher);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(text + EXPECTED, e); // more years than there are
    }
  }

  private static Duration sum(Matcher matcher) {
    Duration sum = Duration.ZERO;
    for (int i = 0; i < UNITS.length; i++) {
      String digits = matcher.group(i + 1);
      if (digits != null) {
        sum = sum.plusMillis(Math.multiplyExact(Long.parseLong(digits), MILLIS[i]));
      }
    }
    return sum;
  }

  /**
   * Writes a duration so that {@link #parse} reads the same, in days and below: {@code 28d}, not
   * {@code 4w}, as people write windows.
   *
   * @throws IllegalArgumentException if it is negative or has a fraction of a millisecond
   */
  public static String text(Duration duration) {
    if (duration.isNegative() || !duration.equals(duration.truncatedTo(ChronoUnit.MILLIS))) {
      throw new IllegalArgumentException(duration + " (expected: whole milliseconds from 0 on)");
    }
    long rest = duration.toMillis();
    if (rest == 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    for (int i = FIRST_WRITTEN; i < UNITS.length; i++) {
      long count = rest / MILLIS[i];
      rest %= MILLIS[i];
      if (count > 0) {
        text.append(count).append(UNITS[i]);
      }
    }
    return text.toString();
  }
}
