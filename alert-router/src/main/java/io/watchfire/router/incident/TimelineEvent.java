/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.incident;

import java.time.Instant;

/**
 * One line of an incident's timeline, and one record of the audit trail.
 *
 * @param at when it was decided
 * @param what its type, for example {@code page.delivered}
 * @param who the person or target concerned; may be empty
 * @param detail for people
 */
public record TimelineEvent(Instant at, What what, String who, String detail) {
  /** Whether it says that this was done. */
  public boolean tells(Command command) {
    What done =
        switch (command.kind()) {
          case ACKNOWLEDGE -> What.ACKNOWLEDGED;
          case SNOOZE -> What.SNOOZED;
          case RESOLVE -> What.RESOLVED;
        };
    return what == done && who.equals(command.by());
  }

  /** Everything that can happen to an incident. */
  public enum What {
    OPENED("incident.opened"),
    JOINED("alerts.joined"),
    ENDED("alerts.ended"),
    EXPIRED("alerts.expired"),
    ESCALATED("incident.escalated"),
    NOBODY("incident.nobody"),
    EXHAUSTED("incident.exhausted"),
    ACKNOWLEDGED("incident.acknowledged"),
    LAPSED("incident.lapsed"),
    SNOOZED("incident.snoozed"),
    RESOLVED("incident.resolved"),
    PAGE_OWED("page.owed"),
    PAGE_HELD("page.held"),
    PAGE_BUNDLED("page.bundled"),
    PAGE_DELIVERED("page.delivered"),
    PAGE_DELAYED("page.delayed"),
    PAGE_FAILED("page.failed"),
    PAGE_CANCELLED("page.cancelled");

    private final String text;

    What(String text) {
      this.text = text;
    }

    /** As in the audit trail. */
    public String text() {
      return text;
    }

    /**
     * The other way.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static What of(String text) {
      for (What what : values()) {
        if (what.text.equals(text)) {
          return what;
        }
      }
      throw new IllegalArgumentException("what: " + text + " (expected: a known type)");
    }
  }
}
