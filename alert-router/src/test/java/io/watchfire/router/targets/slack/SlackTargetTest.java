/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchfire.router.targets.FakeServer;
import io.watchfire.router.targets.Golden;
import io.watchfire.router.targets.ReadTargets;
import io.watchfire.router.targets.TestMessages;
import io.watchfire.router.targets.message.Message;
import io.watchfire.router.targets.message.Message.Kind;
import io.watchfire.router.targets.message.Result;
import io.watchfire.router.targets.message.Target;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SlackTargetTest {
  @RegisterExtension private final FakeServer server = new FakeServer();

  @Test
  void incidentBecomesBlocksWithButtons() throws Exception {
    try (Target target =
        ReadTargets.one("type: slack, url: 'BASE/services/T/B/x'".replace("BASE", server.url()))) {
      assertThat(target.send(TestMessages.of(Kind.TRIGGER))).isInstanceOf(Result.Delivered.class);
    }
    assertThat(server.last().json())
        .isEqualTo(
            Golden.json(
                """
                {"text":"FIRING HighErrorRate checkout","blocks":[
                 {"type":"header","text":{"type":"plain_text","text":"FIRING HighErrorRate checkout"}},
                 {"type":"section","text":{"type":"mrkdwn","text":"It is your turn."}},
                 {"type":"section","text":{"type":"mrkdwn","text":"too many errors"}},
                 {"type":"section","fields":[
                  {"type":"mrkdwn","text":"*severity*\\npage"},
                  {"type":"mrkdwn","text":"*since*\\n2026-11-22T11:00:00Z"},
                  {"type":"mrkdwn","text":"*alertname*\\nHighErrorRate"},
                  {"type":"mrkdwn","text":"*namespace*\\nshop"},
                  {"type":"mrkdwn","text":"*service*\\ncheckout"}]},
                 {"type":"section","text":{"type":"mrkdwn",
                  "text":"- pod=a: burns 14.6 times (since 2026-11-22T11:00:00Z)\\n- and 1 more"}},
                 {"type":"actions","elements":[
                  {"type":"button","text":{"type":"plain_text","text":"Ack"},
                   "url":"https://router.example/a/signed-token-of-the-page","style":"primary"},
                  {"type":"button","text":{"type":"plain_text","text":"Runbook"},
                   "url":"https://runbook.example/errors"},
                  {"type":"button","text":{"type":"plain_text","text":"View"},
                   "url":"https://router.example/i/inc-1"}]}]}
                """));
  }

  @Test
  void interactiveButtonsCarryTheLinkAndDoNotOpenIt() throws Exception {
    sendInteractive(TestMessages.of(Kind.TRIGGER));
    JsonNode elements = server.last().json().path("blocks").path(5).path("elements");
    assertThat(elements)
        .isEqualTo(
            Golden.json(
                """
                [{"type":"button","text":{"type":"plain_text","text":"Ack"},"style":"primary",
                  "action_id":"acknowledge",
                  "value":"https://router.example/a/signed-token-of-the-page"},
                 {"type":"button","text":{"type":"plain_text","text":"Snooze (1 hour)"},
                  "action_id":"snooze-1h",
                  "value":"https://router.example/a/signed-token-of-the-page"},
                 {"type":"button","text":{"type":"plain_text","text":"Resolve"},
                  "action_id":"resolve",
                  "value":"https://router.example/a/signed-token-of-the-page"},
                 {"type":"button","text":{"type":"plain_text","text":"Runbook"},
                  "url":"https://runbook.example/errors"},
                 {"type":"button","text":{"type":"plain_text","text":"View"},
                  "url":"https://router.example/i/inc-1"}]
                """));
  }

  @Test
  void whatDoesNotFitIntoAButtonStaysALink() throws Exception {
    String start = "https://router.example/";
    URI fits = URI.create(start + "x".repeat(2_000 - start.length()));
    URI longer = URI.create(fits + "x");
    sendInteractive(TestMessages.acknowledgedAt(fits));
    assertThat(server.last().text()).contains("\"value\":\"" + fits + "\"");
    sendInteractive(TestMessages.acknowledgedAt(longer));
    assertThat(server.last().text())
        .contains("\"url\":\"" + longer + "\"")
        .doesNotContain("action_id");
  }

  @Test
  void buttonsNobodyTakesAreAProblem() {
    String yaml = "targets: [{name: t, type: slack, url: 'https://s.example/x', interactive: %s}]";
    assertThat(ReadTargets.of(yaml.formatted("true"), false).problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message())
                    .contains("target t: interactive", "expected: onCall.slack too"));
    assertThat(ReadTargets.of(yaml.formatted("false"), false).problems()).isEmpty();
  }

  private void sendInteractive(Message message) throws Exception {
    String keys = "type: slack, url: 'BASE/services/T/B/x', interactive: true";
    try (Target target = ReadTargets.one(keys.replace("BASE", server.url()))) {
      assertThat(target.send(message)).isInstanceOf(Result.Delivered.class);
    }
  }

  @Test
  void whatIsOverCannotBeAcknowledged() throws Exception {
    try (Target target =
        ReadTargets.one("type: slack, url: 'BASE/services/T/B/x'".replace("BASE", server.url()))) {
      assertThat(target.send(TestMessages.of(Kind.RESOLVE))).isInstanceOf(Result.Delivered.class);
    }

    assertThat(server.last().text())
        .contains("RESOLVED HighErrorRate checkout")
        .doesNotContain("signed-token");
  }

  @Test
  void mentionsAndLinksOfOthersAreText() throws Exception {
    try (Target target =
        ReadTargets.one("type: slack, url: 'BASE/services/T/B/x'".replace("BASE", server.url()))) {
      assertThat(target.send(TestMessages.hostile(Kind.TRIGGER)))
          .isInstanceOf(Result.Delivered.class);
    }

    assertThat(server.last().text()).contains("&amp;&lt;!channel&gt;").doesNotContain("<!");
  }

  @Test
  void escapeIsNeverCutInTwo() {
    assertThat(SlackText.of("a<<<", 10)).isEqualTo("a&lt;&lt;\u2026");
    assertThat(SlackText.of("a<", 5)).isEqualTo("a&lt;");
    assertThat(SlackText.of("a<b", 5)).isEqualTo("a\u2026");
    assertThat(SlackText.of("\uD83D\uDE00\uD83D\uDE00", 3)).isEqualTo("\uD83D\uDE00\u2026");
  }
}
