/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.rules;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.streams.engine.SloEvaluator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Alerts of a group whose rule was given other labels while they were on. The alert of the new
 * labels begins at once, the old one ends after it: an Alertmanager tells of the new one by its
 * group's next interval, and until then the incident must have an alert that goes on, or it would
 * end and people would be paged anew for the same outage.
 */
final class RelabelledAlerts {
  /** Twice Alertmanager's usual {@code group_interval}. */
  static final long OVERLAP_MILLIS = Duration.ofMinutes(10).toMillis();

  private final List<Alert> old = new ArrayList<>(0);
  private long sinceMillis;

  /** Takes those of the alerts that are called otherwise now. */
  void take(List<Alert> told, SloEvaluator evaluator) {
    for (Alert alert : told) {
      boolean on = alert.state() == AlertState.FIRING || alert.state() == AlertState.PENDING;
      if (on && evaluator.renamed(alert) != null) {
        old.add(alert);
      }
    }
  }

  /** The old ones that are still on. */
  List<Alert> old() {
    return List.copyOf(old);
  }

  /** Whether the new ones are still to be told. */
  boolean isNew() {
    return !old.isEmpty() && sinceMillis == 0;
  }

  void told(long wallClockMillis) {
    sinceMillis = wallClockMillis;
  }

  /** Whether the old ones have been on beside the new ones for long enough. */
  boolean isOver(long wallClockMillis) {
    return !old.isEmpty() && sinceMillis > 0 && wallClockMillis - sinceMillis >= OVERLAP_MILLIS;
  }

  void ended() {
    old.clear();
  }
}
