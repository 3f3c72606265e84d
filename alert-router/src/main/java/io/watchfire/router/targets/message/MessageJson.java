/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.router.targets.message.Message.Line;

/** A message in the form that programs read: of webhooks, CloudEvents and templates. */
public final class MessageJson {
  private MessageJson() {}

  /** The kind in lower case, times in UTC; links that are not configured are left out. */
  public static ObjectNode of(Message message) {
    ObjectNode json = Json.object();
    json.put("kind", message.kind().text());
    json.put("incident", message.incident());
    json.put("key", message.key());
    json.put("title", message.title());
    json.put("severity", message.severity());
    json.put("openedAt", message.openedAt().toString());
    json.put("sentAt", message.sentAt().toString());
    json.put("note", message.note());
    json.put("firing", message.firing());
    message.labels().forEach(json.putObject("labels")::put);
    message.annotations().forEach(json.putObject("annotations")::put);
    ArrayNode alerts = json.putArray("alerts");
    message.alerts().forEach(alert -> line(alerts.addObject(), alert));
    if (message.acknowledge() != null) {
      json.put("acknowledgeUrl", message.acknowledge().toString());
    }
    if (message.view() != null) {
      json.put("viewUrl", message.view().toString());
    }
    return json;
  }

  private static void line(ObjectNode json, Line alert) {
    alert.labels().forEach(json.putObject("labels")::put);
    json.put("summary", alert.summary());
    json.put("startsAt", alert.startsAt().toString());
  }
}
