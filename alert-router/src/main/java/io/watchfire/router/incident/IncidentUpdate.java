/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.incident;

import io.watchfire.router.incident.Incident.Hold;
import io.watchfire.router.incident.Incident.Member;
import io.watchfire.router.incident.Incident.Status;
import io.watchfire.router.incident.Notification.Notified;
import io.watchfire.router.incident.TimelineEvent.What;
import io.watchfire.router.oncall.Policy;
import io.watchfire.router.oncall.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One incident while something happens to it. Whatever happens says so: it would be missing in the
 * audit trail without an entry.
 */
final class IncidentUpdate {
  private final List<TimelineEvent> entries = new ArrayList<>();
  private Incident incident;
  private boolean quietly;

  IncidentUpdate(Incident incident) {
    this.incident = incident;
  }

  /** The first moment of an incident; its alerts are still to be taken in. */
  static IncidentUpdate open(
      String id, String group, Notification notification, String policy, Instant now) {
    Map<String, String> labels = Titles.shortened(notification.commonLabels());
    labels.putAll(notification.groupLabels());
    IncidentUpdate update =
        new IncidentUpdate(
            new Incident(
                id,
                group,
                policy,
                Titles.of(labels, notification.groupLabels()),
                labels,
                notification.groupLabels(),
                Titles.shortened(notification.commonAnnotations()),
                Map.of(),
                0,
                Status.TRIGGERED,
                null,
                Escalation.dueAt(now),
                List.of(),
                List.of(),
                now,
                null));
    update.say(now, What.OPENED, "", notification.reason());
    return update;
  }

  Incident incident() {
    return incident;
  }

  /** Null if nothing happened. */
  @Nullable Change change() {
    return entries.isEmpty() && !quietly ? null : new Change(incident, entries);
  }

  void say(Instant at, What what, String who, String detail) {
    TimelineEvent entry = new TimelineEvent(at, what, who, detail);
    entries.add(entry);
    incident = incident.with(entry);
  }

  /** Takes in what Alertmanager says of the group; where it says nothing new nothing happens. */
  void take(Notification notification, AlertStatus standing, Instant now) {
    Map<String, Member> alerts = new TreeMap<>(incident.alerts());
    List<String> joined = new ArrayList<>();
    List<String> ended = new ArrayList<>();
    List<String> expired = new ArrayList<>();
    int unlisted = notification.truncated();
    for (Notified alert : notification.alerts()) {
      AlertStatus.State known = standing.of(alert.fingerprint());
      Member member = alerts.get(alert.fingerprint());
      if (member == null || !member.firing()) {
        if (!alert.firing() || known == AlertStatus.State.OVER) {
          continue;
        }
        if (member != null || alerts.size() < Incident.MAX_ALERTS) {
          boolean ours = known != AlertStatus.State.FOREIGN;
          alerts.put(alert.fingerprint(), Titles.member(alert, incident.labels(), ours));
          joined.add(alert.fingerprint());
        } else {
          unlisted++;
        }
      } else if (!alert.firing()) {
        if (known == AlertStatus.State.FIRING) {
          expired.add(alert.fingerprint());
        } else {
          alerts.put(alert.fingerprint(), member.ended());
          ended.add(alert.fingerprint());
        }
      }
    }
    boolean counts = unlisted != incident.unlisted();
    incident = incident.with(alerts, unlisted);
    if (counts) {
      say(now, What.JOINED, "", unlisted + " that are not listed");
    }
    tell(now, What.JOINED, joined, "");
    tell(now, What.ENDED, ended, "");
    tell(now, What.EXPIRED, expired, ": only Alertmanager thinks that they ended");
  }

  /** Ends our own alerts that are over, whatever Alertmanager says. */
  void look(AlertStatus standing, Instant now) {
    List<String> over = new ArrayList<>();
    incident
        .alerts()
        .forEach(
            (fingerprint, member) -> {
              if (member.firing() && isOver(standing.of(fingerprint), member)) {
                over.add(fingerprint);
              }
            });
    end(over, now);
  }

  /** Our own alerts that have begun to fire since they ended, or since a person resolved all. */
  List<String> firingAnew(AlertStatus standing) {
    List<String> anew = new ArrayList<>();
    incident
        .alerts()
        .forEach(
            (fingerprint, member) -> {
              boolean seen = member.firing() && member.transition() == 0;
              if (!seen
                  && standing.of(fingerprint) == AlertStatus.State.FIRING
                  && (!member.firing() || standing.transition(fingerprint) > member.transition())) {
                anew.add(fingerprint);
              }
            });
    return anew;
  }

  /** Opens it again, for these of its alerts fire again: the policy from its first step. */
  void reopen(List<String> fingerprints, Instant now) {
    Map<String, Member> alerts = new TreeMap<>(incident.alerts());
    fingerprints.forEach(f -> alerts.computeIfPresent(f, (key, member) -> member.again()));
    incident = incident.with(alerts, 0).with(Status.TRIGGERED, null, null);
    incident = incident.with(incident.escalation().anew(now));
    tell(now, What.OPENED, fingerprints, ": opened again, they fire again");
  }

