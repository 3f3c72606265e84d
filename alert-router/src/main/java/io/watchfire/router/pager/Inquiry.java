/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import io.watchfire.router.incident.Change;
import io.watchfire.router.incident.Incident;
import io.watchfire.router.incident.Incidents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Asks the Alertmanagers about alerts of others: of one that was silenced when it ended they never
 * say so by themselves. An alert is over when none of them has listed it for {@link #ABSENT}: one
 * that was just restarted lists nothing until its clients have sent everything again.
 */
final class Inquiry {
  static final Duration ABSENT = Duration.ofMinutes(3);
  private static final Duration EVERY = Duration.ofSeconds(20);

  private final Alertmanagers alertmanagers;
  private final Duration absent;
  private final Duration every;
  private final Map<String, Instant> absentSince = new HashMap<>();
  private final AtomicBoolean asking = new AtomicBoolean();
  private final AtomicReference<@Nullable Map<String, Map<String, String>>> answer =
      new AtomicReference<>();
  private volatile boolean silent;
  private Instant asked = Instant.EPOCH;

  Inquiry(Alertmanagers alertmanagers) {
    this(alertmanagers, ABSENT, EVERY);
  }

  Inquiry(Alertmanagers alertmanagers, Duration absent, Duration every) {
    this.alertmanagers = alertmanagers;
    this.absent = absent;
    this.every = every;
  }

  /** What was learned since; asks again when it is time. Never waits. */
  List<Change> learned(Incidents incidents, Instant now) {
    List<Incident> uncertain = incidents.uncertain();
    if (uncertain.isEmpty()) {
      absentSince.clear();
      return List.of();
    }
    if (silent) {
      absentSince.clear();
    }
    if (now.isAfter(asked.plus(every)) && asking.compareAndSet(false, true)) {
      asked = now;
      List<Map<String, String>> labels = uncertain.stream().map(Incident::labels).toList();
      Thread.ofVirtual().name("watchfire-inquiry").start(() -> ask(labels));
    }
    Map<String, Map<String, String>> listed = answer.getAndSet(null);
    return listed == null ? List.of() : conclude(incidents, uncertain, listed, now);
  }

  private List<Change> conclude(
      Incidents incidents,
      List<Incident> uncertain,
      Map<String, Map<String, String>> listed,
      Instant now) {
    Map<String, Instant> before = Map.copyOf(absentSince);
    absentSince.clear();
    List<Change> changes = new ArrayList<>();
    for (Incident incident : uncertain) {
      List<String> gone = new ArrayList<>();
      incident
          .alerts()
          .forEach(
              (fingerprint, alert) -> {
                boolean foreign = alert.firing() && !alert.ours();
                if (foreign && isGone(listed.containsKey(fingerprint), fingerprint, before, now)) {
                  gone.add(fingerprint);
                }
              });
      boolean unlisted =
          incident.unlisted() > 0
              && isGone(
                  listed.values().stream()
                      .anyMatch(l -> l.entrySet().containsAll(incident.groupLabels().entrySet())),
                  incident.id(),
                  before,
                  now);
      if (!gone.isEmpty() || unlisted) {
        changes.addAll(incidents.gone(incident.id(), gone, now));
      }
    }
    return changes;
  }

  private boolean isGone(boolean listed, String key, Map<String, Instant> before, Instant now) {
    if (listed) {
      return false;
    }
    Instant since = before.getOrDefault(key, now);
    absentSince.put(key, since);
    return !since.plus(absent).isAfter(now);
  }

  private void ask(List<Map<String, String>> incidents) {
    try {
      Map<String, Map<String, String>> listed = alertmanagers.alerts(incidents);
      answer.set(listed);
      silent = listed == null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      asking.set(false);
    }
  }
}
