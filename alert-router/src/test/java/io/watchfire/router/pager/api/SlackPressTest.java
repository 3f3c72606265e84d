/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchfire.router.incident.Command;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackPressTest {
  private static final String USER =
      "{\"id\": \"U1\", \"username\": \"carol\", \"name\": \"carol.c\", \"team_id\": \"T1\"}";

  @Test
  void theTokenIsWhatFollowsInTheLink() {
    assertThat(read(payload("acknowledge", "https://w.example/oncall/base/oncall/a.b", USER)))
        .isEqualTo(new SlackPress(Command.Kind.ACKNOWLEDGE, null, "a.b", "carol"));
    assertThat(read(payload("resolve", "a.b", USER)))
        .isEqualTo(new SlackPress(Command.Kind.RESOLVE, null, "a.b", "carol"));
  }

  @Test
  void aSnoozeIsForTheHourThatTheButtonNames() {
    assertThat(read(payload("snooze-1h", "a.b", USER)).on("inc-1"))
        .isEqualTo(
            new Command(Command.Kind.SNOOZE, "inc-1", "carol", "slack", Duration.ofHours(1)));
  }

  @Test
  void whoPressedIsNamedAsWellAsSlackCan() {
    String named = "{\"id\": \"U1\", \"name\": \"carol.c\"}";
    assertThat(read(payload("resolve", "a.b", named)).by()).isEqualTo("carol.c");
    assertThat(read(payload("resolve", "a.b", "{\"id\": \"U1\"}")).by()).isEqualTo("U1");
    assertThatThrownBy(() -> read(payload("resolve", "a.b", "{}")).on("inc-1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("by: expected 1 to 100 characters");
  }

  @Test
  void aButtonThatOpensAnAddressAsksForNothing() {
    String opened =
        """
        {"type": "block_actions", "user": %s,
         "actions": [{"type": "button", "action_id": "XyZ", "url": "https://runbook.example"}]}
        """
            .formatted(USER);
    assertThat(SlackPress.of(form(opened))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{\"type\": \"view_submission\"}",
        "{\"type\": \"block_actions\"}",
        "{\"type\": \"block_actions\", \"actions\": []}",
        "{\"type\": \"block_actions\", \"actions\": [{\"action_id\": \"acknowledge_all\"}]}",
        "{\"type\": \"block_actions\", \"actions\": [{\"type\": \"button\", \"value\": \"a.b\"}]}"
      })
  void anythingElseIsRefused(String payload) {
    assertThatThrownBy(() -> SlackPress.of(form(payload)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: ");
  }

  @Test
  void withoutAPayloadItIsRefused() {
    assertThatThrownBy(() -> SlackPress.of("ssl_check=1".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: block_actions");
  }

  private static SlackPress read(String payload) {
    SlackPress press = SlackPress.of(form(payload));
    assertThat(press).isNotNull();
    return press;
  }

  private static String payload(String action, String value, String user) {
    return """
    {"type": "block_actions", "user": %s,
     "actions": [{"type": "button", "action_id": "%s", "value": "%s"}]}
    """
        .formatted(user, action, value);
  }

  private static byte[] form(String payload) {
    return ("payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8))
        .getBytes(StandardCharsets.UTF_8);
  }
}
