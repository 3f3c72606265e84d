/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import io.watchfire.schemas.alert.Alert;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The current state of every alert on the topic, by fingerprint. Written by the reader, read by
 * anybody.
 */
final class AlertStates {
  private final Map<String, StateRecord> states = new ConcurrentHashMap<>();

  /** Takes the record unless it is older than what is known. */
  void put(StateRecord record) {
    states.merge(record.fingerprint(), record, (old, now) -> now.isNewerThan(old) ? now : old);
  }

  void forget(String fingerprint) {
    states.remove(fingerprint);
  }

  Collection<StateRecord> records() {
    return List.copyOf(states.values());
  }

  List<Alert> alerts() {
    return states.values().stream().map(StateRecord::alert).toList();
  }
}
