/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager.api;

import io.watchfire.router.incident.Command;
import io.watchfire.router.pager.SignedLinks;
import io.watchfire.runtime.config.Durations;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the form behind a link asks for. No form at all acknowledges, as what a telephone's button
 * posts has no body.
 *
 * @param lasting how long; null for the policy's own
 */
record LinkAction(Command.Kind kind, @Nullable Duration lasting) {
  private static final Set<String> FIELDS = new TreeSet<>(Set.of("action", "for"));

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException says what was wrong and expected
   */
  static LinkAction of(byte[] body) {
    Form form = Form.of(body);
    form.require(FIELDS);
    if (form.isEmpty()) {
      return new LinkAction(Command.Kind.ACKNOWLEDGE, null);
    }
    String lasting = form.get("for");
    return new LinkAction(kind(form.get("action")), lasting == null ? null : duration(lasting));
  }

  /**
   * The same as a command of whoever holds the link.
   *
   * @throws IllegalArgumentException if it cannot last that long; says what was expected
   */
  Command by(SignedLinks.Grant grant) {
    return new Command(kind, grant.incident(), grant.person(), "link", lasting);
  }

  private static Command.Kind kind(@Nullable String action) {
    return switch (action) {
      case "acknowledge" -> Command.Kind.ACKNOWLEDGE;
      case "snooze" -> Command.Kind.SNOOZE;
      case "resolve" -> Command.Kind.RESOLVE;
      case null ->
          throw new IllegalArgumentException(
              "action: missing (expected: acknowledge, snooze or resolve)");
      default ->
          throw new IllegalArgumentException(
              "action: " + action + " (expected: acknowledge, snooze or resolve)");
    };
  }

  private static Duration duration(String text) {
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("for: " + e.getMessage(), e);
    }
  }
}
