/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.incident;

import io.watchfire.router.incident.Notification.Notified;
import io.watchfire.router.oncall.Watchdog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The alert that must keep arriving: while it does, the way from the rules through Alertmanager to
 * us is whole. Listening begins with the first tick, so that our own absence is not its silence.
 */
final class WatchdogWatch {
  /** The group of the incident that its silence is. */
  static final String GROUP = "watchdog";

  private final @Nullable Watchdog watchdog;
  private @Nullable Instant seen;
  private boolean heard;

  WatchdogWatch(@Nullable Watchdog watchdog) {
    this.watchdog = watchdog;
  }

  /** Takes the watchdog's alerts out: that they come is all there is to say. */
  Notification heard(Notification notification, Instant now) {
    if (watchdog == null) {
      return notification;
    }
    List<Notified> rest = new ArrayList<>();
    for (Notified alert : notification.alerts()) {
      if (!watchdog.matches(alert.labels())) {
        rest.add(alert);
      } else if (alert.firing()) {
        seen = now;
        heard = true;
      }
    }
    return notification.only(rest);
  }

  /** Whether it has been silent for too long. */
  boolean isSilent(Instant now) {
    if (watchdog == null) {
      return false;
    }
    if (seen == null) {
      seen = now;
    }
    return seen.plus(watchdog.within()).isBefore(now);
  }

  /** Whether it was heard since we listen: that we only just began to is no reason to rejoice. */
  boolean isBack() {
    return watchdog == null || heard;
  }

  /** Begins to wait for it anew. */
  void restart(Instant now) {
    seen = now;
  }

  /** The incident that its silence is. */
  IncidentUpdate open(String id, Instant now) {
    String policy = watchdog == null ? "" : watchdog.policy();
    Notification nothing =
        new Notification(
            "",
            Map.of("alertname", "WatchdogSilent", "severity", "page"),
            Map.of(),
            Map.of("summary", "No alert comes through Alertmanager any more"),
            "last heard at " + seen,
            0,
            List.of());
    return IncidentUpdate.open(id, GROUP, nothing, policy, now);
  }
}
