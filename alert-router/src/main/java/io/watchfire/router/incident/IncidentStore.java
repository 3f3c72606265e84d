/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.incident;

import io.watchfire.router.incident.Page.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The incidents that are kept, and what can be read off them. */
final class IncidentStore {
  private final Map<String, Incident> incidents = new TreeMap<>();
  private final Map<String, String> openByGroup = new HashMap<>();

  void keep(Incident incident) {
    incidents.put(incident.id(), incident);
    if (incident.isOpen()) {
      openByGroup.put(incident.group(), incident.id());
    } else {
      openByGroup.remove(incident.group(), incident.id());
    }
  }

  @Nullable Incident get(String id) {
    return incidents.get(id);
  }

  /** The one of that id while it is open. */
  @Nullable Incident open(String id) {
    Incident incident = incidents.get(id);
    return incident == null || !incident.isOpen() ? null : incident;
  }

  /** The one that is open for that group. */
  @Nullable Incident ofGroup(String group) {
    String id = openByGroup.get(group);
    return id == null ? null : incidents.get(id);
  }

  /** A copy: it stays as it is whatever is kept meanwhile. */
  Collection<Incident> all() {
    return List.copyOf(incidents.values());
  }

  List<Incident> open() {
    return incidents.values().stream().filter(Incident::isOpen).toList();
  }

  /**
   * Those that are over and of which an own alert fires, or did at that time or later; what was
   * resolved last is first.
   */
  List<Incident> resolvedSince(Instant when) {
    return incidents.values().stream()
        .filter(i -> !i.isOpen() && (i.hasOwnFiring() || i.endedSince(when)))
        .sorted(Comparator.comparing(IncidentStore::end).reversed())
        .toList();
  }

  private static Instant end(Incident incident) {
    Instant resolved = incident.resolvedAt();
    return resolved == null ? incident.openedAt() : resolved;
  }

  /** Those that wait for alerts of which only Alertmanager knows whether they still fire. */
  List<Incident> uncertain() {
    return open().stream()
        .filter(
            i ->
                i.unlisted() > 0
                    || i.alerts().values().stream().anyMatch(a -> a.firing() && !a.ours()))
        .toList();
  }

  /** The pages to be sent now, of each target of each incident the first. */
  List<Incidents.Due> due(Instant now) {
    List<Incidents.Due> due = new ArrayList<>();
    for (Incident incident : incidents.values()) {
      Set<String> busy = new HashSet<>();
      for (Page page : incident.pages()) {
        boolean first = page.state() == State.OWED && busy.add(page.target());
        if (first && !page.nextAt().isAfter(now)) {
          due.add(new Incidents.Due(incident, page));
        }
      }
    }
    return due;
  }

  /**
   * Removes what was resolved so long ago, unless somebody is still to be told of it, or an own
   * alert fires or did so lately: its end and its next beginning are still to be seen.
   */
  List<String> forget(Duration kept, Instant now) {
    Instant before = now.minus(kept);
    List<String> old =
        incidents.values().stream()
            .filter(i -> i.resolvedAt() != null && i.resolvedAt().isBefore(before))
            .filter(i -> !i.hasOwnFiring() && !i.endedSince(now.minus(Reopening.REMEMBERED)))
            .filter(i -> i.pages().stream().noneMatch(p -> p.isOpen() || p.isUnended(i.pages())))
            .map(Incident::id)
            .toList();
    old.forEach(incidents::remove);
    return old;
  }
}
