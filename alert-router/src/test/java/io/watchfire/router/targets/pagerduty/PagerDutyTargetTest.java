/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.router.targets.FakeServer;
import io.watchfire.router.targets.Golden;
import io.watchfire.router.targets.HttpKind;
import io.watchfire.router.targets.ReadTargets;
import io.watchfire.router.targets.TestMessages;
import io.watchfire.router.targets.message.Message.Kind;
import io.watchfire.router.targets.message.Result;
import io.watchfire.router.targets.message.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PagerDutyTargetTest {
  @RegisterExtension private final FakeServer server = new FakeServer();

  @Test
  void incidentBecomesATrigger() throws Exception {
    try (Target target =
        ReadTargets.one(
            "type: pagerduty, url: 'BASE/v2/enqueue', routingKey: k3y"
                .replace("BASE", server.url()))) {
      assertThat(target.send(TestMessages.of(Kind.TRIGGER))).isInstanceOf(Result.Delivered.class);
    }

    assertThat(server.last().uri()).hasToString("/v2/enqueue");
    assertThat(server.last().json())
        .isEqualTo(
            Golden.json(
                """
                {"routing_key":"k3y","event_action":"trigger","dedup_key":"inc-1",
                 "client":"Watchfire","client_url":"https://router.example/i/inc-1",
                 "payload":{"summary":"FIRING HighErrorRate checkout","source":"checkout",
                  "severity":"critical","timestamp":"2026-11-22T11:00:00Z",
                  "component":"checkout","group":"shop","class":"HighErrorRate",
                  "custom_details":{"note":"It is your turn.","firing":2,
                   "labels":{"alertname":"HighErrorRate","namespace":"shop","service":"checkout"},
                   "annotations":{"runbook_url":"https://runbook.example/errors","summary":"too many errors"},
                   "alerts":"- pod=a: burns 14.6 times (since 2026-11-22T11:00:00Z)\\n- and 1 more"}},
                 "links":[
                  {"href":"https://router.example/a/signed-token-of-the-page","text":"Acknowledge"},
                  {"href":"https://runbook.example/errors","text":"Runbook"}]}
                """));
  }

  @Test
  void acknowledgementAndEndNameTheSameAlert() throws Exception {
    try (Target target =
        ReadTargets.one(
            "type: pagerduty, url: 'BASE/v2/enqueue', routingKey: k3y"
                .replace("BASE", server.url()))) {
      assertThat(target.send(TestMessages.of(Kind.ACKNOWLEDGE)))
          .isInstanceOf(Result.Delivered.class);
    }
    assertThat(server.last().json())
        .isEqualTo(
            Golden.json(
                """
                {"routing_key":"k3y","event_action":"acknowledge","dedup_key":"inc-1"}
                """));

    try (Target target =
        ReadTargets.one(
            "type: pagerduty, url: 'BASE/v2/enqueue', routingKey: k3y"
                .replace("BASE", server.url()))) {
      assertThat(target.send(TestMessages.of(Kind.RESOLVE))).isInstanceOf(Result.Delivered.class);
    }
    assertThat(server.last().json())
        .isEqualTo(
            Golden.json(
                """
                {"routing_key":"k3y","event_action":"resolve","dedup_key":"inc-1"}
                """));
  }

  @Test
  void digestOpensAnAlertThatItsEndCloses() throws Exception {
    try (Target target =
        ReadTargets.one(
            "type: pagerduty, url: 'BASE/v2/enqueue', routingKey: k3y"
                .replace("BASE", server.url()))) {
      assertThat(target.send(TestMessages.of(Kind.DIGEST))).isInstanceOf(Result.Delivered.class);
    }

    assertThat(server.last().json().path("event_action").asText()).isEqualTo("trigger");
    assertThat(server.last().json().path("dedup_key").asText()).isEqualTo("inc-1");
  }

  @Test
  void longIncidentKeepsItsKeyFromTriggerToEnd() throws Exception {
    try (Target target = HttpKind.PAGERDUTY.at(server.url())) {
      target.send(TestMessages.huge(Kind.TRIGGER, 0));
      String opened = server.last().json().path("dedup_key").asText();
      target.send(TestMessages.huge(Kind.RESOLVE, 0));
      assertThat(server.last().json().path("dedup_key").asText())
          .isEqualTo(opened)
          .hasSizeLessThanOrEqualTo(255);
    }
  }
}
