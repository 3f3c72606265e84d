/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.cloudevents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.router.targets.message.Fit;
import io.watchfire.router.targets.message.Json;
import io.watchfire.router.targets.message.Message;
import io.watchfire.router.targets.message.MessageJson;
import io.watchfire.router.targets.message.Result;
import io.watchfire.router.targets.message.Target;
import io.watchfire.router.targets.sending.HttpCall;
import io.watchfire.router.targets.sending.HttpSender;
import java.util.Map;
import java.util.TreeMap;

/** Programs, by CloudEvents over HTTP in the structured mode. */
public final class CloudEventsTarget implements Target {
  /** What every intermediary has to forward. */
  private static final int MAX_BYTES = 64 << 10;

  private final CloudEventsConfig config;
  private final HttpSender http;

  public CloudEventsTarget(CloudEventsConfig config, HttpSender http) {
    this.config = config;
    this.http = http;
  }

  @Override
  public String kind() {
    return "cloudevents";
  }

  @Override
  public Result send(Message message) throws InterruptedException {
    byte[] body = Fit.within(MAX_BYTES, message, m -> Json.bytes(event(m)));
    return http.post(
        message,
        secrets -> {
          Map<String, String> headers = new TreeMap<>(HttpSender.headers(config.auth(), secrets));
          headers.put("Content-Type", "application/cloudevents+json");
          return new HttpCall(secrets.url(config.url()), headers, body);
        });
  }

  @Override
  public void close() {
    http.close();
  }

  private ObjectNode event(Message message) {
    ObjectNode event = Json.object();
    event.put("specversion", "1.0");
    event.put("id", message.key());
    event.put("source", config.source().toString());
    event.put("type", "io.watchfire.incident." + past(message.kind()));
    event.put("subject", message.incident());
    event.put("time", message.sentAt().toString());
    event.put("datacontenttype", "application/json");
    event.set("data", MessageJson.of(message));
    return event;
  }

  private static String past(Message.Kind kind) {
    return switch (kind) {
      case TRIGGER -> "triggered";
      case ACKNOWLEDGE -> "acknowledged";
      case RESOLVE -> "resolved";
      case DIGEST -> "digested";
    };
  }
}
