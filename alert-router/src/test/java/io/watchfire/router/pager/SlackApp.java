/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.router.connection.SecretSource;
import io.watchfire.router.pager.api.SlackSignature;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Slack, as far as it posts what people press. */
public final class SlackApp {
  public static final String PATH = "/api/v1/webhook/slack";

  private final OnCallDesk desk;
  private final SlackSignature signature;

  /**
   * @param signingSecret what it signs with
   */
  public SlackApp(OnCallDesk desk, String signingSecret) {
    this.desk = desk;
    this.signature = new SlackSignature(new SecretSource.Value(signingSecret));
  }

  /** Carol presses that button now. */
  public HttpResponse<String> press(String action, String value) throws Exception {
    return post(pressed(action, value), Instant.now());
  }

  /** Posts that form, signed at that time. */
  public HttpResponse<String> post(String body, Instant at) throws Exception {
    String time = Long.toString(at.getEpochSecond());
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp",
            time,
            "X-Slack-Signature",
            signature.sign(time, body.getBytes(StandardCharsets.UTF_8)));
    return desk.post(PATH, body, headers);
  }

  /** What it posts when carol presses that button. */
  public static String pressed(String action, String value) {
    ObjectNode payload = new ObjectMapper().createObjectNode().put("type", "block_actions");
    payload.putObject("user").put("id", "U1").put("username", "carol").put("team_id", "T1");
    payload
        .putArray("actions")
        .addObject()
        .put("type", "button")
        .put("action_id", action)
        .put("block_id", "b")
        .put("value", value)
        .put("action_ts", "1795921200.000001");
    return form(payload.toString());
  }

  public static String form(String payload) {
    return "payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8);
  }
}
