/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.incident;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.router.incident.Incident.Hold;
import io.watchfire.router.incident.Incident.Member;
import io.watchfire.router.incident.Incident.Status;
import io.watchfire.router.targets.message.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An incident as JSON: on its topic and in the API. Fields are added, never changed or removed
 * within a version.
 */
public final class IncidentJson {
  /** The version this writes. */
  public static final int VERSION = 1;

  private final ObjectMapper mapper = new ObjectMapper();

  /** Writes it. */
  public byte[] write(Incident incident) {
    return tree(incident).toString().getBytes(StandardCharsets.UTF_8);
  }

  /** As a tree, for those who embed it in a larger document. */
  public ObjectNode tree(Incident incident) {
    ObjectNode node = mapper.createObjectNode();
    node.put("version", VERSION);
    node.put("id", incident.id());
    node.put("status", incident.status().text());
    node.put("title", incident.title());
    node.put("policy", incident.policy());
    node.put("group", incident.group());
    node.put("openedAt", incident.openedAt().toString());
    time(node, "resolvedAt", incident.resolvedAt());
    node.put("firing", incident.firing());
    strings(node, "labels", incident.labels());
    strings(node, "groupLabels", incident.groupLabels());
    strings(node, "annotations", incident.annotations());
    node.put("unlisted", incident.unlisted());
    ObjectNode alerts = node.putObject("alerts");
    incident.alerts().forEach((fingerprint, m) -> write(alerts.putObject(fingerprint), m));
    Hold hold = incident.hold();
    if (hold != null) {
      ObjectNode held = node.putObject("hold");
      held.put("by", hold.by());
      time(held, "until", hold.until());
    }
    write(node.putObject("escalation"), incident.escalation());
    incident.pages().forEach(page -> write(node.withArray("pages").addObject(), page));
    incident.timeline().forEach(entry -> write(node.withArray("timeline").addObject(), entry));
    return node;
  }

  /** An entry of its timeline as a record of the audit trail. */
  public byte[] write(Incident incident, TimelineEvent entry) {
    ObjectNode node = mapper.createObjectNode();
    node.put("version", VERSION);
    node.put("incident", incident.id());
    node.put("title", incident.title());
    node.put("policy", incident.policy());
    write(node, entry);
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** An entry of the timeline, into that node. */
  public void write(ObjectNode node, TimelineEvent entry) {
    node.put("at", entry.at().toString());
    node.put("type", entry.what().text());
    node.put("who", entry.who());
    node.put("detail", entry.detail());
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if the bytes are not one; says what was wrong
   */
  public Incident read(byte[] json) {
    try {
      return incident(mapper.readTree(json));
    } catch (IOException | DateTimeException e) {
      throw new IllegalArgumentException("not an incident: " + e.getMessage(), e);
    }
  }

  private static Incident incident(JsonNode node) {
    int version = node.path("version").asInt(0);
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "not an incident: version: " + version + " (expected: " + VERSION + ")");
    }
    Map<String, Member> alerts = new TreeMap<>();
    node.path("alerts").properties().forEach(a -> alerts.put(a.getKey(), member(a.getValue())));
    List<Page> pages = new ArrayList<>();
    node.path("pages").forEach(page -> pages.add(page(page)));
    List<TimelineEvent> timeline = new ArrayList<>();
    node.path("timeline").forEach(entry -> timeline.add(entry(entry)));
    JsonNode hold = node.path("hold");
    JsonNode escalation = node.path("escalation");
    return new Incident(
        text(node, "id"),
        text(node, "group"),
        text(node, "policy"),
        text(node, "title"),
        strings(node.path("labels")),
        strings(node.path("groupLabels")),
        strings(node.path("annotations")),
        alerts,
        node.path("unlisted").asInt(),
        Status.of(text(node, "status")),
        hold.isMissingNode() ? null : new Hold(text(hold, "by"), time(hold, "until")),
        new Escalation(
            escalation.path("turn").asInt(),
            escalation.path("round").asInt(),
            escalation.path("step").asInt(),
            time(escalation, "nextAt")),
        pages,
        timeline,
        Instant.parse(text(node, "openedAt")),
        time(node, "resolvedAt"));
  }

  private static void write(ObjectNode node, Escalation escalation) {
    node.put("turn", escalation.turn());
    node.put("round", escalation.round());
    node.put("step", escalation.step());
    time(node, "nextAt", escalation.nextAt());
  }

  private static void write(ObjectNode node, Member member) {
    strings(node, "labels", member.labels());
    node.put("summary", member.summary());
    node.put("startsAt", member.startsAt().toString());
    node.put("firing", member.firing());
    node.put("ours", member.ours());
    node.put("listed", member.listed());
    if (member.transition() > 0) {
      node.put("transition", member.transition());
    }
  }

  private static Member member(JsonNode node) {
    return new Member(
        strings(node.path("labels")),
        text(node, "summary"),
        Instant.parse(text(node, "startsAt")),
        node.path("firing").asBoolean(),
        node.path("ours").asBoolean(),
        node.path("listed").asBoolean(),
        node.path("transition").asLong());
  }

  private static void write(ObjectNode node, Page page) {
    node.put("number", page.number());
    node.put("target", page.target());
    node.put("person", page.person());
    node.put("kind", page.kind().text());
    node.put("turn", page.turn());
    node.put("note", page.note());
    node.put("owedAt", page.owedAt().toString());
    node.put("state", page.state().text());
    node.put("attempts", page.attempts());
    node.put("nextAt", page.nextAt().toString());
    node.put("detail", page.detail());
    Page.Bundle bundle = page.bundle();
    if (bundle != null) {
      node.put("digest", bundle.digest());
      bundle.incidents().forEach(node.putArray("bundled")::add);
    }
  }

  private static Page page(JsonNode node) {
    return new Page(
        node.path("number").asInt(),
        text(node, "target"),
        text(node, "person"),
        Message.Kind.of(text(node, "kind")),
        node.path("turn").asInt(),
        text(node, "note"),
        Instant.parse(text(node, "owedAt")),
        Page.State.of(text(node, "state")),
        node.path("attempts").asInt(),
        Instant.parse(text(node, "nextAt")),
        text(node, "detail"),
        node.has("bundled") ? bundle(node) : null);
  }

  private static Page.Bundle bundle(JsonNode page) {
    List<String> incidents = new ArrayList<>();
    page.path("bundled").forEach(id -> incidents.add(id.asText()));
    return new Page.Bundle(page.path("digest").asInt(page.path("number").asInt()), incidents);
  }

  private static TimelineEvent entry(JsonNode node) {
    return new TimelineEvent(
        Instant.parse(text(node, "at")),
        TimelineEvent.What.of(text(node, "type")),
        text(node, "who"),
        text(node, "detail"));
  }

  private static void time(ObjectNode node, String name, @Nullable Instant time) {
    if (time != null) {
      node.put(name, time.toString());
    }
  }

  private static @Nullable Instant time(JsonNode node, String name) {
    return node.hasNonNull(name) ? Instant.parse(node.get(name).asText()) : null;
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asText("");
  }

  private static void strings(ObjectNode node, String name, Map<String, String> strings) {
    ObjectNode object = node.putObject(name);
    strings.forEach(object::put);
  }

  private static Map<String, String> strings(JsonNode node) {
    Map<String, String> out = new TreeMap<>();
    node.properties().forEach(field -> out.put(field.getKey(), field.getValue().asText()));
    return out;
  }
}
