/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.incident;

import io.watchfire.router.Schemas;
import io.watchfire.router.incident.Notification.Notified;
import io.watchfire.router.oncall.OnCallConfig;
import io.watchfire.router.oncall.PageLimit;
import io.watchfire.router.oncall.Person;
import io.watchfire.router.oncall.Policy;
import io.watchfire.router.oncall.Recipient;
import io.watchfire.router.oncall.Route;
import io.watchfire.router.oncall.Step;
import io.watchfire.router.oncall.Watchdog;
import io.watchfire.router.targets.message.Result;
import io.watchfire.runtime.promql.Matcher;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Incidents at an imagined desk: a clock that is moved by hand, targets that take everything unless
 * told otherwise, and a restart from what was written down after every single change. All that is
 * written is held against the published schemas.
 */
final class Desk implements AlertStatus {
  private static final Schemas INCIDENT = Schemas.of("incident");
  private static final Schemas AUDIT = Schemas.of("audit");

  static final Instant START = Instant.parse("2026-11-28T03:00:00Z");

  private final OnCallConfig config;
  private final IncidentJson json = new IncidentJson();
  private final Map<String, byte[]> written = new TreeMap<>();
  private final Map<String, State> ours = new HashMap<>();
  private final Map<String, Long> transitions = new HashMap<>();
  private final Map<String, Result> answers = new HashMap<>();
  private final List<String> sent = new ArrayList<>();
  private final List<TimelineEvent> audit = new ArrayList<>();
  private Incidents incidents;
  private Instant now = START;
  private long offset;

  Desk(OnCallConfig config) {
    this.config = config;
    this.incidents = new Incidents(config, this);
  }

  /** Alice first, five minutes later bob and the team's channel; twice. */
  static OnCallConfig usual() {
    return config(1, null, false, null);
  }

  static OnCallConfig config(
      int repeat, PageLimit limit, boolean silence, Duration acknowledgeExpires) {
    Policy policy =
        new Policy(
            "usual",
            List.of(
                new Step(List.of(new Recipient.OfPerson("alice")), Duration.ofMinutes(5)),
                new Step(
                    List.of(new Recipient.OfPerson("bob"), new Recipient.OfTarget("channel")),
                    Duration.ofMinutes(10))),
            repeat,
            acknowledgeExpires,
            silence);
    return new OnCallConfig(
        List.of(person("alice", limit), person("bob", null)),
        List.of(),
        List.of(policy),
        List.of(new Route(List.of(Matcher.parse("severity=~\"page|\"")), "usual")),
        null);
  }

  /** The same, and a watchdog that must be heard every ten minutes. */
  static OnCallConfig watched() {
    OnCallConfig usual = usual();
    return new OnCallConfig(
        usual.people(),
        usual.schedules(),
        usual.policies(),
        usual.routes(),
        new Watchdog(
            List.of(Matcher.parse("alertname=\"Watchdog\"")), Duration.ofMinutes(10), "usual"));
  }

  private static Person person(String name, PageLimit limit) {
    return new Person(name, ZoneOffset.UTC, List.of(name + "-phone"), limit);
  }

  @Override
  public State of(String fingerprint) {
    return ours.getOrDefault(fingerprint, State.FOREIGN);
  }

  @Override
  public long transition(String fingerprint) {
    return transitions.getOrDefault(fingerprint, 0L);
  }

  void transition(String fingerprint, long number) {
    transitions.put(fingerprint, number);
  }

  void know(String fingerprint, State state) {
    ours.put(fingerprint, state);
  }

  void answers(String target, Result result) {
    answers.put(target, result);
  }

  /** Time passes in half seconds, as it does for the pager. */
  void pass(Duration duration) {
    Instant until = now.plus(duration);
    while (now.isBefore(until)) {
      now = now.plusMillis(500);
      work();
    }
  }

  void work() {
    write(incidents.tick(now));
    incidents.forget(now).forEach(written::remove);
    for (Incidents.Due due : incidents.due(now)) {
      Page page = due.page();
      Result result = answers.getOrDefault(page.target(), new Result.Delivered("ok"));
      if (result instanceof Result.Delivered) {
        sent.add(page.kind() + " " + page.target());
      }
      write(incidents.answered(due.incident().id(), page.number(), result, now));
    }
  }

  /** Killed before anything that is due is sent; goes on with what was written down. */
  void restart(Duration absence) {
    now = now.plus(absence);
    incidents = new Incidents(config, this);
    written.values().forEach(bytes -> incidents.restore(json.read(bytes)));
  }

  void notified(String group, Notified... alerts) {
    write(
        incidents.notified(
            new Notification(
                "team",
                Map.of("service", group),
                Map.of("alertname", "Burns", "severity", "page"),
                Map.of("summary", "it burns"),
                "",
                0,
                List.of(alerts)),
            offset++,
            now));
    work();
  }

  static Notified firing(String fingerprint) {
    return alert(fingerprint, true);
  }

  static Notified resolved(String fingerprint) {
    return alert(fingerprint, false);
  }

  void asks(Command.Kind kind, String by, Duration lasting) {
    write(incidents.asked(new Command(kind, only().id(), by, "api", lasting), now));
    work();
  }

  void asks(Command.Kind kind, String incident) {
    write(incidents.asked(new Command(kind, incident, "alice", "api", null), now));
    work();
  }

  void gone(String... fingerprints) {
    write(incidents.gone(only().id(), List.of(fingerprints), now));
    work();
  }

  Incident only() {
    List<Incident> all = new ArrayList<>(incidents.all());
    if (all.size() != 1) {
      throw new AssertionError("incidents: " + all);
    }
    return all.getFirst();
  }

  Incidents incidents() {
    return incidents;
  }

  Instant now() {
    return now;
  }

  /** What was delivered since the last call. */
  List<String> sent() {
    List<String> since = List.copyOf(sent);
    sent.clear();
    return since;
  }

  List<TimelineEvent> audit() {
    return audit;
  }

  private void write(List<Change> changes) {
    for (Change change : changes) {
      byte[] bytes = json.write(change.incident());
      if (!json.read(bytes).equals(change.incident())) {
        throw new AssertionError("read back differently: " + new String(bytes));
      }
      INCIDENT.assertConforms(bytes);
      change.entries().forEach(e -> AUDIT.assertConforms(json.write(change.incident(), e)));
      written.put(change.incident().id(), bytes);
      audit.addAll(change.entries());
    }
  }

  private static Notified alert(String fingerprint, boolean firing) {
    return new Notified(
        fingerprint,
        firing,
        Map.of("alertname", "Burns", "instance", fingerprint),
        Map.of("summary", fingerprint + " burns"),
        START.minusSeconds(60));
  }
}
