/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.slo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * SLO status as JSON; the schema is {@code schemas/slo-status.schema.json}. Durations are seconds.
 */
public final class SloStatusJson {
  /** The major version of the layout. */
  public static final int VERSION = 1;

  private final ObjectMapper mapper = new ObjectMapper();

  /** Writes a status. Releases that do not know {@code not_told} read {@code ok} in its place. */
  public byte[] write(SloStatus status) {
    try {
      ObjectNode node = tree(status);
      if (status.data() == SloStatus.Data.NOT_TOLD) {
        node.put("data", SloStatus.Data.OK.text()).put("told", false);
      }
      return mapper.writeValueAsBytes(node);
    } catch (IOException e) {
      throw new IllegalStateException("strings and numbers cannot fail to serialise", e);
    }
  }

  /** The status as a JSON tree. */
  public ObjectNode tree(SloStatus status) {
    ObjectNode node = mapper.createObjectNode();
    node.put("version", VERSION);
    node.put("tenant", status.tenant());
    node.put("cluster", status.cluster());
    node.put("slo", status.slo());
    node.put("service", status.service());
    ObjectNode group = node.putObject("group");
    status.group().forEach(group::put);
    node.put("objective", status.objective());
    node.put("periodSeconds", status.period().toSeconds());
    node.put("source", status.source());
    node.put("data", status.data().text());
    node.put("notice", status.notice());
    node.put("clock", status.clock().toString());
    node.put("lastObservation", status.lastObservation().toString());
    if (status.late().toSeconds() > 0) {
      node.put("lateSeconds", status.late().toSeconds());
    }
    node.put("coveredSeconds", status.covered().toSeconds());
    node.put("budgetRemaining", status.budgetRemaining());
    ArrayNode windows = node.putArray("windows");
    for (SloStatus.Window window : status.windows()) {
      windows
          .addObject()
          .put("seconds", window.length().toSeconds())
          .put("bad", window.bad())
          .put("total", window.total())
          .put("burnRate", window.burnRate());
    }
    node.put("page", status.page());
    node.put("ticket", status.ticket());
    node.put("mode", status.mode());
    SloStatus.Outlook outlook = status.outlook();
    if (outlook != null) {
      put(outlook, node.putObject("outlook"));
    }
    return node;
  }

  private static void put(SloStatus.Outlook outlook, ObjectNode node) {
    node.put("state", outlook.state().text());
    node.put("horizonSeconds", outlook.horizon().toSeconds());
    node.put("probability", outlook.probability());
    put("earliest", outlook.earliest(), node);
    put("expected", outlook.expected(), node);
    put("latest", outlook.latest(), node);
  }

  private static void put(String name, @Nullable Instant time, ObjectNode node) {
    if (time != null) {
      node.put(name, time.toString());
    }
  }

  /**
   * Reads a status.
   *
   * @throws IllegalArgumentException if the bytes are not one; says what was wrong
   */
  public SloStatus read(byte[] json) {
    try {
      return status(mapper.readTree(json));
    } catch (IOException | DateTimeException e) {
      throw new IllegalArgumentException("not an SLO status: " + e.getMessage(), e);
    }
  }

  private static SloStatus status(JsonNode node) {
    int version = node.path("version").asInt(0);
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "not an SLO status: version: " + version + " (expected: " + VERSION + ")");
    }
    Map<String, String> group = new TreeMap<>();
    for (Map.Entry<String, JsonNode> label : node.path("group").properties()) {
      group.put(label.getKey(), label.getValue().asText());
    }
    List<SloStatus.Window> windows = new ArrayList<>();
    for (JsonNode window : node.path("windows")) {
      windows.add(
          new SloStatus.Window(
              Duration.ofSeconds(window.path("seconds").asLong()),
              window.path("bad").asLong(),
              window.path("total").asLong(),
              window.path("burnRate").asDouble()));
    }
    return new SloStatus(
        node.path("tenant").asText(),
        node.path("cluster").asText(),
        node.path("slo").asText(),
        node.path("service").asText(),
        group,
        node.path("objective").asText(),
        Duration.ofSeconds(node.path("periodSeconds").asLong()),
        node.path("source").asText(),
        node.path("told").asBoolean(true)
            ? SloStatus.Data.of(node.path("data").asText("ok"))
            : SloStatus.Data.NOT_TOLD,
        node.path("notice").asText(),
        Instant.parse(node.path("clock").asText()),
        Instant.parse(node.path("lastObservation").asText()),
        Duration.ofSeconds(node.path("lateSeconds").asLong(0)),
        Duration.ofSeconds(node.path("coveredSeconds").asLong()),
        node.path("budgetRemaining").asDouble(),
        windows,
        node.path("page").asText(),
        node.path("ticket").asText(),
        node.path("mode").asText(),
        outlook(node.path("outlook")));
  }

  private static SloStatus.@Nullable Outlook outlook(JsonNode node) {
    if (!node.isObject()) {
      return null;
    }
    return new SloStatus.Outlook(
        SloStatus.Expectation.of(node.path("state").asText()),
        Duration.ofSeconds(node.path("horizonSeconds").asLong()),
        node.path("probability").asDouble(),
        time(node.path("earliest")),
        time(node.path("expected")),
        time(node.path("latest")));
  }

  private static @Nullable Instant time(JsonNode node) {
    return node.isTextual() ? Instant.parse(node.asText()) : null;
  }
}
