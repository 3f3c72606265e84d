/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.Alert.Mode;
import io.watchfire.schemas.alert.AlertState;
import java.time.Instant;
import java.util.Map;

/** Alerts as tests want them: named, with every transition a minute after the one before. */
public final class TestAlerts {
  public static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  private TestAlerts() {}

  public static Alert firing(String name, long transition) {
    return alert(name, AlertState.FIRING, transition, Mode.ALERT, START);
  }

  static Alert resolved(String name, long transition) {
    return alert(name, AlertState.RESOLVED, transition, Mode.ALERT, START);
  }

  static Alert alert(String name, AlertState state, long transition, Mode mode, Instant start) {
    return alert(Map.of("alertname", name, "severity", "page"), state, transition, mode, start);
  }

  static Alert alert(
      Map<String, String> labels, AlertState state, long transition, Mode mode, Instant start) {
    Instant end = start.plusSeconds(60);
    return new Alert(
        labels,
        Map.of("summary", "a test"),
        state,
        transition,
        "burn_rate",
        mode,
        start,
        state == AlertState.RESOLVED ? end : null,
        state == AlertState.RESOLVED ? end : start,
        start);
  }
}
