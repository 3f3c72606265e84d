/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.watchfire.runtime.http.HttpException;
import io.watchfire.streams.engine.SeriesCommand.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for at {@code /api/v1/anomalies/commands}.
 *
 * @param kind what to do
 * @param rule whose series
 * @param tenant of which tenant; null for every one's
 * @param labels that a series must have to be meant; none for all of the rule
 * @param until when a freeze ends; null for no end
 */
record CommandRequest(
    Kind kind,
    String rule,
    @Nullable String tenant,
    Map<String, String> labels,
    @Nullable Instant until) {
  private static final List<String> FIELDS =
      List.of("command", "rule", "tenant", "labels", "until");
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Copies the labels. */
  CommandRequest {
    labels = Map.copyOf(labels);
  }

  /**
   * Reads a body.
   *
   * @throws HttpException 400 that names the field, what it was and what was expected
   */
  static CommandRequest read(String body, Instant now) {
    JsonNode root = tree(body);
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (!FIELDS.contains(field.getKey())) {
        throw refused(field.getKey(), "unknown", "one of " + String.join(", ", FIELDS));
      }
    }
    Kind kind = kind(root);
    String rule = text(root, "rule");
    if (rule == null) {
      throw refused("rule", "missing", "the name of a rule");
    }
    return new CommandRequest(
        kind, rule, text(root, "tenant"), labels(root), until(root, kind, now));
  }

  private static JsonNode tree(String body) {
    try {
      JsonNode root = MAPPER.readTree(body);
      if (root.isObject()) {
        return root;
      }
    } catch (JsonProcessingException e) {
      throw refused("body", e.getOriginalMessage(), "a JSON object");
    }
    throw refused("body", body.isBlank() ? "empty" : "no object", "a JSON object");
  }

  private static Kind kind(JsonNode root) {
    String text = text(root, "command");
    for (Kind kind : Kind.values()) {
      if (kind.text().equals(text)) {
        return kind;
      }
    }
    String known = Arrays.stream(Kind.values()).map(Kind::text).collect(Collectors.joining(", "));
    throw refused("command", text == null ? "missing" : text, "one of " + known);
  }

  private static Map<String, String> labels(JsonNode root) {
    JsonNode node = root.path("labels");
    if (!node.isMissingNode() && !node.isNull() && !node.isObject()) {
      throw refused("labels", node.toString(), "an object of names and values");
    }
    Map<String, String> labels = new TreeMap<>();
    for (Map.Entry<String, JsonNode> label : node.properties()) {
      if (!label.getValue().isTextual()) {
        throw refused("labels." + label.getKey(), label.getValue().toString(), "a string");
      }
      labels.put(label.getKey(), label.getValue().asText());
    }
    return labels;
  }

  private static @Nullable Instant until(JsonNode root, Kind kind, Instant now) {
    String text = text(root, "until");
    if (text == null) {
      return null;
    }
    if (kind != Kind.FREEZE) {
      throw refused("until", text, "left out; only a freeze has an end");
    }
    try {
      Instant until = Instant.parse(text);
      if (until.isAfter(now)) {
        return until;
      }
    } catch (DateTimeException e) {
      throw refused("until", text, "a time such as 2026-11-23T18:00:00Z");
    }
    throw refused("until", text, "later than now, " + now);
  }

  private static @Nullable String text(JsonNode root, String field) {
    JsonNode node = root.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    if (!node.isTextual() || node.asText().isEmpty()) {
      throw refused(field, node.toString(), "a string that is not empty");
    }
    return node.asText();
  }

  private static HttpException refused(String field, String value, String expected) {
    return new HttpException(400, field + ": " + value + " (expected: " + expected + ")");
  }
}
