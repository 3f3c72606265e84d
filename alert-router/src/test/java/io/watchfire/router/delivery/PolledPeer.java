/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchfire.router.RealAlertmanager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An Alertmanager whose alerts are looked at again and again: what was gone because it had resolved
 * may not be seen again, whatever restarts.
 */
final class PolledPeer {
  final RealAlertmanager alertmanager;
  private final List<String> reopened = new ArrayList<>();
  private final Map<String, Integer> ended = new HashMap<>();
  private Map<String, Integer> shown = new TreeMap<>();

  PolledPeer(RealAlertmanager alertmanager) {
    this.alertmanager = alertmanager;
  }

  /** What fires here. */
  Set<String> poll() {
    Map<String, Integer> now = new TreeMap<>();
    for (JsonNode alert : alertmanager.alerts()) {
      now.put(
          alert.path("labels").path("alertname").asText(),
          alert.path("annotations").path(AlertLog.LIFE).asInt());
    }
    shown.forEach(
        (name, life) -> {
          if (!now.containsKey(name)) {
            ended.merge(name, life, Math::max);
          }
        });
    now.forEach(
        (name, life) -> {
          if (life <= ended.getOrDefault(name, 0)) {
            reopened.add(name + " of life " + life);
          }
        });
    shown = now;
    return now.keySet();
  }

  /** What is gone with the process has not ended. */
  void restart() {
    alertmanager.kill();
    alertmanager.restart();
    shown = new TreeMap<>();
  }

  List<String> reopened() {
    return List.copyOf(reopened);
  }
}
