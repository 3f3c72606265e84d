/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.cloudevents;

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

class CloudEventsTargetTest {
  @RegisterExtension private final FakeServer server = new FakeServer();

  @Test
  void incidentBecomesAnEventInTheStructuredMode() throws Exception {
    try (Target target =
        ReadTargets.one(
            "type: cloudevents, url: 'BASE/events', source: /watchfire/prod, auth: {token: t}"
                .replace("BASE", server.url()))) {
      assertThat(target.send(TestMessages.of(Kind.TRIGGER))).isInstanceOf(Result.Delivered.class);
    }

    assertThat(server.last().header("Content-type")).isEqualTo("application/cloudevents+json");
    assertThat(server.last().header("Authorization")).isEqualTo("Bearer t");
    assertThat(server.last().json())
        .isEqualTo(
            Golden.json(
                """
                {"specversion":"1.0","id":"inc-1/0","source":"/watchfire/prod",
                 "type":"io.watchfire.incident.triggered","subject":"inc-1","time":"2026-11-22T11:00:05Z",
                 "datacontenttype":"application/json","data":{"kind":"trigger","incident":"inc-1","key":"inc-1/0",
                  "title":"HighErrorRate checkout","severity":"page",
                  "openedAt":"2026-11-22T11:00:00Z","sentAt":"2026-11-22T11:00:05Z",
                  "note":"It is your turn.","firing":2,
                  "labels":{"alertname":"HighErrorRate","namespace":"shop","service":"checkout"},
                  "annotations":{"runbook_url":"https://runbook.example/errors","summary":"too many errors"},
                  "alerts":[{"labels":{"pod":"a"},"summary":"burns 14.6 times","startsAt":"2026-11-22T11:00:00Z"}],
                  "acknowledgeUrl":"https://router.example/a/signed-token-of-the-page",
                  "viewUrl":"https://router.example/i/inc-1"}}
                """));
  }

  @Test
  void everyKindHasItsType() throws Exception {
    for (Kind kind : Kind.values()) {
      try (Target target =
          ReadTargets.one(
              "type: cloudevents, url: 'BASE/events', source: /watchfire/prod, auth: {token: t}"
                  .replace("BASE", server.url()))) {
        assertThat(target.send(TestMessages.of(kind))).isInstanceOf(Result.Delivered.class);
      }
    }
    assertThat(server.requests())
        .extracting(request -> request.json().path("type").asText())
        .containsExactly(
            "io.watchfire.incident.triggered",
            "io.watchfire.incident.acknowledged",
            "io.watchfire.incident.resolved",
            "io.watchfire.incident.digested");
  }
}
