/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.opsgenie;

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

class OpsgenieTargetTest {
  @RegisterExtension private final FakeServer server = new FakeServer();

  @Test
  void incidentBecomesAnAlert() throws Exception {
    try (Target target =
        ReadTargets.one(
            "type: opsgenie, url: 'BASE/', apiKey: k3y, teams: [ops]"
                .replace("BASE", server.url()))) {
      assertThat(target.send(TestMessages.of(Kind.TRIGGER))).isInstanceOf(Result.Delivered.class);
    }

    assertThat(server.last().uri()).hasToString("/v2/alerts");
    assertThat(server.last().header("Authorization")).isEqualTo("GenieKey k3y");
    assertThat(server.last().json())
        .isEqualTo(
            Golden.json(
                """
                {"message":"FIRING HighErrorRate checkout","alias":"inc-1",
                 "description":"Acknowledge: https://router.example/a/signed-token-of-the-page\\nView: https://router.example/i/inc-1\\nRunbook: https://runbook.example/errors\\n\\nIt is your turn.\\n\\ntoo many errors\\n\\nSeverity: page\\nSince: 2026-11-22T11:00:00Z\\nLabels: alertname=HighErrorRate, namespace=shop, service=checkout\\n- pod=a: burns 14.6 times (since 2026-11-22T11:00:00Z)\\n- and 1 more",
                 "priority":"P1","source":"Watchfire","entity":"checkout","tags":["page"],
                 "details":{"alertname":"HighErrorRate","namespace":"shop","service":"checkout"},
                 "responders":[{"type":"team","name":"ops"}]}
                """));
  }

  @Test
  void acknowledgementAndEndFindItByItsAlias() throws Exception {
    try (Target target =
        ReadTargets.one(
            "type: opsgenie, url: 'BASE/', apiKey: k3y, teams: [ops]"
                .replace("BASE", server.url()))) {
      assertThat(target.send(TestMessages.of(Kind.ACKNOWLEDGE)))
          .isInstanceOf(Result.Delivered.class);
    }

    assertThat(server.last().uri())
        .hasToString("/v2/alerts/inc-1/acknowledge?identifierType=alias");
    assertThat(server.last().json())
        .isEqualTo(
            Golden.json(
                """
                {"source":"Watchfire","note":"It is your turn."}
                """));

    try (Target target =
        ReadTargets.one(
            "type: opsgenie, url: 'BASE/', apiKey: k3y, teams: [ops]"
                .replace("BASE", server.url()))) {
      assertThat(target.send(TestMessages.of(Kind.RESOLVE))).isInstanceOf(Result.Delivered.class);
    }

    assertThat(server.last().uri()).hasToString("/v2/alerts/inc-1/close?identifierType=alias");
  }

  @Test
  void digestOpensAnAlertThatItsEndCloses() throws Exception {
    try (Target target =
        ReadTargets.one(
            "type: opsgenie, url: 'BASE/', apiKey: k3y, teams: [ops]"
                .replace("BASE", server.url()))) {
      assertThat(target.send(TestMessages.of(Kind.DIGEST))).isInstanceOf(Result.Delivered.class);
    }

    assertThat(server.last().uri()).hasToString("/v2/alerts");
    assertThat(server.last().json().path("alias").asText()).isEqualTo("inc-1");
  }
}
