/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import io.watchfire.router.incident.AlertStatus;
import io.watchfire.schemas.alert.Alert;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The current state of every alert on the topic, by fingerprint, and by the fingerprints under
 * which Alertmanagers know it. Written by the reader, read by anybody.
 */
public final class AlertStates implements AlertStatus {
  private final Map<String, StateRecord> states = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> sent = new ConcurrentHashMap<>();
  private final Function<Alert, Set<String>> sentAs;

  /**
   * @param sentAs the fingerprints of the labels an alert is sent with, which need not be its own
   */
  public AlertStates(Function<Alert, Set<String>> sentAs) {
    this.sentAs = sentAs;
  }

  /** Takes the record unless it is older than what is known. */
  public void put(StateRecord record) {
    states.merge(record.fingerprint(), record, (old, now) -> now.isNewerThan(old) ? now : old);
    for (String fingerprint : sentAs.apply(record.alert())) {
      sent.computeIfAbsent(fingerprint, f -> ConcurrentHashMap.newKeySet())
          .add(record.fingerprint());
    }
  }

  public void forget(String fingerprint) {
    StateRecord gone = states.remove(fingerprint);
    if (gone != null) {
      for (String sentFingerprint : sentAs.apply(gone.alert())) {
        sent.computeIfPresent(sentFingerprint, (f, own) -> without(own, fingerprint));
      }
    }
  }

  public Collection<StateRecord> records() {
    return List.copyOf(states.values());
  }

  public List<Alert> alerts() {
    return states.values().stream().map(StateRecord::alert).toList();
  }

  /** Our own alerts that are sent under that fingerprint, by their own; empty for others'. */
  public List<Alert> sentAs(String fingerprint) {
    return sent.getOrDefault(fingerprint, Set.of()).stream()
        .sorted()
        .map(states::get)
        .filter(Objects::nonNull)
        .map(StateRecord::alert)
        .toList();
  }

  @Override
  public State of(String fingerprint) {
    Set<String> own = sent.get(fingerprint);
    if (own == null) {
      return State.FOREIGN;
    }
    boolean fires =
        own.stream()
            .map(states::get)
            .anyMatch(r -> r != null && PendingDelivery.by(r.alert()) == PendingDelivery.As.FIRING);
    return fires ? State.FIRING : State.OVER;
  }

  @Override
  public long transition(String fingerprint) {
    return sentAs(fingerprint).stream()
        .filter(alert -> PendingDelivery.by(alert) == PendingDelivery.As.FIRING)
        .mapToLong(Alert::transition)
        .max()
        .orElse(0);
  }

  private static @org.jspecify.annotations.Nullable Set<String> without(
      Set<String> own, String fingerprint) {
    own.remove(fingerprint);
    return own.isEmpty() ? null : own;
  }
}
