/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often something happens.
 *
 * @param perSecond at least 0
 */
public record EventRate(double perSecond) {
  /** Never, or however seldom. */
  public static final EventRate ZERO = new EventRate(0);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?) */ *(s|m|h|d)");
  private static final Map<String, Integer> SECONDS =
      Map.of("s", 1, "m", 60, "h", 3_600, "d", 86_400);

  /**
   * Reads {@code 100/h}; units are those of durations, s, m, h and d.
   *
   * @throws IllegalArgumentException if it is anything else; the message says what was expected
   */
  public static EventRate parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          text + " (expected: events per s, m, h or d, such as 100/h)");
    }
    return new EventRate(
        Double.parseDouble(matcher.group(1)) / SECONDS.getOrDefault(matcher.group(2), 1));
  }
}
