/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.incident;

import io.watchfire.router.incident.Incident.Hold;
import io.watchfire.router.incident.Incident.Status;
import io.watchfire.router.incident.Notification.Notified;
import io.watchfire.router.oncall.OnCallConfig;
import io.watchfire.router.oncall.Policy;
import io.watchfire.router.targets.message.Message;
import io.watchfire.router.targets.message.Result;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All incidents, and what becomes of them: by Alertmanager's notifications, by what people ask for,
 * by what targets answer, and because time passes. Every method returns what changed; whoever calls
 * writes it down before anything is sent. Longer than 300 lines, since all of these end in the same
 * steps, whose order matters: settle, expire, move on, escalate, follow up. Not thread-safe.
 */
public final class Incidents {
  /** The target that is no person's: a silence of the group while its incident is acknowledged. */
  public static final String SILENCE = "alertmanager-silence";

  /** So long a resolved incident is kept. */
  public static final Duration KEPT = Duration.ofDays(1);

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

  private final OnCallConfig config;
  private final AlertStatus standing;
  private final OnCallResolver resolver;
  private final PageThrottle throttle;
  private final Digests digests;
  private final WatchdogWatch watchdog;
  private final Reopening reopening;
  private final IncidentStore store = new IncidentStore();

  /** None yet. */
  public Incidents(OnCallConfig config, AlertStatus standing) {
    this.config = config;
    this.standing = standing;
    this.resolver = new OnCallResolver(config);
    this.throttle = new PageThrottle(config);
    this.digests = new Digests(throttle);
    this.reopening = new Reopening(standing);
    this.watchdog = new WatchdogWatch(config.watchdog());
  }

  /** Takes over an incident as it was written down. */
  public void restore(Incident incident) {
    store.keep(incident);
  }

  /** All that are kept, the resolved ones of the last day among them. */
  public Collection<Incident> all() {
    return store.all();
  }

  /**
   * Takes in a notification. The same one again changes nothing.
   *
   * @param number unique and the same whenever this notification is read, for a new incident's id
   */
  public List<Change> notified(Notification notification, long number, Instant now) {
    Notification rest = watchdog.heard(notification, now);
    if (rest.alerts().isEmpty()) {
      return List.of();
    }
    Incident known = store.ofGroup(rest.group());
    IncidentUpdate update = known == null ? opened(rest, number, now) : new IncidentUpdate(known);
    if (update == null) {
      reopening.doubt(rest, number, now);
      return List.of();
    }
    reopening.doubt(rest, number, now);
    update.take(rest, standing, now);
    settle(update, now);
    escalate(update, now);
    return done(List.of(update));
  }

  /** Does what a person asks for; nothing if that incident is over or unknown. */
  public List<Change> asked(Command command, Instant now) {
    Incident incident = store.open(command.incident());
    if (incident == null) {
      return List.of();
    }
    IncidentUpdate update = new IncidentUpdate(incident);
    Instant until = until(command, incident, now);
    String by = command.by();
    switch (command.kind()) {
      case ACKNOWLEDGE -> {
        update.hold(Status.ACKNOWLEDGED, by, command.via(), until, now);
        follow(update, Message.Kind.ACKNOWLEDGE, by + " has it.", now);
      }
      case SNOOZE -> {
        update.hold(Status.SNOOZED, by, command.via(), until, now);
        follow(update, Message.Kind.ACKNOWLEDGE, by + " put it off until " + until + ".", now);
      }
      case RESOLVE -> {
        if (incident.group().equals(WatchdogWatch.GROUP)) {
          watchdog.restart(now);
        }
        update.remember(standing);
        update.resolve(by, "via " + command.via(), now);
        follow(update, Message.Kind.RESOLVE, by + " resolved it.", now);
      }
    }
    return done(List.of(update));
  }

