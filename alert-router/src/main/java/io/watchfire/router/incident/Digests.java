/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.incident;

import io.watchfire.router.incident.Incident.Status;
import io.watchfire.router.incident.Page.State;
import io.watchfire.router.incident.TimelineEvent.What;
import io.watchfire.router.targets.message.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Contacts that can take a page again get all that waits for them: one page, or one digest. Who got
 * a digest is told once when all of it is over, not of each of its incidents.
 */
final class Digests {
  private final PageThrottle throttle;

  Digests(PageThrottle throttle) {
    this.throttle = throttle;
  }

  /** Lets go what no longer has to wait. */
  List<IncidentUpdate> release(Collection<Incident> incidents, Instant now) {
    Map<String, List<Incident>> waiting = new TreeMap<>();
    for (Incident incident : incidents) {
      for (Page page : incident.pages()) {
        if (page.state() == State.HELD) {
          waiting.computeIfAbsent(page.target(), t -> new ArrayList<>()).add(incident);
        }
      }
    }
    for (Map.Entry<String, List<Incident>> target : waiting.entrySet()) {
      String person = held(target.getValue().getFirst(), target.getKey()).person();
      if (!throttle.isFull(target.getKey(), person, incidents, now)) {
        // The other targets have their turn at the next tick: these lives are not kept yet.
        return release(target.getKey(), person, target.getValue(), now);
      }
    }
    return List.of();
  }

  /** Cancels digests that nobody needs any more, and ends those that are over. */
  List<IncidentUpdate> end(IncidentStore store, Instant now) {
    List<IncidentUpdate> updates = new ArrayList<>();
    for (Incident incident : store.all()) {
      IncidentUpdate update = new IncidentUpdate(incident);
      for (Page page : incident.pages()) {
        if (isWaiting(page, incident) && none(page, store, i -> i.status() == Status.TRIGGERED)) {
          new Pages(update).cancel(page, now);
        } else if (page.isUnended(incident.pages()) && none(page, store, Incident::isOpen)) {
          new Pages(update).end(page, now);
        }
      }
      if (update.change() != null) {
        updates.add(update);
      }
    }
    return updates;
  }

  /** Whether it is a digest that is to be sent, and not perhaps just being sent. */
  private static boolean isWaiting(Page page, Incident incident) {
    return page.kind() == Message.Kind.DIGEST
        && page.isOpen()
        && (page.attempts() > 0 || isQueued(page, incident));
  }

  private static boolean isQueued(Page page, Incident incident) {
    return incident.pages().stream()
        .filter(p -> p.isOpen() && p.target().equals(page.target()))
        .anyMatch(p -> p.number() < page.number());
  }

  private static boolean none(Page digest, IncidentStore store, Predicate<Incident> of) {
    return digest.bundle() == null
        || digest.bundle().incidents().stream()
            .map(store::get)
            .filter(Objects::nonNull)
            .noneMatch(of);
  }

  private static List<IncidentUpdate> release(
      String target, String person, List<Incident> waiting, Instant now) {
    if (waiting.size() == 1) {
      IncidentUpdate update = new IncidentUpdate(waiting.getFirst());
      new Pages(update).replace(held(waiting.getFirst(), target).released(now));
      update.say(now, What.PAGE_OWED, target, person);
      return List.of(update);
    }
    List<IncidentUpdate> updates = new ArrayList<>();
    List<String> ids = waiting.stream().map(Incident::id).toList();
    for (Incident incident : waiting) {
      IncidentUpdate update = new IncidentUpdate(incident);
      new Pages(update).replace(held(incident, target).as(State.BUNDLED, ""));
      update.say(now, What.PAGE_BUNDLED, target, "in a digest of " + ids.size());
      updates.add(update);
    }
    new Pages(updates.getFirst()).digest(target, person, ids, now);
    return updates;
  }

  private static Page held(Incident incident, String target) {
    return incident.pages().stream()
        .filter(p -> p.state() == State.HELD && p.target().equals(target))
        .findFirst()
        .orElseThrow();
  }
}
