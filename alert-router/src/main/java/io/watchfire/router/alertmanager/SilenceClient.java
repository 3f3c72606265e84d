/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The silences of one Alertmanager, or of one of its tenants, found again by their comment. */
public final class SilenceClient {
  private static final String PATH = "/api/v2/silence";

  private final AlertmanagerClient client;
  private final Map<String, String> headers;
  private final Clock clock;
  private final ObjectMapper mapper = new ObjectMapper();

  /**
   * @param headers what says whose they are
   */
  public SilenceClient(AlertmanagerClient client, Map<String, String> headers, Clock clock) {
    this.client = client;
    this.headers = headers;
    this.clock = clock;
  }

  /** Makes one that matches each of these labels exactly, unless it is there. */
  public void make(Map<String, String> labels, String comment, Instant until)
      throws IOException, InterruptedException {
    if (!ids(comment).isEmpty()) {
      return;
    }
    ObjectNode silence = mapper.createObjectNode();
    labels.forEach(
        (name, value) ->
            silence
                .withArray("matchers")
                .addObject()
                .put("name", name)
                .put("value", value)
                .put("isRegex", false)
                .put("isEqual", true));
    silence.put("startsAt", clock.instant().toString());
    silence.put("endsAt", until.toString());
    silence.put("createdBy", "watchfire");
    silence.put("comment", comment);
    call("POST", PATH + "s", silence.toString().getBytes(StandardCharsets.UTF_8));
  }

  public void end(String comment) throws IOException, InterruptedException {
    for (String id : ids(comment)) {
      call("DELETE", PATH + "/" + id, new byte[0]);
    }
  }

  private List<String> ids(String comment) throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    for (JsonNode silence : mapper.readTree(call("GET", PATH + "s", new byte[0]))) {
      boolean over = silence.at("/status/state").asText().equals("expired");
      if (!over && silence.path("comment").asText().equals(comment)) {
        ids.add(silence.path("id").asText());
      }
    }
    return ids;
  }

  private byte[] call(String method, String path, byte[] body)
      throws IOException, InterruptedException {
    return client.call(method, path, body, headers);
  }
}
