/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.incident;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks for.
 *
 * @param incident the incident's id
 * @param by who asks
 * @param via how: {@code link}, {@code slack}, {@code api}
 * @param lasting how long a snooze lasts, or an acknowledgement; null for the policy's own
 */
public record Command(
    Kind kind, String incident, String by, String via, @Nullable Duration lasting) {
  private static final int LONGEST_NAME = 100;

  /** What. */
  public enum Kind {
    ACKNOWLEDGE("acknowledge"),
    SNOOZE("snooze"),
    RESOLVE("resolve");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** The name in JSON and for people. */
    public String text() {
      return text;
    }

    /**
     * The kind of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Kind of(String text) {
      for (Kind kind : values()) {
        if (kind.text.equalsIgnoreCase(text)) {
          return kind;
        }
      }
      throw new IllegalArgumentException(
          "kind: " + text + " (expected: acknowledge, snooze or resolve)");
    }
  }

  /**
   * Checks.
   *
   * @throws IllegalArgumentException says what was wrong and expected
   */
  public Command {
    boolean out =
        lasting != null
            && (lasting.compareTo(Duration.ofMinutes(1)) < 0
                || lasting.compareTo(Duration.ofDays(7)) > 0);
    if (out) {
      throw new IllegalArgumentException("for: " + lasting + " (expected: 1m to 7d)");
    }
    if (by.isBlank() || by.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("by: expected 1 to " + LONGEST_NAME + " characters");
    }
    if (kind == Kind.SNOOZE && lasting == null) {
      throw new IllegalArgumentException("for: missing (expected: how long, such as 30m)");
    }
  }
}
