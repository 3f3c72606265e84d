/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.incident;

import static io.watchfire.router.incident.Desk.firing;
import static io.watchfire.router.incident.Desk.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.golden.Golden;
import io.watchfire.router.incident.Incident.Status;
import io.watchfire.router.targets.message.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Incidents and what the audit trail says of them, with each of their names. */
class IncidentsGoldenTest {
  private final IncidentJson json = new IncidentJson();
  private final Desk desk = new Desk(Desk.usual());

  @Test
  void incidentsAreTheSameJson() {
    List<Incident> all = update();
    Golden.assertSame("incidents.jsonl", all.stream().map(json::write).map(this::text).toList());
    assertThat(Golden.lines("incidents.jsonl").stream().map(line -> json.read(bytes(line))))
        .containsExactlyElementsOf(all);
  }

  @Test
  void entriesOfTheAuditTrailAreTheSameJson() {
    desk.notified("checkout", firing("a"));
    List<String> lines = new ArrayList<>();
    for (TimelineEvent.What what : TimelineEvent.What.values()) {
      lines.add(
          text(json.write(desk.only(), new TimelineEvent(desk.now(), what, "alice", "busy"))));
    }
    Golden.assertSame("incident-audit.jsonl", lines);
  }

  /** From its beginning to its end, and then with a page of every kind and in every state. */
  private List<Incident> update() {
    List<Incident> all = new ArrayList<>();
    desk.notified("checkout", firing("a"), firing("b"));
    all.add(desk.only());
    desk.asks(Command.Kind.ACKNOWLEDGE, "alice", null);
    all.add(desk.only());
    desk.asks(Command.Kind.SNOOZE, "alice", Duration.ofMinutes(10));
    all.add(desk.only());
    desk.pass(Duration.ofMinutes(20));
    all.add(desk.only());
    desk.notified("checkout", resolved("a"), resolved("b"));
    all.add(desk.only());
    assertThat(all.stream().map(Incident::status)).contains(Status.values());
    List<Page> pages = pages();
    all.add(paged(desk.only(), pages));
    return all;
  }

  private List<Page> pages() {
    List<Page> pages = new ArrayList<>();
    for (Page.State state : Page.State.values()) {
      for (Message.Kind kind : Message.Kind.values()) {
        boolean digest = kind == Message.Kind.DIGEST;
        pages.add(
            new Page(
                pages.size() + 1,
                "alice-phone",
                "alice",
                kind,
                1,
                "a note",
                desk.now(),
                state,
                2,
                desk.now().plusSeconds(5),
                "busy",
                digest ? new Page.Bundle(pages.size() + 1, List.of("i1", "i2")) : null));
      }
    }
    return pages;
  }

  private static Incident paged(Incident i, List<Page> pages) {
    return new Incident(
        i.id(),
        i.group(),
        i.policy(),
        i.title(),
        i.labels(),
        i.groupLabels(),
        i.annotations(),
        i.alerts(),
        i.unlisted(),
        i.status(),
        i.hold(),
        i.escalation(),
        pages,
        i.timeline(),
        i.openedAt(),
        i.resolvedAt());
  }

  private String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8);
  }
}
