/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchfire.router.incident.Command;
import io.watchfire.router.pager.SignedLinks;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkActionTest {
  private static final SignedLinks.Grant GRANT =
      new SignedLinks.Grant(SignedLinks.ACT, "inc-1", "alice", Instant.EPOCH);

  @Test
  void nothingPostedAcknowledges() {
    assertThat(command("")).isEqualTo(expected(Command.Kind.ACKNOWLEDGE, null));
  }

  @Test
  void theFormOfThePageIsUnderstood() {
    assertThat(command("action=acknowledge")).isEqualTo(expected(Command.Kind.ACKNOWLEDGE, null));
    assertThat(command("action=snooze&for=30m"))
        .isEqualTo(expected(Command.Kind.SNOOZE, Duration.ofMinutes(30)));
    assertThat(command("for=8h&action=snooze\r\n"))
        .isEqualTo(expected(Command.Kind.SNOOZE, Duration.ofHours(8)));
    assertThat(command("action=res%6Flve")).isEqualTo(expected(Command.Kind.RESOLVE, null));
  }

  @Test
  void asLongAsTheApiAllows() {
    assertThat(command("action=snooze&for=1m").lasting()).isEqualTo(Duration.ofMinutes(1));
    assertThat(command("action=snooze&for=7d").lasting()).isEqualTo(Duration.ofDays(7));
    assertThat(command("action=acknowledge&for=1h").lasting()).isEqualTo(Duration.ofHours(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          action=delete                | action: delete (expected: acknowledge, snooze or resolve)
          action=                      | action:  (expected: acknowledge, snooze or resolve)
          for=30m                      | action: missing (expected: acknowledge, snooze or resolve)
          action=snooze                | for: missing (expected: how long, such as 30m)
          action=snooze&for=           | for:  (expected: a duration such as 30d, 1h30m or 500ms)
          action=snooze&for=soon       | for: soon (expected: a duration such as 30d, 1h30m or 500ms)
          action=snooze&for=59s        | (expected: 1m to 7d)
          action=snooze&for=8d         | (expected: 1m to 7d)
          action=snooze&for=999999999y | expected: at most 292000000y
          action=resolve&action=snooze | twice (expected: once)
          action=%zz                   | broken escape
          {"action": "resolve"}        | unknown field (expected: a form with action, for)
          """)
  void anythingElseIsRefusedWithWhatWasExpected(String body, String message) {
    assertThatThrownBy(() -> command(body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static Command command(String body) {
    return LinkAction.of(body.getBytes(StandardCharsets.UTF_8)).by(GRANT);
  }

  private static Command expected(Command.Kind kind, Duration lasting) {
    return new Command(kind, "inc-1", "alice", "link", lasting);
  }
}
