/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.grouping;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Alerts of the groups of a rule, as the stage before words them. */
public final class Alerts {
  public static final Instant TIME = Instant.parse("2026-11-24T03:12:00Z");

  private Alerts() {}

  /** The alert of a group begins. */
  public static Alert fires(int group) {
    return fires(group, TIME);
  }

  static Alert fires(int group, Instant at) {
    return alert(group, AlertState.FIRING, "condition", at, Alert.Mode.ALERT);
  }

  /** It ends. */
  static Alert ends(int group, String reason) {
    return alert(group, AlertState.RESOLVED, reason, TIME, Alert.Mode.ALERT);
  }

  public static Alert ends(int group) {
    return ends(group, "recovered");
  }

  static Alert alert(int group, AlertState state, String reason, Instant at, Alert.Mode mode) {
    boolean over = state == AlertState.RESOLVED;
    Map<String, String> labels = new TreeMap<>();
    labels.put("alertname", "Anomaly");
    labels.put("rule", "orders");
    labels.put("tenant", "acme");
    labels.put("service", "checkout");
    labels.put("severity", "ticket");
    labels.put("region", group % 2 == 0 ? "eu" : "us");
    labels.put("shop", "s%04d".formatted(group));
    Instant updated = over ? at.plusSeconds(300) : at;
    return new Alert(
        labels,
        Map.of("summary", "orders is unusual", "description", "few", "runbook_url", "https://r"),
        state,
        over ? 2 : 1,
        reason,
        mode,
        at,
        over ? updated : null,
        updated,
        null);
  }
}