  /** Does what is due: to be called every second or so. */
  public List<Change> tick(Instant now) {
    List<Change> late = new ArrayList<>();
    for (Reopening.Late heard : reopening.confirmed(now)) {
      late.addAll(heardLate(heard, now));
    }
    List<IncidentUpdate> updates = new ArrayList<>(reopening.look(store, now));
    IncidentUpdate silence = watched(now);
    if (silence != null) {
      keep(silence);
      updates.add(silence);
    }
    for (Incident incident : store.open()) {
      IncidentUpdate update = new IncidentUpdate(incident);
      update.look(standing, now);
      update.join(incident.alerts(), update.firingAnew(standing), now);
      settle(update, now);
      expireAcknowledgement(update, now);
      moveOn(update, now);
      escalate(update, now);
      keep(update);
      updates.add(update);
    }
    List<IncidentUpdate> bundled = new ArrayList<>(digests.end(store, now));
    bundled.forEach(this::keep);
    bundled.addAll(digests.release(store.all(), now));
    bundled.forEach(this::keep);
    updates.addAll(bundled);
    late.addAll(done(updates));
    return merged(late);
  }

  /** Takes in what was not believed when it was told; of the rest of its group nothing is new. */
  private List<Change> heardLate(Reopening.Late heard, Instant now) {
    Incident open = store.ofGroup(heard.notification().group());
    int unlisted = open == null ? 0 : open.unlisted();
    return notified(heard.notification().leavingOut(unlisted), heard.number(), now);
  }

  /** Takes in what a target answered. */
  public List<Change> answered(String incident, int page, Result result, Instant now) {
    Incident known = store.get(incident);
    if (known == null) {
      return List.of();
    }
    IncidentUpdate update = new IncidentUpdate(known);
    new Pages(update).answered(page, result, now);
    return done(List.of(update));
  }

  /** Remembers that some Alertmanager lists these alerts. */
  public List<Change> listed(String incident, List<String> fingerprints) {
    Incident known = store.open(incident);
    if (known == null) {
      return List.of();
    }
    IncidentUpdate update = new IncidentUpdate(known);
    update.listed(fingerprints);
    return done(List.of(update));
  }

  /** Ends others' alerts that no Alertmanager lists any more. */
  public List<Change> gone(String incident, List<String> fingerprints, Instant now) {
    Incident known = store.open(incident);
    if (known == null) {
      return List.of();
    }
    IncidentUpdate update = new IncidentUpdate(known);
    update.end(fingerprints, now);
    if (fingerprints.isEmpty() && known.unlisted() > 0) {
      update.endUnlisted(now);
    }
    settle(update, now);
    return done(List.of(update));
  }

  /**
   * Incidents that wait for alerts of which only Alertmanager knows whether they still fire: those
   * of others, and those it did not list.
   */
  public List<Incident> uncertain() {
    return store.uncertain();
  }

  /** A page and whose it is: two incidents may have pages that are equal. */
  public record Due(Incident incident, Page page) {}

  /** The pages to be sent now, of each target of each incident the first. */
  public List<Due> due(Instant now) {
    return store.due(now);
  }

  /** Removes what has long been resolved and is fully told, and returns the ids. */
  public List<String> forget(Instant now) {
    return store.forget(KEPT, now);
  }

  private @Nullable IncidentUpdate opened(Notification notification, long number, Instant now) {
    List<Notified> firing =
        notification.alerts().stream()
            .filter(Notified::firing)
            .filter(a -> standing.of(a.fingerprint()) != AlertStatus.State.OVER)
            .toList();
    if (firing.isEmpty()) {
      return null;
    }
    Map<String, String> labels = new TreeMap<>(notification.commonLabels());
    labels.putAll(notification.groupLabels());
    Policy policy = config.policyFor(labels);
    return policy == null
        ? null
        : IncidentUpdate.open(
            freeId(DATE.format(now) + "-" + number, now),
            notification.group(),
            notification,
            policy.name(),
            now);
  }

