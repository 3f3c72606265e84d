/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.incident;

import io.watchfire.router.incident.Notification.Notified;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what fires again without a word of Alertmanager: to it an alert that ends and fires again
 * within its {@code group_interval} has not changed, and it says nothing for as long as its {@code
 * repeat_interval}. Only alerts that Alertmanager has told us of are looked at: what it silences or
 * inhibits from its beginning wakes nobody.
 */
final class Reopening {
  /** So long after its last alert ended an incident is opened again; Alertmanager repeats then. */
  static final Duration REMEMBERED = Duration.ofHours(4);

  private final AlertStatus standing;
  private final Map<String, Doubt> doubts = new HashMap<>();

  /** What Alertmanager called firing and was over here. */
  private record Doubt(Notification notification, long number, Instant at) {}

  /** A notification that has become true since, and the number it came with. */
  record Late(Notification notification, long number) {}

  Reopening(AlertStatus standing) {
    this.standing = standing;
  }

  /**
   * What changes of incidents that are over: their own alerts end, or fire again; then the incident
   * is open again, or the one that is open for its group has them.
   */
  List<IncidentUpdate> look(IncidentStore store, Instant now) {
    List<IncidentUpdate> updates = new ArrayList<>();
    Map<String, Set<String>> newer = new HashMap<>();
    for (Incident incident : store.resolvedSince(now.minus(REMEMBERED))) {
      IncidentUpdate update = new IncidentUpdate(incident);
      List<String> again = update.firingAnew(standing);
      update.look(standing, now);
      Set<String> known = newer.computeIfAbsent(incident.group(), group -> new HashSet<>());
      again.removeAll(known);
      known.addAll(incident.alerts().keySet());
      Incident open = store.ofGroup(incident.group());
      if (open != null && !again.isEmpty()) {
        IncidentUpdate joined = new IncidentUpdate(open);
        joined.join(incident.alerts(), again, now);
        store.keep(joined.incident());
        updates.add(joined);
      } else if (!again.isEmpty()) {
        update.reopen(again, now);
      }
      store.keep(update.incident());
      updates.add(update);
    }
    return updates;
  }

  /** Remembers what of a notification is not believed, in case it becomes true. */
  void doubt(Notification notification, long number, Instant now) {
    List<Notified> over =
        notification.alerts().stream()
            .filter(Notified::firing)
            .filter(a -> standing.of(a.fingerprint()) == AlertStatus.State.OVER)
            .toList();
    if (over.isEmpty()) {
      doubts.remove(notification.group());
    } else {
      doubts.put(notification.group(), new Doubt(notification.only(over), number, now));
    }
  }

  /** What was not believed and has become true, in parts at least. */
  List<Late> confirmed(Instant now) {
    List<Late> late = new ArrayList<>();
    doubts.values().removeIf(doubt -> doubt.at().plus(REMEMBERED).isBefore(now));
    doubts
        .values()
        .removeIf(
            doubt ->
                doubt.notification().alerts().stream()
                        .anyMatch(a -> standing.of(a.fingerprint()) == AlertStatus.State.FIRING)
                    && late.add(new Late(doubt.notification(), doubt.number())));
    return late;
  }
}
