/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import io.watchfire.router.config.RouterConfig;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The alert that fires always, named as in kube-prometheus: whoever listens behind Alertmanager
 * knows that the whole way works while it arrives.
 */
public final class WatchdogAlert {
  /** That of no other alert. */
  public static final String SEVERITY = "none";

  private static final Map<String, String> LABELS =
      Map.of("alertname", "Watchdog", "severity", SEVERITY);
  private static final Map<String, String> ANNOTATIONS =
      Map.of(
          "summary", "Watchfire reaches Alertmanager",
          "description", "Fires always. When it stops arriving, no alert arrives.");

  private WatchdogAlert() {}

  /** Why some cluster cannot have it; null if every one can that wants it. */
  public static @Nullable String refusal(RouterConfig config) {
    if (!config.watchdog()) {
      return null;
    }
    Alert alert = since(Instant.EPOCH).alert();
    return config.clusters().stream()
        .map(cluster -> new Relabeller(config, cluster))
        .filter(relabeller -> relabeller.as(alert) == PendingDelivery.As.FIRING)
        .map(relabeller -> relabeller.refusal(relabeller.of(alert).labels()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /**
   * Its state from that moment on. It is in no topic, so its place is before everything that is: it
   * never holds back a cursor, and any state of the same alert that is in the topic is newer. Where
   * it is refused there is no record to be a dead letter: log, metric and audit trail tell of it.
   */
  public static StateRecord since(Instant now) {
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
