/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import io.watchfire.router.delivery.PendingDelivery.As;
import io.watchfire.schemas.alert.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one Alertmanager is owed: the pure heart of its {@link DeliveryLoop}, which alone uses it.
 * Longer than 300 lines, since every method keeps the same invariants over the same few
 * collections.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>An alert is <em>fresh</em> from the moment a state that has to be told is observed until
 *       that state, or a newer one, was accepted or refused for good.
 *   <li>The cursor of a partition never passes a state that is fresh or to be told once more, and
 *       never goes back.
 *   <li>A firing state is due for ever: fresh, or at the time of its next resend, unless refused.
 *   <li>A resolved state that was accepted, or lies below the cursor of the last run, is not due,
 *       except after the Alertmanager lost its memory, and once more where a request that told of
 *       the firing got no answer: it may overtake.
 *   <li>An alert that may be open at the Alertmanager and is no longer to be seen there (now
 *       shadow, pending or inactive) is owed as resolved.
 * </ul>
 */
public final class Outbox {
  /** Younger resolved alerts are told again to an Alertmanager that lost its memory. */
  static final Duration RECENT = Duration.ofMinutes(15);

  /** By then a request that was given up has arrived, or never will. */
  static final Duration OVERTAKING = Duration.ofSeconds(30);

  /** What the router knows of one alert at this Alertmanager. */
  private static final class Entry {
    StateRecord record;
    As as;
    boolean refused;

    /** We have told it, or may have, that the alert fires, and not since that it does not. */
    boolean mayBeOpen;

    /** Requests that told that it fires, and were given up: they may still be on their way. */
    int unanswered;

    @Nullable StateRecord accepted;
    @Nullable Instant due;

    Entry(StateRecord record) {
      this.record = record;
      this.as = As.NOTHING;
    }
  }

  private final ResendSchedule schedule;
  private final Map<Integer, Long> committed;
  private final Function<Alert, As> wanted;
  private final Map<Integer, Long> read = new HashMap<>();
  private final Map<String, Entry> entries = new HashMap<>();
  private final LinkedHashMap<String, Entry> fresh = new LinkedHashMap<>();
  private final TreeSet<Entry> resends =
      new TreeSet<>(
          Comparator.comparing((Entry e) -> e.due == null ? Instant.MAX : e.due)
              .thenComparing(e -> e.record.fingerprint()));
  private final Set<Entry> unconfirmed = new HashSet<>();
  private boolean sending;

  /**
   * Nothing observed yet.
   *
   * @param committed the cursor of the last run by partition: the first offset it had not finished.
   *     A partition that is missing was never served
   */
  public Outbox(ResendSchedule schedule, Map<Integer, Long> committed) {
    this(schedule, committed, PendingDelivery::by);
  }

  /**
   * Nothing observed yet.
   *
   * @param wanted how the Alertmanager is to see a state, not more than {@link PendingDelivery#by}
   *     would show
   */
  public Outbox(ResendSchedule schedule, Map<Integer, Long> committed, Function<Alert, As> wanted) {
    this.schedule = schedule;
    this.wanted = wanted;
    this.committed = Map.copyOf(committed);
  }

  /** Takes in a state that was read; false if it is ignored, being older than one known. */
  boolean observe(StateRecord record, Instant now) {
    read.merge(record.partition(), record.offset() + 1, Math::max);
    Entry entry = entries.get(record.fingerprint());
    if (entry == null) {
      entry = new Entry(record);
      entry.mayBeOpen = mayHaveBeenSent(record);
      entries.put(record.fingerprint(), entry);
    } else if (record.isNewerThan(entry.record)) {
      // A resolve below the cursor may have been superseded before anybody took it.
      entry.mayBeOpen |= !sending && entry.as != As.NOTHING && known(entry.record);
    } else {
      return false;
    }
    unschedule(entry);
    entry.record = record;
    entry.refused = false;
    entry.as = wanted.apply(record.alert());
    entry.mayBeOpen |= !sending && entry.as == As.FIRING && known(record);
    if (entry.as == As.NOTHING && (entry.mayBeOpen || isWithdrawn(record))) {
      entry.as = As.RESOLVED;
    }
    schedule(entry, now);
    return true;
  }

  /** Takes in that a record was read which is of no interest here. */
  void passed(int partition, long offset) {
    read.merge(partition, offset + 1, Math::max);
  }

  /** Takes in a tombstone. */
  void forget(String fingerprint, int partition, long offset) {
    read.merge(partition, offset + 1, Math::max);
    Entry entry = entries.remove(fingerprint);
    if (entry != null) {
      unschedule(entry);
    }
  }

  /** What to send now, new states first; at most that many. */
  List<PendingDelivery> due(Instant now, int max) {
    sending = true;
    List<PendingDelivery> out = new ArrayList<>();
    for (Entry entry : fresh.values()) {
      if (out.size() == max) {
        return out;
      }
      out.add(new PendingDelivery(entry.record, entry.as));
    }
    for (Entry entry : resends) {
      if (out.size() == max || (entry.due != null && entry.due.isAfter(now))) {
        return out;
      }
      out.add(new PendingDelivery(entry.record, entry.as));
    }
    return out;
  }

