/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.router.incident.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A command on its way through Kafka. */
final class CommandJson {
  private final ObjectMapper mapper = new ObjectMapper();

  byte[] write(Command command) {
    ObjectNode node = mapper.createObjectNode();
    node.put("version", 1);
    node.put("kind", command.kind().text());
    node.put("incident", command.incident());
    node.put("by", command.by());
    node.put("via", command.via());
    if (command.lasting() != null) {
      node.put("seconds", command.lasting().toSeconds());
    }
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if the bytes are none
   */
  Command read(byte[] json) {
    try {
      JsonNode node = mapper.readTree(json);
      return new Command(
          Command.Kind.of(node.path("kind").asText()),
          node.path("incident").asText(),
          node.path("by").asText(),
          node.path("via").asText(),
          node.has("seconds") ? Duration.ofSeconds(node.path("seconds").asLong()) : null);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a command: " + e.getMessage(), e);
    }
  }
}
