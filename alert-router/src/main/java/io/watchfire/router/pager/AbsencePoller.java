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
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the Alertmanagers about alerts of others: of one that was silenced when it ended they never
 * say so by themselves. An alert that they listed is over when none of them has listed it for
 * {@link #ABSENT}: one that was just restarted lists nothing until its clients have sent everything
 * again. What they never listed is another Alertmanager's business.
 */
final class AbsencePoller {
  static final Duration ABSENT = Duration.ofMinutes(3);
  static final Duration EVERY = Duration.ofSeconds(20);

  private static final Logger LOG = LoggerFactory.getLogger(AbsencePoller.class);

  /** Who was not asked for so long knows nothing of what was absent meanwhile. */
  private static final Duration GAP = EVERY.multipliedBy(3);

  private final Alertmanagers alertmanagers;
  private final Executor threads;
  private final Map<Key, Instant> listedAt = new HashMap<>();
  private final AtomicBoolean asking = new AtomicBoolean();
  private final AtomicReference<@Nullable Answer> answer = new AtomicReference<>();
  private Instant asked = Instant.EPOCH;
  private Instant concluded = Instant.EPOCH;

  private record Key(String incident, String fingerprint) {}

  /** What is listed for each incident, where that is known, and when it was asked for. */
  private record Answer(Instant asked, Map<String, Listing> listings) {}

  /**
   * Nothing asked yet.
   *
   * @param threads where to wait for answers
   */
  AbsencePoller(Alertmanagers alertmanagers, Executor threads) {
    this.alertmanagers = alertmanagers;
    this.threads = threads;
  }

  /** What was learned since; asks again when it is time. Never waits. */
  List<Change> learned(Incidents incidents, Instant now) {
    List<Incident> uncertain = incidents.uncertain();
    if (uncertain.isEmpty()) {
      listedAt.clear();
      return List.of();
    }
    if (now.isAfter(asked.plus(EVERY)) && asking.compareAndSet(false, true)) {
      asked = now;
      threads.execute(() -> ask(uncertain, now));
    }
    Answer given = answer.getAndSet(null);
    return given == null ? List.of() : conclude(incidents, uncertain, given);
  }

  private List<Change> conclude(Incidents incidents, List<Incident> uncertain, Answer given) {
    Instant at = given.asked();
    Map<Key, Instant> before = at.isAfter(concluded.plus(GAP)) ? Map.of() : Map.copyOf(listedAt);
    concluded = at;
    listedAt.clear();
    List<Change> changes = new ArrayList<>();
    for (Incident incident : uncertain) {
      Listing listing = given.listings().get(incident.id());
      if (listing != null) { // else absence begins anew with the next answer
        changes.addAll(seen(incidents, incident, listing));
        changes.addAll(gone(incidents, incident, listing, before, at));
      }
    }
    return changes;
  }

  private static List<Change> seen(Incidents incidents, Incident incident, Listing listing) {
    List<String> seen =
        incident.alerts().entrySet().stream()
            .filter(alert -> !alert.getValue().listed() && listing.has(alert.getKey()))
            .map(Map.Entry::getKey)
            .toList();
    return seen.isEmpty() ? List.of() : incidents.listed(incident.id(), seen);
  }

  private List<Change> gone(
      Incidents incidents,
      Incident incident,
      Listing listing,
      Map<Key, Instant> before,
      Instant at) {
    List<String> gone = new ArrayList<>();
    boolean some = false;
    for (Map.Entry<String, Incident.Member> alert : incident.alerts().entrySet()) {
      Incident.Member member = alert.getValue();
      boolean known = member.listed() || listing.has(alert.getKey());
      some |= known;
      boolean foreign = member.firing() && !member.ours();
      Key key = new Key(incident.id(), alert.getKey());
      if (foreign && known && isGone(key, listing.has(alert.getKey()), before, at)) {
        gone.add(alert.getKey());
      }
    }
    boolean group = listing.hasSomeOf(incident.groupLabels());
    boolean unlisted =
        incident.unlisted() > 0 && some && isGone(new Key(incident.id(), ""), group, before, at);
    return gone.isEmpty() && !unlisted ? List.of() : incidents.gone(incident.id(), gone, at);
  }

  private boolean isGone(Key key, boolean listed, Map<Key, Instant> before, Instant at) {
    Instant last = listed ? at : before.getOrDefault(key, at);
    listedAt.put(key, last);
    return !last.plus(ABSENT).isAfter(at);
  }

  private void ask(List<Incident> uncertain, Instant now) {
    Map<String, Listing> listings = new HashMap<>();
    try {
      Alertmanagers.Round round = alertmanagers.round();
      for (Incident incident : uncertain) {
        Listing listing = round.alerts(incident.labels());
        if (listing != null) {
          listings.put(incident.id(), listing);
        }
      }
    } catch (RuntimeException e) {
      LOG.error("the Alertmanagers cannot be asked", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      answer.set(new Answer(now, listings));
      asking.set(false);
    }
  }
}
