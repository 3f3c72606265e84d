/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.ntfy;

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

class NtfyTargetTest {
  @RegisterExtension private final FakeServer server = new FakeServer();

  @Test
  void incidentBecomesAnUrgentNoteWithActions() throws Exception {
    try (Target target =
        ReadTargets.one(
            "type: ntfy, url: 'BASE', topic: oncall, auth: {username: me, password: pw}"
                .replace("BASE", server.url()))) {
      assertThat(target.send(TestMessages.of(Kind.TRIGGER))).isInstanceOf(Result.Delivered.class);
    }

    assertThat(server.last().uri()).hasToString("/");
    assertThat(server.last().header("Authorization")).isEqualTo("Basic bWU6cHc=");
    assertThat(server.last().json())
        .isEqualTo(
            Golden.json(
                """
                {"topic":"oncall","title":"FIRING HighErrorRate checkout",
                 "message":"It is your turn.\\n\\ntoo many errors\\n\\nSeverity: page\\nSince: 2026-11-22T11:00:00Z\\nLabels: alertname=HighErrorRate, namespace=shop, service=checkout\\n- pod=a: burns 14.6 times (since 2026-11-22T11:00:00Z)\\n- and 1 more",
                 "priority":5,"tags":["rotating_light"],"click":"https://router.example/i/inc-1",
                 "actions":[
                  {"action":"http","label":"Ack","url":"https://router.example/a/signed-token-of-the-page",
                   "method":"POST","clear":true},
                  {"action":"view","label":"Runbook","url":"https://runbook.example/errors"},
                  {"action":"view","label":"View","url":"https://router.example/i/inc-1"}]}
                """));
  }

  @Test
  void whatNeedsNobodyIsQuiet() throws Exception {
    for (Kind kind : new Kind[] {Kind.ACKNOWLEDGE, Kind.RESOLVE}) {
      try (Target target =
          ReadTargets.one(
              "type: ntfy, url: 'BASE', topic: oncall, auth: {username: me, password: pw}"
                  .replace("BASE", server.url()))) {
        assertThat(target.send(TestMessages.of(kind))).isInstanceOf(Result.Delivered.class);
      }

      assertThat(server.last().json().path("priority").asInt()).isEqualTo(2);
      assertThat(server.last().text()).doesNotContain("signed-token");
    }
  }

  @Test
  void tokenIsABearersOne() throws Exception {
    try (Target target =
        ReadTargets.one(
            "type: ntfy, url: 'BASE', topic: oncall, auth: {token: tk_1}"
                .replace("BASE", server.url()))) {
      assertThat(target.send(TestMessages.of(Kind.TRIGGER))).isInstanceOf(Result.Delivered.class);
    }

    assertThat(server.last().header("Authorization")).isEqualTo("Bearer tk_1");
  }
}
