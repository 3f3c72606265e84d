/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.incident;

import static io.watchfire.router.incident.Desk.firing;
import static io.watchfire.router.incident.Desk.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.router.Schemas;
import io.watchfire.router.incident.Incident.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schemas and what is written of incidents agree; the desk looks at more of it. */
class IncidentSchemaTest {
  private final Schemas incidents = Schemas.of("incident");
  private final Schemas audit = Schemas.of("audit");
  private final IncidentJson json = new IncidentJson();
  private final Desk desk = new Desk(Desk.usual());

  @Test
  void everyStatusConforms() {
    Set<Status> seen = EnumSet.noneOf(Status.class);
    desk.notified("checkout", firing("a"), firing("b"));
    look(seen);
    desk.asks(Command.Kind.ACKNOWLEDGE, "alice", null);
    look(seen);
    desk.asks(Command.Kind.SNOOZE, "alice", Duration.ofMinutes(10));
    look(seen);
    desk.notified("checkout", resolved("a"), resolved("b"));
    look(seen);
    assertThat(seen).containsExactlyInAnyOrder(Status.values());
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeOfEntryConforms(TimelineEvent.What what) {
    desk.notified("checkout", firing("a"));
    audit.assertConforms(
        json.write(desk.only(), new TimelineEvent(desk.now(), what, "alice-phone", "busy")));
  }

  @Test
  void aTypeThatNobodyWritesDoesNotConform() {
    desk.notified("checkout", firing("a"));
    String entry =
        new String(
            json.write(
                desk.only(), new TimelineEvent(desk.now(), TimelineEvent.What.OPENED, "", "")),
            StandardCharsets.UTF_8);
    assertThat(audit.problems(utf8(entry))).isEmpty();
    assertThat(audit.problems(utf8(entry.replace("incident.opened", "incident.closed"))))
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version",
        "id",
        "status",
        "title",
        "policy",
        "group",
        "openedAt",
        "firing",
        "labels",
        "groupLabels",
        "annotations",
        "unlisted",
        "alerts",
        "escalation"
      })
  void anIncidentWithoutARequiredFieldDoesNotConform(String field) {
    desk.notified("checkout", firing("a"));
    ObjectNode tree = json.tree(desk.only());
    tree.remove(field);
    assertThat(incidents.problems(utf8(tree.toString()))).isNotEmpty();
  }

  private void look(Set<Status> seen) {
    incidents.assertConforms(json.write(desk.only()));
    seen.add(desk.only().status());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
