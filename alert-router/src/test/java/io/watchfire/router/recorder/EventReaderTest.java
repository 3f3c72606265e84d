/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchfire.schemas.alert.Fingerprint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventReaderTest {
  private final EventReader reader = new EventReader();

  @Test
  void everyRecordedKindIsKnown() {
    List<Event> events = Recorded.events("single").stream().map(this::read).toList();

    assertThat(events).allMatch(Event::known);
    assertThat(events.stream().map(Event::kind).distinct().sorted())
        .containsExactly(
            "alertCreated",
            "alertGrouped",
            "alertResolved",
            "alertmanagerShutdownEvent",
            "alertmanagerStartupEvent",
            "inhibitionMutedAlert",
            "notification",
            "silenceCreated",
            "silenceMutedAlert");
  }

  @Test
  void aNotificationNamesReceiverIntegrationAndReason() {
    AuditEntry entry = only(Recorded.first("single", "notification"));

    assertThat(entry)
        .isEqualTo(
            new AuditEntry(
                "95e55b1617112dac",
                null,
                "Burn",
                Instant.parse("2026-11-28T09:45:38.040260680Z"),
                AuditEntry.Type.NOTIFIED,
                "vm",
                0,
                AuditEntry.State.FIRING,
                "pager/webhook[0]: first notification"));
  }

  @Test
  void fingerprintsAreThoseOfTheLabels() {
    assertThat(only(Recorded.first("single", "alertCreated")).fingerprint())
        .isEqualTo(
            Fingerprint.of(Map.of("alertname", "Burn", "service", "shop", "severity", "page")));
  }

  @Test
  void aNotificationOfManyIsToldOfEach() {
    List<String> told =
        Recorded.events("cluster").stream()
            .map(this::read)
            .filter(event -> event.kind().equals("notification"))
            .flatMap(event -> event.facts().stream())
            .map(fact -> fact.entry().name() + " " + fact.entry().state())
            .toList();

    assertThat(told)
        .containsExactly(
            "Burn FIRING",
            "Slow FIRING",
            "Slow FIRING",
            "Burn FIRING",
            "Slow RESOLVED",
            "Burn FIRING");
  }

  @Test
  void aSilenceNamesWhoseItIsUntilWhenAndWhy() {
    AuditEntry entry = only(Recorded.first("single", "silenceMutedAlert"));

    assertThat(entry.name()).isEqualTo("Quiet");
    assertThat(entry.state()).isNull();
    assertThat(entry.detail())
        .isEqualTo(
            "e4f2f3e6-ced8-4de8-85f8-aad6d90ef016 by alice until 2026-11-28T10:45:38Z: upgrade");
  }

  @Test
  void anInhibitionNamesTheRuleAndTheOtherAlert() {
    AuditEntry entry = only(Recorded.first("single", "inhibitionMutedAlert"));

    assertThat(entry.name()).isEqualTo("Target");
    assertThat(entry.detail())
        .isEqualTo("zone-down by " + Fingerprint.of(Map.of("alertname", "Source", "zone", "a")));
  }

  @Test
  void membersAreToldApart() {
    assertThat(
            Recorded.events("cluster").stream()
                .map(this::read)
                .filter(event -> event.kind().equals("alertCreated"))
                .map(event -> event.facts().getFirst().entry().position()))
        .containsExactly(0, 0, 1, 1);
  }

  @Test
  void anotherIntegrationOfTheReceiverHasItsNumber() {
    String event =
        Recorded.first("single", "notification")
            .replace("{\"name\":\"webhook\"}", "{\"name\":\"email\",\"index\":\"2\"}");
    assertThat(only(event).detail()).startsWith("pager/email[2]: ");
  }

  @Test
  void aKindOfTheFutureIsLeftOutAndNamed() {
    Event event = read("{\"data\": {\"alertForgotten\": {\"alert\": 7}}}");

    assertThat(event).isEqualTo(new Event("alertForgotten", false, List.of()));
  }

  @Test
  void whatComesLongIsCut() {
    String event =
        Recorded.first("single", "silenceMutedAlert").replace("upgrade", "u".repeat(100_000));
    assertThat(only(event).detail().length()).isLessThan(1_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fingerprint\":\"7 | fingerprint\":\"x7 | a number of 64 bits",
        "fingerprint\":\"7 | fingerprint\":\"99999999997 | 0 to 2^64-1",
        "@timestamp | timestamp | @timestamp: missing",
        "2026-11-28T09:45:37Z | yesterday | startsAt: \"yesterday\" (expected: a time",
        "details | detail | details: missing (expected: an object)",
        "groupInfo | info | groupInfo: missing (expected: an object)",
        "\"Bad\" | 7 | name: 7 (expected: text)",
        "\"data\" | \"date\" | data: missing (expected: an object)",
        "\"data\":{ | \"data\":{\"more\":{}, | data: 2 kinds (expected: one)",
        "\"instance\" | \"clusterPosition\":-1,\"instance\" | clusterPosition: -1",
        "{\"@ | [{\"@ | not JSON (expected: format: json"
      })
  void whatIsNoEventIsRefusedWithTheReason(String right, String wrong, String reason) {
    String event = Recorded.first("single", "alertGrouped").replace(right, wrong);
    assertThatThrownBy(() -> read(event))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void anEmptyRecordIsNoEvent() {
    assertThatThrownBy(() -> reader.read(null)).hasMessageStartingWith("empty (expected");
    assertThatThrownBy(() -> read("")).hasMessageStartingWith("empty (expected");
    assertThatThrownBy(() -> read("[]")).hasMessageStartingWith("not a JSON object");
  }

  @Test
  void moreAlertsThanCanBeIsRefused() {
    String alerts = "{},".repeat(EventReader.MAX_ALERTS) + "{}";
    String event =
        "{\"@timestamp\": \"2026-11-28T09:45:37Z\", \"data\": {\"notification\": {\"alerts\": ["
            + alerts
            + "]}}}";
    assertThatThrownBy(() -> read(event)).hasMessage("alerts: 5001 (expected: at most 5000)");
  }

  private AuditEntry only(String event) {
    List<Fact> facts = read(event).facts();
    assertThat(facts).hasSize(1);
    return facts.getFirst().entry();
  }

  private Event read(String event) {
    return reader.read(Recorded.utf8(event));
  }
}
