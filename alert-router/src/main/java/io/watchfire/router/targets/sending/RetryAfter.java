/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.sending;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After}: seconds, or a date. */
final class RetryAfter {
  /** Longer than any server means; a slip of its pen must not silence a target for a year. */
  static final Duration MAX = Duration.ofDays(1);

  private RetryAfter() {}

  /** From zero to {@link #MAX}; null if it is neither seconds nor a date. */
  static @Nullable Duration parse(String value, Instant now) {
    String text = value.strip();
    if (text.matches("\\d+")) {
      return text.length() > 9 ? MAX : bounded(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant date = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
      return bounded(Duration.between(now, date));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Duration bounded(Duration after) {
    if (after.isNegative()) {
      return Duration.ZERO;
    }
    return after.compareTo(MAX) > 0 ? MAX : after;
  }
}
