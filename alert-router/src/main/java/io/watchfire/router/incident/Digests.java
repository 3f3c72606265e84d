/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.incident;

import io.watchfire.router.incident.Entry.What;
import io.watchfire.router.incident.Page.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Contacts that can take a page again get all that waits for them: one page, or one digest. */
final class Digests {
  private final Quiet quiet;

  Digests(Quiet quiet) {
    this.quiet = quiet;
  }

  /** Lets go what no longer has to wait. */
  List<Life> release(Collection<Incident> incidents, Instant now) {
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
      if (!quiet.isFull(target.getKey(), person, incidents, now)) {
        // The other targets have their turn at the next tick: these lives are not kept yet.
        return release(target.getKey(), person, target.getValue(), now);
      }
    }
    return List.of();
  }

  private static List<Life> release(
      String target, String person, List<Incident> waiting, Instant now) {
    if (waiting.size() == 1) {
      Life life = new Life(waiting.getFirst());
      new Pages(life).replace(held(waiting.getFirst(), target).released(now));
      life.say(now, What.PAGE_OWED, target, person);
      return List.of(life);
    }
    List<Life> lives = new ArrayList<>();
    List<String> ids = waiting.stream().map(Incident::id).toList();
    for (Incident incident : waiting) {
      Life life = new Life(incident);
      new Pages(life).replace(held(incident, target).as(State.BUNDLED, ""));
      life.say(now, What.PAGE_BUNDLED, target, "in a digest of " + ids.size());
      lives.add(life);
    }
    new Pages(lives.getFirst()).digest(target, person, ids, now);
    return lives;
  }

  private static Page held(Incident incident, String target) {
    return incident.pages().stream()
        .filter(p -> p.state() == State.HELD && p.target().equals(target))
        .findFirst()
        .orElseThrow();
  }
}
