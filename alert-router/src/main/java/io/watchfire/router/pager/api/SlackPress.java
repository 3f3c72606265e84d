/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchfire.router.incident.Command;
import io.watchfire.router.pager.SignedLinks;
import io.watchfire.runtime.config.Durations;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A button that somebody pressed in Slack.
 *
 * @param kind what it asks for
 * @param lasting how long; null for the policy's own
 * @param token what the button carries: the token of the page's link
 * @param by who pressed it
 */
record SlackPress(Command.Kind kind, @Nullable Duration lasting, String token, String by) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What follows is how long: {@code snooze-1h}. */
  private static final String SNOOZE = "snooze-";

  /**
   * Reads what Slack posts.
   *
   * @return null if it was a button that opens an address, of which Slack tells as well
   * @throws IllegalArgumentException says what was wrong and expected
   */
  static @Nullable SlackPress of(byte[] body) {
    JsonNode payload = payload(body);
    String type = payload.path("type").asText();
    if (!type.equals("block_actions")) {
      throw new IllegalArgumentException("type: " + type + " (expected: block_actions)");
    }
    JsonNode action = payload.path("actions").path(0);
    String id = action.path("action_id").asText();
    Command.Kind kind = kind(id);
    String value = action.path("value").asText();
    if (kind == null && value.isEmpty() && action.path("type").asText().equals("button")) {
      return null;
    }
    if (kind == null) {
      throw new IllegalArgumentException("action_id (expected: acknowledge, snooze-1h or resolve)");
    }
    Duration lasting =
        kind == Command.Kind.SNOOZE ? Durations.parse(id.substring(SNOOZE.length())) : null;
    // The button has the whole link, as targets know no more of it.
    int path = value.lastIndexOf(SignedLinks.PATH);
    String token = path < 0 ? value : value.substring(path + SignedLinks.PATH.length());
    return new SlackPress(kind, lasting, token, name(payload.path("user")));
  }

  /**
   * The same as a command to that incident.
   *
   * @throws IllegalArgumentException if nobody of that name can be; says what was expected
   */
  Command on(String incident) {
    return new Command(kind, incident, by, "slack", lasting);
  }

  private static JsonNode payload(byte[] body) {
    String payload = Form.of(body).get("payload");
    try {
      return MAPPER.readTree(payload == null ? "" : payload);
    } catch (IOException e) {
      throw new IllegalArgumentException("payload: no JSON (expected: what Slack posts)", e);
    }
  }

  private static Command.@Nullable Kind kind(String action) {
    return switch (action) {
      case "acknowledge" -> Command.Kind.ACKNOWLEDGE;
      case "resolve" -> Command.Kind.RESOLVE;
      default -> action.startsWith(SNOOZE) ? Command.Kind.SNOOZE : null;
    };
  }

  private static String name(JsonNode user) {
    return List.of("username", "name", "id").stream()
        .map(key -> user.path(key).asText())
        .filter(name -> !name.isBlank())
        .findFirst()
        .orElse("");
  }
}
