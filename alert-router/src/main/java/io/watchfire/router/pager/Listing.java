/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import java.util.Map;

/**
 * The alerts that Alertmanagers have, resolved ones left out, silenced and inhibited ones not.
 *
 * @param alerts the labels of each by its fingerprint
 */
public record Listing(Map<String, Map<String, String>> alerts) {
  /** Copies. */
  public Listing {
    alerts = Map.copyOf(alerts);
  }

  boolean has(String fingerprint) {
    return alerts.containsKey(fingerprint);
  }

  /** Whether one of them has all these labels. */
  boolean hasSomeOf(Map<String, String> group) {
    return alerts.values().stream().anyMatch(l -> l.entrySet().containsAll(group.entrySet()));
  }
}
