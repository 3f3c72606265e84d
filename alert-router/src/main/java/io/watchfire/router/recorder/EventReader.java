/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.recorder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchfire.router.recorder.AuditEntry.State;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one event of Alertmanager's recorder says, from its JSON. The form is that of {@code
 * eventrecorder.proto} in protobuf's JSON, as 0.34 writes it.
 */
final class EventReader {
  /** More than fit into a record of the size that Kafka takes by default. */
  static final int MAX_ALERTS = 5_000;

  private final ObjectMapper mapper = new ObjectMapper();

  /** Which Alertmanager says it, and when. */
  private record Source(Instant at, String who, int position) {
    Fact fact(
        Subject alert,
        AuditEntry.Type type,
        @Nullable State state,
        String detail,
        @Nullable String once) {
      AuditEntry entry =
          new AuditEntry(
              alert.fingerprint(), null, alert.name(), at, type, who, position, state, detail);
      return new Fact(entry, alert.startsAt(), once);
    }
  }

  /** The alert that it is about. */
  private record Subject(
      String fingerprint, String name, @Nullable Instant startsAt, boolean resolved) {
    State state() {
      return resolved ? State.RESOLVED : State.FIRING;
    }
  }

  /**
   * Reads it.
   *
   * @param json null for a record without a value
   * @throws IllegalArgumentException if it is no event; says what was wrong, and what was expected
   */
  Event read(byte @Nullable [] json) {
    JsonNode root = parse(json);
    JsonNode data = Fields.object(root, "data");
    if (data.size() != 1) {
      throw new IllegalArgumentException("data: " + data.size() + " kinds (expected: one)");
    }
    Map.Entry<String, JsonNode> only = data.properties().iterator().next();
    return event(root, only.getKey(), only.getValue());
  }

  private static Event event(JsonNode root, String kind, JsonNode event) {
    return switch (kind) {
      case "alertCreated" -> new Event(kind, true, received(source(root), event));
      case "alertGrouped" -> new Event(kind, true, grouped(source(root), event));
      case "notification" -> new Event(kind, true, notified(source(root), event));
      case "alertResolved" -> new Event(kind, true, resolved(source(root), event));
      case "silenceMutedAlert" -> new Event(kind, true, silenced(source(root), event));
      case "inhibitionMutedAlert" -> new Event(kind, true, inhibited(source(root), event));
      case "silenceCreated",
          "silenceUpdated",
          "alertmanagerStartupEvent",
          "alertmanagerShutdownEvent" ->
          new Event(kind, true, List.of());
      default -> new Event(kind, false, List.of());
    };
  }

  private static List<Fact> received(Source source, JsonNode event) {
    Subject alert = alert(Fields.object(event, "alert"));
    return List.of(source.fact(alert, AuditEntry.Type.RECEIVED, alert.state(), "", null));
  }

  /** Comes with every sending of the alert, whatever the definition of the event says. */
  private static List<Fact> grouped(Source source, JsonNode event) {
    Subject alert = details(Fields.object(event, "alert"));
    if (alert.resolved()) {
      return List.of(); // the end of an alert, which alertResolved tells better
    }
    String detail = EventText.group(Fields.object(event, "groupInfo"));
    return List.of(source.fact(alert, AuditEntry.Type.GROUPED, alert.state(), detail, detail));
  }

  private static List<Fact> notified(Source source, JsonNode event) {
    JsonNode alerts = event.path("alerts");
    if (alerts.size() > MAX_ALERTS) {
      throw new IllegalArgumentException(
          "alerts: " + alerts.size() + " (expected: at most " + MAX_ALERTS + ")");
    }
    String detail = EventText.notification(event);
    List<Fact> facts = new ArrayList<>();
    for (JsonNode grouped : alerts) {
      Subject alert = details(grouped);
      facts.add(source.fact(alert, AuditEntry.Type.NOTIFIED, alert.state(), detail, null));
    }
    return facts;
  }

  /** Comes again whenever a resolved alert is sent again. */
  private static List<Fact> resolved(Source source, JsonNode event) {
    Subject alert = details(Fields.object(event, "alert"));
    String detail = EventText.group(Fields.object(event, "groupInfo"));
    return List.of(source.fact(alert, AuditEntry.Type.RESOLVED, State.RESOLVED, detail, detail));
  }

  /** Comes with every flush of the group while the silence lasts. */
  private static List<Fact> silenced(Source source, JsonNode event) {
    Subject alert = muted(event);
    JsonNode silence = Fields.object(event, "silence");
    return List.of(
        source.fact(
            alert,
            AuditEntry.Type.SILENCED,
            null,
            EventText.silence(silence),
            EventText.silenceId(silence)));
  }

  /** Comes with every flush of the group while the other alert fires. */
  private static List<Fact> inhibited(Source source, JsonNode event) {
    Subject alert = muted(event);
    String detail = EventText.inhibition(event);
    return List.of(source.fact(alert, AuditEntry.Type.INHIBITED, null, detail, detail));
  }

  private static Source source(JsonNode root) {
    return new Source(
        Fields.time(root, "@timestamp"),
        Fields.text(root, "instance", EventText.NAME),
        Fields.ordinal(root, "clusterPosition"));
  }

  private static Subject details(JsonNode grouped) {
    return alert(Fields.object(grouped, "details"));
  }

  private static Subject alert(JsonNode alert) {
    return new Subject(
        Fields.fingerprint(alert, "fingerprint"),
        Fields.text(alert, "name", EventText.NAME),
        Fields.time(alert, "startsAt"),
        alert.path("resolved").asBoolean());
  }

  private static Subject muted(JsonNode event) {
    JsonNode alert = Fields.object(event, "mutedAlert");
    return new Subject(
        Fields.fingerprint(alert, "fingerprint"),
        Fields.label(alert.path("labels"), "alertname", EventText.NAME),
        null,
        false);
  }

  private JsonNode parse(byte @Nullable [] json) {
    if (json == null || json.length == 0) {
      throw new IllegalArgumentException("empty (expected: an event of Alertmanager's recorder)");
    }
    try {
      JsonNode root = mapper.readTree(json);
      if (root.isObject()) {
        return root;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "not JSON (expected: format: json in event_recorder.kafka_outputs)", e);
    }
    throw new IllegalArgumentException("not a JSON object (expected: an event)");
  }
}
