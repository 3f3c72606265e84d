/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.incident;

import io.watchfire.router.oncall.OnCallConfig;
import io.watchfire.router.oncall.PageLimit;
import io.watchfire.router.oncall.Person;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much one contact can take: so many pages in so long, and what is beyond waits and comes as
 * one digest. Counted from the incidents themselves, so that a restart forgets nothing.
 */
final class PageThrottle {
  private final OnCallConfig config;

  PageThrottle(OnCallConfig config) {
    this.config = config;
  }

  /** Which of these targets must wait. */
  Set<String> held(Map<String, String> targets, Collection<Incident> incidents, Instant now) {
    Set<String> held = new HashSet<>();
    targets.forEach(
        (target, person) -> {
          if (isFull(target, person, incidents, now)) {
            held.add(target);
          }
        });
    return held;
  }

  /** Whether that contact has had as many pages as it can take. */
  boolean isFull(String target, String person, Collection<Incident> incidents, Instant now) {
    PageLimit limit = limit(person);
    if (limit == null) {
      return false;
    }
    Instant since = now.minus(limit.per());
    long woken =
        incidents.stream()
            .flatMap(incident -> incident.pages().stream())
            .filter(p -> p.wakes() && p.target().equals(target) && p.owedAt().isAfter(since))
            .count();
    return woken >= limit.pages();
  }

  private @Nullable PageLimit limit(String person) {
    Person found = config.person(person);
    return found == null ? null : found.limit();
  }
}
