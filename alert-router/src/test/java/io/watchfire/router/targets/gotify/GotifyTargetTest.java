/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.gotify;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.router.targets.FakeServer;
import io.watchfire.router.targets.Golden;
import io.watchfire.router.targets.ReadTargets;
import io.watchfire.router.targets.TestMessages;
import io.watchfire.router.targets.message.Message.Kind;
import io.watchfire.router.targets.message.Result;
import io.watchfire.router.targets.message.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GotifyTargetTest {
  @RegisterExtension private final FakeServer server = new FakeServer();

  @Test
  void incidentBecomesAMessage() throws Exception {
    try (Target target =
        ReadTargets.one(
            "type: gotify, url: 'BASE/gotify/', token: t0ken".replace("BASE", server.url()))) {
      assertThat(target.send(TestMessages.of(Kind.TRIGGER))).isInstanceOf(Result.Delivered.class);
    }

    assertThat(server.last().uri()).hasToString("/gotify/message");
    assertThat(server.last().header("X-gotify-key")).isEqualTo("t0ken");
    assertThat(server.last().json())
        .isEqualTo(
            Golden.json(
                """
                {"title":"FIRING HighErrorRate checkout",
                 "message":"Acknowledge: https://router.example/a/signed-token-of-the-page\\nView: https://router.example/i/inc-1\\nRunbook: https://runbook.example/errors\\n\\nIt is your turn.\\n\\ntoo many errors\\n\\nSeverity: page\\nSince: 2026-11-22T11:00:00Z\\nLabels: alertname=HighErrorRate, namespace=shop, service=checkout\\n- pod=a: burns 14.6 times (since 2026-11-22T11:00:00Z)\\n- and 1 more",
                 "priority":9,"extras":{"client::display":{"contentType":"text/plain"},
                  "client::notification":{"click":{"url":"https://router.example/i/inc-1"}}}}
                """));
  }

  @Test
  void whatNeedsNobodyIsQuiet() throws Exception {
    try (Target target =
        ReadTargets.one(
            "type: gotify, url: 'BASE/gotify/', token: t0ken".replace("BASE", server.url()))) {
      assertThat(target.send(TestMessages.of(Kind.RESOLVE))).isInstanceOf(Result.Delivered.class);
    }

    assertThat(server.last().json().path("priority").asInt()).isEqualTo(2);
  }
}