  /** When something is due next; null: nothing until a state is observed. */
  @Nullable Instant nextDue(Instant now) {
    if (!fresh.isEmpty()) {
      return now;
    }
    return resends.isEmpty() ? null : resends.first().due;
  }

  /** To be called before a request leaves: whatever becomes of it, it may have arrived. */
  void attempting(PendingDelivery pending) {
    Entry entry = entries.get(pending.record().fingerprint());
    if (entry != null && pending.as() == As.FIRING) {
      entry.mayBeOpen = true;
      entry.unanswered++;
    }
  }

  /** The Alertmanager took it. Returns whether this state was fresh. */
  boolean accepted(PendingDelivery pending, Instant now) {
    Entry entry = entries.get(pending.record().fingerprint());
    if (entry == null || !entry.record.equals(pending.record())) {
      return false;
    }
    boolean first = unschedule(entry);
    entry.accepted = entry.record;
    if (pending.as() == As.FIRING) {
      entry.unanswered--;
    } else if (!first) {
      entry.unanswered = 0;
    }
    entry.mayBeOpen = pending.as() == As.FIRING || entry.unanswered > 0;
    if (pending.as() == As.FIRING) {
      resendAt(entry, schedule.next(now));
    } else if (entry.mayBeOpen) {
      resendAt(entry, now.plus(OVERTAKING));
      unconfirmed.add(entry);
    }
    return first;
  }

  /** The Alertmanager will never take this state; it is skipped until a newer one comes. */
  void refused(PendingDelivery pending) {
    Entry entry = entries.get(pending.record().fingerprint());
    if (entry != null && entry.record.equals(pending.record())) {
      unschedule(entry);
      entry.refused = true;
    }
  }

  /** The Alertmanager lost its memory: all that is current is due at once. */
  void peerRestarted(Instant now) {
    for (Entry entry : entries.values()) {
      As as = wanted.apply(entry.record.alert());
      boolean current = as == As.FIRING || (as == As.RESOLVED && isRecent(entry, now));
      if (current && !entry.refused && !fresh.containsKey(entry.record.fingerprint())) {
        unschedule(entry);
        resendAt(entry, now);
      }
    }
  }

  /** How many states wait to be taken for the first time. */
  int pending() {
    return fresh.size();
  }

  /** By partition, the first offset that a next run must look at again. */
  Map<Integer, Long> cursor() {
    Map<Integer, Long> cursor = new TreeMap<>(read);
    Stream.concat(fresh.values().stream(), unconfirmed.stream())
        .forEach(e -> cursor.merge(e.record.partition(), e.record.offset(), Math::min));
    committed.forEach((partition, offset) -> cursor.merge(partition, offset, Math::max));
    return cursor;
  }

  private void schedule(Entry entry, Instant now) {
    boolean done = isDone(entry.record);
    if (entry.as == As.FIRING && (done || isAccepted(entry))) {
      // New annotations of a firing alert do not notify anybody: they go with the next resend.
      resendAt(entry, entry.accepted == null || entry.due == null ? now : entry.due);
    } else if (entry.as != As.NOTHING && (!done || isWithdrawn(entry.record))) {
      fresh.put(entry.record.fingerprint(), entry);
      entry.due = null;
    } else {
      entry.mayBeOpen = false; // an earlier run told it
    }
  }

  private boolean isAccepted(Entry entry) {
    if (entry.accepted == null || !entry.mayBeOpen) {
      return false;
    }
    Alert then = entry.accepted.alert();
    Alert now = entry.record.alert();
    return wanted.apply(then) == As.FIRING
        && then.transition() == now.transition()
        && then.startsAt().equals(now.startsAt());
  }

  private void resendAt(Entry entry, Instant due) {
    entry.due = due;
    resends.add(entry);
  }

  private boolean unschedule(Entry entry) {
    resends.remove(entry);
    unconfirmed.remove(entry);
    return fresh.remove(entry.record.fingerprint()) != null;
  }

  private boolean isDone(StateRecord record) {
    return record.offset() < committed.getOrDefault(record.partition(), 0L);
  }

  /** It fires, and an earlier run told so, but by the present configuration nobody is to know. */
  private boolean isWithdrawn(StateRecord record) {
    return record.offset() >= 0
        && isDone(record)
        && PendingDelivery.by(record.alert()) == As.FIRING
        && wanted.apply(record.alert()) == As.NOTHING;
  }

  private boolean known(StateRecord record) {
    return committed.containsKey(record.partition());
  }

  /** Of the first state we see of an alert, after compaction: did an earlier run send another? */
  private boolean mayHaveBeenSent(StateRecord record) {
    boolean unfinished = !isDone(record);
    boolean hasPast = record.alert().transition() > 1;
    return !sending && known(record) && unfinished && hasPast;
  }

  private static boolean isRecent(Entry entry, Instant now) {
    Alert alert = entry.record.alert();
    Instant end = alert.endsAt() == null ? alert.updatedAt() : alert.endsAt();
    return end.isAfter(now.minus(RECENT));
  }
}