  /** What is believed only later may have the number of an incident that others of it opened. */
  private String freeId(String id, Instant now) {
    return store.get(id) == null ? id : id + "-" + now.getEpochSecond();
  }

  private void settle(IncidentUpdate update, Instant now) {
    Incident incident = update.incident();
    boolean over = incident.isOpen() && incident.firing() == 0;
    if (over && !incident.group().equals(WatchdogWatch.GROUP)) {
      update.resolve("", "its alerts ended", now);
      follow(update, Message.Kind.RESOLVE, "Its alerts ended.", now);
    }
  }

  private void expireAcknowledgement(IncidentUpdate update, Instant now) {
    Hold hold = update.incident().hold();
    if (hold != null && hold.until() != null && !hold.until().isAfter(now)) {
      update.expireAcknowledgement(now);
    }
  }

  /** A step that reached nobody is not waited for. */
  private void moveOn(IncidentUpdate update, Instant now) {
    Instant next = update.incident().escalation().nextAt();
    boolean triggered = update.incident().status() == Status.TRIGGERED;
    if (triggered && next != null && next.isAfter(now) && new Pages(update).stepFailed()) {
      update.escalateNow(now);
    }
  }

  private void escalate(IncidentUpdate update, Instant now) {
    Instant due = update.incident().escalation().nextAt();
    while (update.incident().status() == Status.TRIGGERED && due != null && !due.isAfter(now)) {
      Policy policy = config.policy(update.incident().policy());
      if (policy == null) {
        update.abort(now);
        return;
      }
      Map<String, String> targets = update.step(policy, resolver, due, now);
      new Pages(update).owe(targets, throttle.held(targets, store.all(), now), now);
      keep(update);
      due = update.incident().escalation().nextAt();
    }
  }

  private void follow(IncidentUpdate update, Message.Kind kind, String note, Instant now) {
    Policy policy = config.policy(update.incident().policy());
    boolean silences = policy != null && policy.silenceOnAcknowledge();
    boolean silenced = update.incident().pages().stream().anyMatch(p -> p.target().equals(SILENCE));
    boolean silence = kind == Message.Kind.RESOLVE ? silenced : silences;
    new Pages(update).followUp(kind, note, silence ? Set.of(SILENCE) : Set.of(), now);
  }

  private @Nullable Instant until(Command command, Incident incident, Instant now) {
    if (command.lasting() != null) {
      return now.plus(command.lasting());
    }
    Policy policy = config.policy(incident.policy());
    Duration expires = policy == null ? null : policy.acknowledgeExpires();
    return expires == null ? null : now.plus(expires);
  }

  /** Silence of the watchdog is an incident. */
  private @Nullable IncidentUpdate watched(Instant now) {
    boolean silent = watchdog.isSilent(now);
    Incident open = store.ofGroup(WatchdogWatch.GROUP);
    if (silent == (open != null) || (open != null && !watchdog.isBack())) {
      return null;
    }
    if (open == null) {
      return watchdog.open(DATE.format(now) + "-w" + now.getEpochSecond(), now);
    }
    IncidentUpdate update = new IncidentUpdate(open);
    update.resolve("", "the watchdog is back", now);
    follow(update, Message.Kind.RESOLVE, "The watchdog is back.", now);
    return update;
  }

  private void keep(IncidentUpdate update) {
    store.keep(update.incident());
  }

  private List<Change> done(List<IncidentUpdate> updates) {
    List<Change> changes = new ArrayList<>();
    for (IncidentUpdate update : updates) {
      Change change = update.change();
      if (change != null) {
        keep(update);
        changes.add(change);
      }
    }
    return merged(changes);
  }

  /** One change of each incident. */
  private static List<Change> merged(List<Change> changes) {
    Map<String, Change> each = new LinkedHashMap<>();
    changes.forEach(change -> each.merge(change.incident().id(), change, Change::then));
    return List.copyOf(each.values());
  }
}
