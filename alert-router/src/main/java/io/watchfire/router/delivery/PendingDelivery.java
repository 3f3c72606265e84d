/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import java.time.Instant;

/**
 * What an Alertmanager is to be told about one alert.
 *
 * @param record the state it follows from
 * @param as how to put it
 */
public record PendingDelivery(StateRecord record, As as) {
  /** How Alertmanager sees an alert. */
  public enum As {
    FIRING("firing"),
    RESOLVED("resolved"),
    /** Pending, inactive and shadow alerts are none of its business. */
    NOTHING("nothing");

    private final String text;

    As(String text) {
      this.text = text;
    }

    /** The name in the audit trail. */
    String text() {
      return text;
    }
  }

  /** What follows from a state alone, without looking at what was said before. */
  public static As by(Alert alert) {
    if (alert.mode() == Alert.Mode.ALERT && alert.state() == AlertState.FIRING) {
      return As.FIRING;
    }
    if (alert.mode() == Alert.Mode.ALERT && alert.state() == AlertState.RESOLVED) {
      return As.RESOLVED;
    }
    return As.NOTHING;
  }

  /**
   * When the alert ends, as told at that moment. Alertmanager compares it with its own clock: the
   * end of a firing alert must lie ahead, that of a resolved one must not, and no alert may end
   * before it starts.
   */
  Instant endsAt(Instant now, ResendSchedule schedule) {
    Alert alert = record.alert();
    if (as == As.FIRING) {
      return schedule.horizon(later(now, alert.startsAt()));
    }
    Instant end = alert.endsAt();
    Instant known = end == null || end.isAfter(now) ? now : end;
    return later(known, alert.startsAt().plusMillis(1));
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
