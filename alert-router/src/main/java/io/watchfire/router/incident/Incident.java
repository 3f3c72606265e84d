/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.incident;

import io.watchfire.router.incident.TimelineEvent.What;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An incident as it stands: what somebody is, was or will be woken for. It is written down whole
 * after each change, timers and owed pages included, so that a restart goes on where it was.
 *
 * @param id unique, for people too: date and number
 * @param group which notifications belong to it, {@link Notification#group}
 * @param policy the escalation policy's name
 * @param title one line
 * @param labels what its alerts had in common when it was opened, {@code groupLabels} included
 * @param groupLabels the labels that make the group
 * @param annotations what its alerts had in common when it was opened
 * @param alerts by fingerprint, at most {@value #MAX_ALERTS}
 * @param unlisted how many more alerts Alertmanager, or our limit, did not list
 * @param status where it is in its life
 * @param hold who holds it and until when, where it is acknowledged or snoozed
 * @param escalation how far up it has gone
 * @param pages what was and is to be sent, the last {@value #MAX_PAGES}, all that are open, and
 *     digests that have no end yet
 * @param timeline the last {@value #MAX_TIMELINE} entries; the audit trail has all
 * @param resolvedAt null while it is open
 */
public record Incident(
    String id,
    String group,
    String policy,
    String title,
    Map<String, String> labels,
    Map<String, String> groupLabels,
    Map<String, String> annotations,
    Map<String, Member> alerts,
    int unlisted,
    Status status,
    @Nullable Hold hold,
    Escalation escalation,
    List<Page> pages,
    List<TimelineEvent> timeline,
    Instant openedAt,
    @Nullable Instant resolvedAt) {

  /** No incident names more alerts than that; further ones are counted. */
  public static final int MAX_ALERTS = 500;

  static final int MAX_PAGES = 200;
  static final int MAX_TIMELINE = 200;

  /** Where it is in its life. */
  public enum Status {
    /** Somebody is being looked for. */
    TRIGGERED("triggered"),
    /** Somebody has it. */
    ACKNOWLEDGED("acknowledged"),
    /** Left alone for a while. */
    SNOOZED("snoozed"),
    /** Over. */
    RESOLVED("resolved");

    private final String text;

    Status(String text) {
      this.text = text;
    }

    /** The name in JSON and for people. */
    public String text() {
      return text;
    }

    /**
     * The status of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Status of(String text) {
      for (Status status : values()) {
        if (status.text.equalsIgnoreCase(text)) {
          return status;
        }
      }
      throw new IllegalArgumentException(
          "status: " + text + " (expected: triggered, acknowledged, snoozed or resolved)");
    }
  }

  /**
   * One of its alerts.
   *
   * @param ours whether Watchfire raised it, and so knows itself when it is over
   * @param listed whether an Alertmanager that can be asked has listed it: only then can it be
   *     missed there
   * @param transition {@link AlertStatus#transition} when a person resolved the incident though it
   *     fired: a higher one is new; else 0
   */
  public record Member(
      Map<String, String> labels,
      String summary,
      Instant startsAt,
      boolean firing,
      boolean ours,
      boolean listed,
      long transition) {
    /** Copies, sorted by name. */
    public Member {
      labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    Member ended() {
      return new Member(labels, summary, startsAt, false, ours, listed, 0);
    }

    Member seen() {
      return new Member(labels, summary, startsAt, firing, ours, true, transition);
    }

    Member again() {
      return new Member(labels, summary, startsAt, true, true, listed, 0);
    }

    Member at(long known) {
      return new Member(labels, summary, startsAt, firing, ours, listed, known);
    }
  }

  /**
   * Who has taken it or put it off.
   *
   * @param until when it comes back; null for never
   */
  public record Hold(String by, @Nullable Instant until) {}

  /** Copies. */
  public Incident {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    groupLabels = Collections.unmodifiableMap(new TreeMap<>(groupLabels));
    annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    alerts = Collections.unmodifiableMap(new TreeMap<>(alerts));
    pages = trimmed(pages);
    timeline =
        List.copyOf(timeline.subList(Math.max(0, timeline.size() - MAX_TIMELINE), timeline.size()));
  }

  /** Whether it is not over. */
  public boolean isOpen() {
    return status != Status.RESOLVED;
  }

  /** How many of its alerts fire, as far as is known. */
  public int firing() {
    return (int) alerts.values().stream().filter(Member::firing).count() + unlisted;
  }

  /** Whether it was over before, and is not. */
  boolean isOpenAgain() {
    return isOpen() && timeline.stream().anyMatch(e -> e.what() == What.RESOLVED);
  }

  /** Whether one of our own alerts fires: possible after its end, where a person said that. */
  boolean hasOwnFiring() {
    return alerts.values().stream().anyMatch(member -> member.firing() && member.ours());
  }

  /** Whether it was resolved at that time or later, or an alert of it ended then. */
  boolean endedSince(Instant when) {
    return (resolvedAt != null && !resolvedAt.isBefore(when))
        || timeline.stream().anyMatch(e -> e.what() == What.ENDED && !e.at().isBefore(when));
  }

  /** What a page is about: this incident, or the digest that it brings or ends. */
  public String subject(Page page) {
    return page.bundle() == null ? id : id + "/" + page.bundle().digest();
  }

  /** The idempotency key of one of its pages. */
  public String key(Page page) {
    return id + "/" + page.number();
  }

  Incident with(Map<String, Member> other, int more) {
    return changed(other, more, standing(), pages, timeline);
  }

  Incident with(Status other, @Nullable Hold by, @Nullable Instant resolved) {
    return changed(
        alerts, unlisted, new Standing(other, by, escalation, resolved), pages, timeline);
  }

  Incident with(Escalation other) {
    Standing escalated = new Standing(status, hold, other, resolvedAt);
    return changed(alerts, unlisted, escalated, pages, timeline);
  }

  Incident withPages(List<Page> other) {
    return changed(alerts, unlisted, standing(), other, timeline);
  }

  Incident with(TimelineEvent event) {
    List<TimelineEvent> more = new ArrayList<>(timeline);
    more.add(event);
    return changed(alerts, unlisted, standing(), pages, more);
  }

  /** Where an incident is in its life. */
  private record Standing(
      Status status, @Nullable Hold hold, Escalation escalation, @Nullable Instant resolvedAt) {}

  private Standing standing() {
    return new Standing(status, hold, escalation, resolvedAt);
  }

  /** What an incident is called and belongs to never changes. */
  private Incident changed(
      Map<String, Member> newAlerts,
      int newUnlisted,
      Standing now,
      List<Page> newPages,
      List<TimelineEvent> newTimeline) {
    return new Incident(
        id,
        group,
        policy,
        title,
        labels,
        groupLabels,
        annotations,
        newAlerts,
        newUnlisted,
        now.status(),
        now.hold(),
        now.escalation(),
        newPages,
        newTimeline,
        openedAt,
        now.resolvedAt());
  }

  private static List<Page> trimmed(List<Page> pages) {
    List<Page> kept = new ArrayList<>(pages);
    for (int i = 0; kept.size() > MAX_PAGES && i < kept.size(); ) {
      Page page = kept.get(i);
      if (page.isOpen() || page.isUnended(pages)) {
        i++;
      } else {
        kept.remove(i);
      }
    }
    return List.copyOf(kept);
  }
}
