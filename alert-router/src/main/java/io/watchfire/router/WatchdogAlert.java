/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import java.time.Instant;
import java.util.Map;

/**
 * The alert that fires always, named as in kube-prometheus: whoever listens behind Alertmanager
 * knows that the whole way works while it arrives.
 */
final class WatchdogAlert {
  private static final Map<String, String> LABELS =
      Map.of("alertname", "Watchdog", "severity", "none");
  private static final Map<String, String> ANNOTATIONS =
      Map.of(
          "summary", "Watchfire reaches Alertmanager",
          "description", "Fires always. When it stops arriving, no alert arrives.");

  private WatchdogAlert() {}

  /**
   * Its state from that moment on. It is in no topic, so its place is before everything that is: it
   * never holds back a cursor, and any state of the same alert that is in the topic is newer.
   */
  static StateRecord since(Instant now) {
    Alert alert =
        new Alert(
            LABELS,
            ANNOTATIONS,
            AlertState.FIRING,
            1,
            "watchdog",
            Alert.Mode.ALERT,
            now,
            null,
            now,
            null);
    return new StateRecord(alert.fingerprint(), alert, 0, -1);
  }
}
