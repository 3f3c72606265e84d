/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

/** Whom a step tells. */
public sealed interface Recipient {
  /** The name of the person, schedule or target. */
  String name();

  /** A person, by every contact they have. */
  record OfPerson(String name) implements Recipient {
    @Override
    public String toString() {
      return "person/" + name;
    }
  }

  /** Whoever a schedule has on call at that time. */
  record OfSchedule(String name) implements Recipient {
    @Override
    public String toString() {
      return "schedule/" + name;
    }
  }

  /** A target that is nobody's own, such as a team's channel. */
  record OfTarget(String name) implements Recipient {
    @Override
    public String toString() {
      return "target/" + name;
    }
  }

  /**
   * Reads {@code person/alice}, {@code schedule/primary} or {@code target/ops-slack}; {@code
   * toString} gives the text back.
   *
   * @throws IllegalArgumentException if it is anything else; the message says what was expected
   */
  static Recipient parse(String text) {
    int slash = text.indexOf('/');
    String name = text.substring(slash + 1);
    String kind = name.isEmpty() ? "" : text.substring(0, Math.max(0, slash));
    return switch (kind) {
      case "person" -> new OfPerson(name);
      case "schedule" -> new OfSchedule(name);
      case "target" -> new OfTarget(name);
      default ->
          throw new IllegalArgumentException(
              text + " (expected: person/NAME, schedule/NAME or target/NAME)");
    };
  }
}
