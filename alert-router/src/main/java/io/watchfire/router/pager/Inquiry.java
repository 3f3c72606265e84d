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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the Alertmanagers about alerts of others: of one that was silenced when it ended they never
 * say so by themselves. An alert is over when none of them has listed it for {@link #ABSENT}: one
 * that was just restarted lists nothing until its clients have sent everything again.
 */
final class Inquiry {
  private static final Logger LOG = LoggerFactory.getLogger(Inquiry.class);
  static final Duration ABSENT = Duration.ofMinutes(3);
  static final Duration EVERY = Duration.ofSeconds(20);

  private final Alertmanagers alertmanagers;
  private final Executor threads;
  private final Map<String, Instant> listedAt = new HashMap<>();
  private final AtomicBoolean asking = new AtomicBoolean();
  private final AtomicReference<@Nullable Map<String, Listing>> answer = new AtomicReference<>();
  private Instant asked = Instant.EPOCH;

  /**
   * Nothing asked yet.
   *
   * @param threads where to wait for answers
   */
  Inquiry(Alertmanagers alertmanagers, Executor threads) {
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
      threads.execute(() -> ask(uncertain));
    }
    Map<String, Listing> listings = answer.getAndSet(null);
    return listings == null ? List.of() : conclude(incidents, uncertain, listings, now);
  }

  private List<Change> conclude(
      Incidents incidents, List<Incident> uncertain, Map<String, Listing> listings, Instant now) {
    Map<String, Instant> before = Map.copyOf(listedAt);
    listedAt.clear();
    List<Change> changes = new ArrayList<>();
    for (Incident incident : uncertain) {
      Listing listing = listings.get(incident.id());
      List<String> gone =
          incident.alerts().entrySet().stream()
              .filter(alert -> alert.getValue().firing() && !alert.getValue().ours())
              .map(Map.Entry::getKey)
              .filter(alert -> isGone(alert, listing, l -> l.has(alert), before, now))
              .toList();
      boolean unlisted =
          incident.unlisted() > 0
              && isGone(
                  incident.id(), listing, l -> l.hasSomeOf(incident.groupLabels()), before, now);
      if (!gone.isEmpty() || unlisted) {
        changes.addAll(incidents.gone(incident.id(), gone, now));
      }
    }
    return changes;
  }

  /**
   * What was never listed is no business of the Alertmanagers that are asked. Where there is no
   * answer it may be listed as before.
   */
  private boolean isGone(
      String key,
      @Nullable Listing listing,
      Predicate<Listing> has,
      Map<String, Instant> before,
      Instant now) {
    Instant last = before.get(key);
    if (listing == null ? last != null : has.test(listing)) {
      last = now;
    }
    if (last == null) {
      return false;
    }
    listedAt.put(key, last);
    return !last.plus(ABSENT).isAfter(now);
  }

  private void ask(List<Incident> uncertain) {
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
      answer.set(listings);
      asking.set(false);
    }
  }
}