  /** Takes in alerts that fire again, which it had itself or another one of its group had. */
  void join(Map<String, Member> had, List<String> fingerprints, Instant now) {
    if (fingerprints.isEmpty()) {
      return;
    }
    Map<String, Member> alerts = new TreeMap<>(incident.alerts());
    List<String> joined = new ArrayList<>();
    for (String fingerprint : fingerprints) {
      Member here = alerts.get(fingerprint);
      Member member = here == null ? had.get(fingerprint) : here;
      boolean fits = here != null || alerts.size() < Incident.MAX_ALERTS;
      if (member != null && fits && (here == null || !here.firing())) {
        alerts.put(fingerprint, member.again());
        joined.add(fingerprint);
      }
    }
    incident = incident.with(alerts, incident.unlisted());
    tell(now, What.JOINED, joined, ": they fire again");
  }

  /** Remembers which firing of our own alerts a person has seen. */
  void remember(AlertStatus standing) {
    Map<String, Member> alerts = new TreeMap<>(incident.alerts());
    alerts.replaceAll(
        (fingerprint, member) ->
            member.firing() && member.ours()
                ? member.at(standing.transition(fingerprint))
                : member);
    incident = incident.with(alerts, incident.unlisted());
  }

  /** Ends these alerts. */
  void end(List<String> fingerprints, Instant now) {
    if (fingerprints.isEmpty()) {
      return; // as with most looks at most incidents
    }
    Map<String, Member> alerts = new TreeMap<>(incident.alerts());
    fingerprints.forEach(f -> alerts.computeIfPresent(f, (key, member) -> member.ended()));
    incident = incident.with(alerts, incident.unlisted());
    tell(now, What.ENDED, fingerprints, "");
  }

  /** Remembers that these can be missed; no event, so that no entry says so. */
  void listed(List<String> fingerprints) {
    Map<String, Member> alerts = new TreeMap<>(incident.alerts());
    fingerprints.forEach(f -> alerts.computeIfPresent(f, (key, member) -> member.seen()));
    incident = incident.with(alerts, incident.unlisted());
    quietly = true;
  }

  /** Forgets the alerts that were never listed. */
  void endUnlisted(Instant now) {
    incident = incident.with(incident.alerts(), 0);
    say(now, What.ENDED, "", "those that were not listed");
  }

  void resolve(String by, String why, Instant now) {
    incident = incident.with(Status.RESOLVED, null, now).with(incident.escalation().stopped());
    say(now, What.RESOLVED, by, why);
  }

  void hold(Status status, String by, String via, @Nullable Instant until, Instant now) {
    incident = incident.with(status, new Hold(by, until), null);
    incident = incident.with(incident.escalation().stopped());
    What what = status == Status.SNOOZED ? What.SNOOZED : What.ACKNOWLEDGED;
    say(now, what, by, "via " + via + (until == null ? "" : ", until " + until));
  }

  /** An acknowledgement or a snooze is over and the incident is not: the first step again. */
  void expireAcknowledgement(Instant now) {
    Hold hold = incident.hold();
    incident = incident.with(Status.TRIGGERED, null, null);
    incident = incident.with(incident.escalation().anew(now));
    say(now, What.LAPSED, hold == null ? "" : hold.by(), "nobody has it any more");
  }

  /**
   * Takes the step that is due. Its successor is due by the time at which this one was, not at
   * which it was taken, so that an absence of ours delays nobody.
   *
   * @return the targets to page, and whose each is
   */
  Map<String, String> step(Policy policy, OnCallResolver resolver, Instant due, Instant now) {
    Escalation at = incident.escalation();
    if (at.step() >= policy.steps().size()) {
      if (at.round() >= policy.repeat()) {
        incident = incident.with(at.stopped());
        say(now, What.EXHAUSTED, "", "every step of policy " + policy.name() + " was taken");
        return Map.of();
      }
      at = new Escalation(at.turn(), at.round() + 1, 0, at.nextAt());
    }
    Step step = policy.steps().get(at.step());
    Map<String, String> targets = resolver.of(step, now);
    Instant next = targets.isEmpty() ? due : due.plus(step.escalateAfter());
    incident = incident.with(new Escalation(at.turn() + 1, at.round(), at.step() + 1, next));
    String place =
        "step %d of %d, round %d".formatted(at.step() + 1, policy.steps().size(), at.round() + 1);
    if (targets.isEmpty()) {
      say(now, What.NOBODY, "", place + ": nobody to page among " + step.recipients());
    } else {
      say(now, What.ESCALATED, "", place + ": " + String.join(", ", targets.keySet()));
    }
    return targets;
  }

  /** Stops an escalation whose policy is gone. */
  void abort(Instant now) {
    incident = incident.with(incident.escalation().stopped());
    say(now, What.EXHAUSTED, "", "policy " + incident.policy() + " is not configured any more");
  }

  /** Lets the next step be taken at once. */
  void escalateNow(Instant now) {
    incident = incident.with(incident.escalation().due(now));
  }

  void pages(List<Page> pages) {
    incident = incident.withPages(pages);
  }

  private static boolean isOver(AlertStatus.State known, Member member) {
    return known == AlertStatus.State.OVER || (member.ours() && known == AlertStatus.State.FOREIGN);
  }

  private void tell(Instant now, What what, List<String> fingerprints, String why) {
    if (!fingerprints.isEmpty()) {
      List<String> some = fingerprints.subList(0, Math.min(10, fingerprints.size()));
      String more = some.size() < fingerprints.size() ? ", ..." : "";
      say(now, what, "", fingerprints.size() + " (" + String.join(", ", some) + more + ")" + why);
    }
  }
}
