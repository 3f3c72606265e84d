/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.router.incident.Escalation;
import io.watchfire.router.incident.Incident;
import io.watchfire.router.incident.Incident.Status;
import io.watchfire.router.incident.Page;
import io.watchfire.router.incident.Page.State;
import io.watchfire.router.targets.message.Message;
import io.watchfire.router.targets.message.Message.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessagesTest {
  private static final Instant NOW = Instant.parse("2026-11-28T03:00:00Z");

  private final Messages messages = new Messages(null);

  @Test
  void whatIsSaidOfOneIncidentHasItsIdAndAKeyOfItsOwn() {
    Page page = page(1, Kind.TRIGGER, null);
    Page over = page(2, Kind.RESOLVE, null);
    Incident incident = incident("a", Status.RESOLVED, List.of(page, over));
    assertThat(words(page, incident).incident()).isEqualTo("a");
    assertThat(words(over, incident).incident()).isEqualTo("a");
    assertThat(words(page, incident).key()).isNotEqualTo(words(over, incident).key());
  }

  @Test
  void aDigestAndItsEndAreOneThingAndNoIncident() {
    Page digest = page(2, Kind.DIGEST, new Page.Bundle(2, List.of("a", "b")));
    Page end = page(5, Kind.RESOLVE, new Page.Bundle(2, List.of("a", "b")));
    Incident incident = incident("a", Status.RESOLVED, List.of(digest, end));
    assertThat(words(digest, incident).incident()).isEqualTo("a/2");
    assertThat(words(end, incident).incident()).isEqualTo("a/2");
    assertThat(words(end, incident).key()).isEqualTo("a/5");
  }

  @Test
  void aDigestListsWhatIsOpenWhenItIsSent() {
    Page digest = page(1, Kind.DIGEST, new Page.Bundle(1, List.of("a", "b")));
    Map<String, Incident> all =
        Map.of(
            "a", incident("a", Status.TRIGGERED, List.of(digest)),
            "b", incident("b", Status.RESOLVED, List.of()));
    Message message = messages.of(digest, all.get("a"), all::get);
    assertThat(message.alerts())
        .extracting(line -> line.labels().get("incident"))
        .containsExactly("a");
    assertThat(message.firing()).isEqualTo(1);
  }

  private Message words(Page page, Incident incident) {
    return messages.of(page, incident, id -> id.equals(incident.id()) ? incident : null);
  }

  private static Page page(int number, Kind kind, Page.@Nullable Bundle bundle) {
    return new Page(
        number, "phone", "alice", kind, 1, "", NOW, State.DELIVERED, 0, NOW, "", bundle);
  }

  private static Incident incident(String id, Status status, List<Page> pages) {
    return new Incident(
        id,
        "group",
        "policy",
        "title",
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        0,
        status,
        null,
        new Escalation(0, 0, 0, NOW),
        pages,
        List.of(),
        NOW,
        status == Status.RESOLVED ? NOW : null);
  }
}
