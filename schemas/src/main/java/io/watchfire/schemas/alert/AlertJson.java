/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Alerts as JSON on the topic {@code watchfire.alerts}; the schema is {@code
 * schemas/alert.schema.json}. Unknown fields are ignored, so that an older reader understands a
 * newer writer.
 */
public final class AlertJson {
  /** The major version of the layout; fields are added, never changed or removed, within it. */
  public static final int VERSION = 1;

  private final ObjectMapper mapper = new ObjectMapper();

  /** Writes the alert. */
  public byte[] write(Alert alert) {
    try {
      return mapper.writeValueAsBytes(tree(alert));
    } catch (IOException e) {
      throw new IllegalStateException(
          "an alert of strings and numbers cannot fail to serialise", e);
    }
  }

  /** The alert as a JSON tree, for those who embed it in a larger document. */
  public ObjectNode tree(Alert alert) {
    ObjectNode node = mapper.createObjectNode();
    node.put("version", VERSION);
    node.put("fingerprint", alert.fingerprint());
    node.put("state", alert.state().text());
    node.put("transition", alert.transition());
    node.put("reason", alert.reason());
    node.put("mode", alert.mode().text());
    node.put("startsAt", alert.startsAt().toString());
    putTime(node, "endsAt", alert.endsAt());
    node.put("updatedAt", alert.updatedAt().toString());
    putTime(node, "causedAt", alert.causedAt());
    ObjectNode labels = node.putObject("labels");
    alert.labels().forEach(labels::put);
    ObjectNode annotations = node.putObject("annotations");
    alert.annotations().forEach(annotations::put);
    return node;
  }

  /**
   * Reads an alert.
   *
   * @throws IllegalArgumentException if the bytes are not one; says what was wrong
   */
  public Alert read(byte[] json) {
    try {
      return alert(mapper.readTree(json));
    } catch (IOException | DateTimeParseException e) {
      throw new IllegalArgumentException("not an alert: " + e.getMessage(), e);
    }
  }

  private static Alert alert(JsonNode node) {
    int version = node.path("version").asInt(0);
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "not an alert: version: " + version + " (expected: " + VERSION + ")");
    }
    return new Alert(
        strings(node, "labels"),
        strings(node, "annotations"),
        AlertState.of(text(node, "state")),
        node.path("transition").asLong(),
        node.path("reason").asText(""),
        Alert.Mode.of(node.path("mode").asText("alert")),
        Instant.parse(text(node, "startsAt")),
        time(node, "endsAt"),
        Instant.parse(text(node, "updatedAt")),
        time(node, "causedAt"));
  }

  private static void putTime(ObjectNode node, String name, @Nullable Instant time) {
    if (time != null) {
      node.put(name, time.toString());
    }
  }

  private static @Nullable Instant time(JsonNode node, String name) {
    return node.hasNonNull(name) ? Instant.parse(node.get(name).asText()) : null;
  }

  private static String text(JsonNode node, String name) {
    if (!node.hasNonNull(name)) {
      throw new IllegalArgumentException("not an alert: " + name + " is missing");
    }
    return node.get(name).asText();
  }

  private static Map<String, String> strings(JsonNode node, String name) {
    Map<String, String> out = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : node.path(name).properties()) {
      out.put(field.getKey(), field.getValue().asText());
    }
    return out;
  }
}
