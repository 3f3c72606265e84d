/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.series;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Readings as JSON; the schema is {@code schemas/series-reading.schema.json}. */
public final class SeriesReadingJson {
  /** The major version of the layout. */
  public static final int VERSION = 1;

  private final ObjectMapper mapper = new ObjectMapper();

  /** Writes a reading. */
  public byte[] write(SeriesReading reading) {
    try {
      return mapper.writeValueAsBytes(tree(reading));
    } catch (IOException e) {
      throw new IllegalStateException("strings and numbers cannot fail to serialise", e);
    }
  }

  /** The reading as a JSON tree. */
  public ObjectNode tree(SeriesReading reading) {
    ObjectNode node = mapper.createObjectNode();
    node.put("version", VERSION);
    node.put("tenant", reading.tenant());
    node.put("cluster", reading.cluster());
    node.put("rule", reading.rule());
    ObjectNode group = node.putObject("group");
    reading.group().forEach(group::put);
    node.put("time", reading.time().toString());
    node.put("stepSeconds", reading.step().toSeconds());
    ObjectNode numbers = node.putObject("numbers");
    reading.numbers().forEach(numbers::put);
    node.put("learning", reading.learning());
    node.put("firing", reading.firing());
    node.put("frozen", reading.frozen());
    return node;
  }

  /**
   * Reads a reading.
   *
   * @throws IllegalArgumentException if the bytes are not one; says what was wrong
   */
  public SeriesReading read(byte[] json) {
    try {
      return reading(mapper.readTree(json));
    } catch (IOException | DateTimeException e) {
      throw new IllegalArgumentException("not a series reading: " + e.getMessage(), e);
    }
  }

  private static SeriesReading reading(JsonNode node) {
    int version = node.path("version").asInt(0);
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "not a series reading: version: " + version + " (expected: " + VERSION + ")");
    }
    Map<String, String> group = new TreeMap<>();
    for (Map.Entry<String, JsonNode> label : node.path("group").properties()) {
      group.put(label.getKey(), label.getValue().asText());
    }
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> number : node.path("numbers").properties()) {
      numbers.put(number.getKey(), number.getValue().asDouble());
    }
    return new SeriesReading(
        node.path("tenant").asText(),
        node.path("cluster").asText(),
        node.path("rule").asText(),
        group,
        Instant.parse(node.path("time").asText()),
        Duration.ofSeconds(node.path("stepSeconds").asLong()),
        numbers,
        node.path("learning").asBoolean(),
        node.path("firing").asBoolean(),
        node.path("frozen").asBoolean());
  }
}
