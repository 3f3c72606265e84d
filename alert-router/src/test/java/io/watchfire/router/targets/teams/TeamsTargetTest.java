/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.teams;

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

class TeamsTargetTest {
  @RegisterExtension private final FakeServer server = new FakeServer();

  @Test
  void incidentBecomesAnAdaptiveCard() throws Exception {
    try (Target target =
        ReadTargets.one("type: teams, url: 'BASE/flow'".replace("BASE", server.url()))) {
      assertThat(target.send(TestMessages.of(Kind.TRIGGER))).isInstanceOf(Result.Delivered.class);
    }
    assertThat(server.last().json())
        .isEqualTo(
            Golden.json(
                """
                {"type":"message","attachments":[{
                 "contentType":"application/vnd.microsoft.card.adaptive","contentUrl":null,
                 "content":{"$schema":"http://adaptivecards.io/schemas/adaptive-card.json",
                  "type":"AdaptiveCard","version":"1.2",
                  "body":[
                   {"type":"TextBlock","text":"FIRING HighErrorRate checkout","wrap":true,
                    "weight":"Bolder","size":"Medium","style":"heading","color":"Attention"},
                   {"type":"TextBlock","text":"It is your turn.","wrap":true},
                   {"type":"TextBlock","text":"too many errors","wrap":true},
                   {"type":"TextBlock","text":"Severity: page","wrap":true},
                   {"type":"TextBlock","text":"Since: 2026-11-22T11:00:00Z","wrap":true},
                   {"type":"TextBlock","wrap":true,
                    "text":"Labels: alertname=HighErrorRate, namespace=shop, service=checkout"},
                   {"type":"TextBlock","wrap":true,
                    "text":"- pod=a: burns 14.6 times (since 2026-11-22T11:00:00Z)"},
                   {"type":"TextBlock","text":"- and 1 more","wrap":true}],
                  "actions":[
                   {"type":"Action.OpenUrl","title":"Ack",
                    "url":"https://router.example/a/signed-token-of-the-page"},
                   {"type":"Action.OpenUrl","title":"Runbook","url":"https://runbook.example/errors"},
                   {"type":"Action.OpenUrl","title":"View","url":"https://router.example/i/inc-1"}],
                  "msteams":{"width":"full"}}}]}
                """));
  }

  @Test
  void labelDoesNotPassForALinkOfOurs() throws Exception {
    try (Target target =
        ReadTargets.one("type: teams, url: 'BASE/flow'".replace("BASE", server.url()))) {
      assertThat(target.send(TestMessages.hostile(Kind.TRIGGER)))
          .isInstanceOf(Result.Delivered.class);
    }

    assertThat(server.last().text()).contains("] (http://evil)").doesNotContain("](");
  }
}
