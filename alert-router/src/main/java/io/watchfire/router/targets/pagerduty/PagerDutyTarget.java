/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.pagerduty;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.router.targets.message.Cut;
import io.watchfire.router.targets.message.Fit;
import io.watchfire.router.targets.message.Json;
import io.watchfire.router.targets.message.Links;
import io.watchfire.router.targets.message.Message;
import io.watchfire.router.targets.message.Result;
import io.watchfire.router.targets.message.Severity;
import io.watchfire.router.targets.message.ShortKey;
import io.watchfire.router.targets.message.Target;
import io.watchfire.router.targets.message.Wording;
import io.watchfire.router.targets.sending.HttpCall;
import io.watchfire.router.targets.sending.HttpSender;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** PagerDuty's Events API v2: one alert there for each incident. */
public final class PagerDutyTarget implements Target {
  private static final int MAX_BYTES = 512_000;
  private static final int MAX_DEDUP_KEY = 255;
  private static final int MAX_SUMMARY = 1_024;

  private final PagerDutyConfig config;
  private final HttpSender http;

  public PagerDutyTarget(PagerDutyConfig config, HttpSender http) {
    this.config = config;
    this.http = http;
  }

  @Override
  public String kind() {
    return "pagerduty";
  }

  @Override
  public Result send(Message message) throws InterruptedException {
    return http.post(
        message,
        secrets -> {
          String routingKey = secrets.read(config.routingKey());
          byte[] body = Fit.within(MAX_BYTES, message, m -> Json.bytes(event(m, routingKey)));
          return HttpCall.json(config.url(), body);
        });
  }

  @Override
  public void close() {
    http.close();
  }

  private static ObjectNode event(Message message, String routingKey) {
    ObjectNode event = Json.object();
    event.put("routing_key", routingKey);
    event.put("event_action", action(message.kind()));
    event.put("dedup_key", ShortKey.atMost(MAX_DEDUP_KEY, message.incident()));
    switch (message.kind()) {
      case TRIGGER, DIGEST -> trigger(event, message);
      case ACKNOWLEDGE, RESOLVE -> {}
    }
    return event;
  }

  private static String action(Message.Kind kind) {
    return switch (kind) {
      case TRIGGER, DIGEST -> "trigger";
      case ACKNOWLEDGE -> "acknowledge";
      case RESOLVE -> "resolve";
    };
  }

  private static void trigger(ObjectNode event, Message message) {
    event.put("client", "Watchfire");
    if (message.view() != null) {
      event.put("client_url", message.view().toString());
    }
    ObjectNode payload = event.putObject("payload");
    payload.put("summary", Cut.chars(Wording.headline(message), MAX_SUMMARY));
    payload.put("source", message.labels().getOrDefault("service", "watchfire"));
    payload.put("severity", Severity.of(message.severity()).text());
    payload.put("timestamp", Wording.time(message.openedAt()));
    label(payload, "component", message, "service");
    label(payload, "group", message, "namespace");
    label(payload, "class", message, "alertname");
    ObjectNode details = payload.putObject("custom_details");
    details.put("note", message.note());
    details.put("firing", message.firing());
    message.labels().forEach(details.putObject("labels")::put);
    message.annotations().forEach(details.putObject("annotations")::put);
    details.put("alerts", Wording.alerts(message));
    links(event.putArray("links"), Links.of(message));
  }

  private static void label(ObjectNode payload, String field, Message message, String label) {
    String value = message.labels().get(label);
    if (value != null) {
      payload.put(field, value);
    }
  }

  private static void links(ArrayNode array, Links links) {
    link(array, "Acknowledge", links.acknowledge());
    link(array, "Runbook", links.runbook());
    link(array, "Dashboard", links.dashboard());
  }

  private static void link(ArrayNode array, String text, @Nullable URI link) {
    if (link != null) {
      array.addObject().put("href", link.toString()).put("text", text);
    }
  }
}
