/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/** The limits that the makers of the services document. */
final class Limits {
  private Limits() {}

  static void check(HttpKind kind, JsonNode body) {
    switch (kind) {
      case PAGERDUTY -> pagerDuty(body);
      case SLACK -> body.path("blocks").forEach(Limits::slackBlock);
      case OPSGENIE -> opsgenie(body);
      case NTFY -> ntfy(body);
      case TEAMS, GOTIFY, WEBHOOK, CLOUDEVENTS -> {}
    }
  }

  private static void pagerDuty(JsonNode body) {
    assertThat(body.path("dedup_key").asText()).isNotEmpty().hasSizeLessThanOrEqualTo(255);
    assertThat(body.at("/payload/summary").asText()).hasSizeLessThanOrEqualTo(1_024);
  }

  private static void slackBlock(JsonNode block) {
    int max = block.path("type").asText().equals("header") ? 150 : 3_000;
    assertThat(block.at("/text/text").asText()).hasSizeLessThanOrEqualTo(max);
    assertThat(block.path("fields")).hasSizeLessThanOrEqualTo(10);
    block
        .path("fields")
        .forEach(f -> assertThat(f.path("text").asText()).hasSizeLessThanOrEqualTo(2_000));
    assertThat(block.path("elements")).hasSizeLessThanOrEqualTo(25);
  }

  private static void opsgenie(JsonNode body) {
    assertThat(body.path("message").asText()).hasSizeLessThanOrEqualTo(130);
    assertThat(body.path("alias").asText()).hasSizeLessThanOrEqualTo(512);
    assertThat(body.path("description").asText()).hasSizeLessThanOrEqualTo(15_000);
    assertThat(body.path("entity").asText()).hasSizeLessThanOrEqualTo(512);
    assertThat(body.path("details").toString()).hasSizeLessThanOrEqualTo(8_500);
    body.path("tags").forEach(t -> assertThat(t.asText()).hasSizeLessThanOrEqualTo(50));
  }

  private static void ntfy(JsonNode body) {
    byte[] message = body.path("message").asText().getBytes(StandardCharsets.UTF_8);
    assertThat(message).hasSizeLessThanOrEqualTo(4_096);
    assertThat(body.path("actions")).hasSizeLessThanOrEqualTo(3);
  }
}
