/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchfire.router.RealAlertmanager;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** Looks at an Alertmanager all the time, as the people do whom it pages. */
final class AlertmanagerWatch implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final RealAlertmanager alertmanager;
  private final Map<Episode, Long> firstSeen = new ConcurrentHashMap<>();
  private final Set<Episode> over = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean running = true;

  /** An alert from when it began to fire to when it resolved. */
  record Episode(String service, Map<String, String> labels, Instant startsAt) {}

  AlertmanagerWatch(RealAlertmanager alertmanager) {
    this.alertmanager = alertmanager;
    this.thread = Thread.ofPlatform().name("alertmanager-watch").start(this::run);
  }

  private void run() {
    Set<Episode> before = Set.of();
    while (running) {
      try {
        before = look(before);
      } catch (RuntimeException e) {
        faults.add("cannot be asked: " + e);
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private Set<Episode> look(Set<Episode> before) {
    Set<Episode> now = new HashSet<>();
    for (JsonNode alert : alertmanager.alerts()) {
      Map<String, String> labels = labels(alert);
      now.add(
          new Episode(
              labels.getOrDefault("service_name", ""),
              labels,
              Instant.parse(alert.path("startsAt").asText())));
    }
    for (Episode episode : now) {
      firstSeen.putIfAbsent(episode, System.currentTimeMillis());
      if (over.remove(episode)) {
        faults.add("fires again after it had resolved: " + episode);
      }
    }
    before.stream().filter(episode -> !now.contains(episode)).forEach(over::add);
    return now;
  }

  /** When that service's first alert came, wall time; 0 if none has. */
  long firstSeen(String service) {
    return firstSeen.entrySet().stream()
        .filter(e -> e.getKey().service().equals(service))
        .mapToLong(Map.Entry::getValue)
        .min()
        .orElse(0);
  }

  /** Every episode that was ever seen. */
  Set<Episode> episodes() {
    return Set.copyOf(firstSeen.keySet());
  }

  /** Label sets of what fires now, sorted. */
  static List<String> firing(RealAlertmanager alertmanager) {
    return alertmanager.alerts().stream().map(alert -> labels(alert).toString()).sorted().toList();
  }

  private static Map<String, String> labels(JsonNode alert) {
    Map<String, String> labels = new TreeMap<>();
    alert
        .path("labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }

  List<String> faults() {
    return List.copyOf(faults);
  }

  @Override
  public void close() throws InterruptedException {
    running = false;
    thread.join();
  }
}
