/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.opsgenie;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.router.targets.message.Cut;
import io.watchfire.router.targets.message.Json;
import io.watchfire.router.targets.message.Message;
import io.watchfire.router.targets.message.Severity;
import io.watchfire.router.targets.message.ShortKey;
import io.watchfire.router.targets.message.Wording;
import java.util.List;
import java.util.Map;

/** A message in the form of Opsgenie's alerts. */
final class OpsgenieAlert {
  private static final int MAX_MESSAGE = 130;
  private static final int MAX_ALIAS = 512;
  private static final int MAX_DESCRIPTION = 15_000;
  private static final int MAX_DETAILS = 8_000;
  private static final int MAX_ENTITY = 512;
  private static final int MAX_TAG = 50;
  private static final int MAX_NOTE = 25_000;

  private OpsgenieAlert() {}

  /** What an alert is found by. */
  static String alias(Message message) {
    return ShortKey.atMost(MAX_ALIAS, message.incident());
  }

  static ObjectNode of(Message message, List<String> teams) {
    return switch (message.kind()) {
      case TRIGGER, DIGEST -> created(message, teams);
      case ACKNOWLEDGE, RESOLVE -> changed(message);
    };
  }

  private static ObjectNode changed(Message message) {
    return Json.object()
        .put("source", "Watchfire")
        .put("note", Cut.chars(message.note(), MAX_NOTE));
  }

  private static ObjectNode created(Message message, List<String> teams) {
    ObjectNode alert = Json.object();
    alert.put("message", Cut.chars(Wording.headline(message), MAX_MESSAGE));
    alert.put("alias", alias(message));
    alert.put("description", description(message));
    alert.put("priority", priority(Severity.of(message.severity())));
    alert.put("source", "Watchfire");
    String service = message.labels().get("service");
    if (service != null) {
      alert.put("entity", Cut.chars(service, MAX_ENTITY));
    }
    if (!message.severity().isEmpty()) {
      alert.putArray("tags").add(Cut.chars(message.severity(), MAX_TAG));
    }
    details(alert.putObject("details"), message.labels());
    if (!teams.isEmpty()) {
      ArrayNode responders = alert.putArray("responders");
      teams.forEach(team -> responders.addObject().put("type", "team").put("name", team));
    }
    return alert;
  }

  /** The links come first, so that a long text does not cut them off. */
  private static String description(Message message) {
    String text = Wording.links(message) + "\n\n" + Wording.text(message);
    return Cut.chars(text.strip(), MAX_DESCRIPTION);
  }

  /** As many labels as fit: the limit is on all of them together. */
  private static void details(ObjectNode details, Map<String, String> labels) {
    int used = 0;
    for (Map.Entry<String, String> label : labels.entrySet()) {
      used += label.getKey().length() + label.getValue().length();
      if (used <= MAX_DETAILS) {
        details.put(label.getKey(), label.getValue());
      }
    }
  }

  private static String priority(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "P1";
      case ERROR -> "P2";
      case WARNING -> "P3";
      case INFO -> "P5";
    };
  }
}
