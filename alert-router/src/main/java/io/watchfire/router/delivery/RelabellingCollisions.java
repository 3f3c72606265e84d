/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import io.watchfire.router.delivery.PendingDelivery.As;
import java.util.HashMap;
import java.util.Map;

/**
 * Alerts of ours that are one and the same to an Alertmanager, since relabelling took away what
 * tells them apart. Among them firing wins over resolved, and of two that fire the newer one: were
 * both told, the alert would flap. Knows only those that fire.
 */
final class RelabellingCollisions {
  private final Map<Map<String, String>, Map<String, StateRecord>> firing = new HashMap<>();
  private final Map<String, Map<String, String>> labelsOf = new HashMap<>();

  /** The newest state of an alert; its labels never change. */
  void observe(StateRecord record, Map<String, String> labels, As as) {
    if (as == As.FIRING) {
      labelsOf.put(record.fingerprint(), labels);
      firing.computeIfAbsent(labels, k -> new HashMap<>()).put(record.fingerprint(), record);
    } else {
      forget(record.fingerprint());
    }
  }

  void forget(String fingerprint) {
    Map<String, String> labels = labelsOf.remove(fingerprint);
    if (labels != null) {
      firing.computeIfPresent(
          labels,
          (k, collisions) -> {
            collisions.remove(fingerprint);
            return collisions.isEmpty() ? null : collisions;
          });
    }
  }

  /** Whether another alert speaks for both, so that this one is not to be told. */
  boolean isOutvoted(PendingDelivery pending, Map<String, String> labels) {
    return firing.getOrDefault(labels, Map.of()).values().stream()
        .filter(other -> !other.fingerprint().equals(pending.record().fingerprint()))
        .anyMatch(other -> pending.as() != As.FIRING || isNewer(other, pending.record()));
  }

  private static boolean isNewer(StateRecord a, StateRecord b) {
    int byTime = a.alert().updatedAt().compareTo(b.alert().updatedAt());
    return byTime != 0 ? byTime > 0 : a.fingerprint().compareTo(b.fingerprint()) > 0;
  }
}
