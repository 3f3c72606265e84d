/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.router.targets.message.Json;
import io.watchfire.router.targets.message.Links;
import io.watchfire.router.targets.message.Message;
import io.watchfire.router.targets.message.Wording;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A message in Slack's blocks. */
final class SlackMessage {
  private static final int MAX_TEXT = 3_000;
  private static final int MAX_HEADER = 150;
  private static final int MAX_FIELDS = 10;
  private static final int MAX_FIELD = 2_000;
  private static final int MAX_LABEL_NAME = 100;
  private static final int MAX_URL = 3_000;
  private static final int MAX_VALUE = 2_000;

  private SlackMessage() {}

  /**
   * The message.
   *
   * @param interactive whether what is pressed in Slack is posted to us
   */
  static ObjectNode of(Message message, boolean interactive) {
    String headline = Wording.headline(message);
    ObjectNode slack = Json.object();
    slack.put("text", SlackText.of(headline, MAX_TEXT)); // for notifications and screen readers
    ArrayNode blocks = slack.putArray("blocks");
    text(
        blocks.addObject().put("type", "header"), "plain_text", SlackText.of(headline, MAX_HEADER));
    section(blocks, message.note());
    section(blocks, message.annotations().getOrDefault("summary", ""));
    fields(blocks, message);
    section(blocks, Wording.alerts(message));
    buttons(blocks, Links.of(message), interactive);
    return slack;
  }

  private static void section(ArrayNode blocks, String text) {
    if (!text.isBlank()) {
      text(blocks.addObject().put("type", "section"), "mrkdwn", SlackText.of(text, MAX_TEXT));
    }
  }

  private static void fields(ArrayNode blocks, Message message) {
    ObjectNode section = blocks.addObject().put("type", "section");
    ArrayNode fields = section.putArray("fields");
    if (!message.severity().isEmpty()) {
      field(fields, "severity", message.severity());
    }
    field(fields, "since", Wording.time(message.openedAt()));
    message.labels().entrySet().stream()
        .filter(label -> !label.getKey().equals("severity"))
        .limit(MAX_FIELDS - fields.size())
        .forEach(label -> field(fields, label.getKey(), label.getValue()));
  }

  private static void field(ArrayNode fields, String name, String value) {
    String bold = "*" + SlackText.of(name, MAX_LABEL_NAME) + "*\n";
    fields
        .addObject()
        .put("type", "mrkdwn")
        .put("text", bold + SlackText.of(value, MAX_FIELD - bold.length()));
  }

  private static void buttons(ArrayNode blocks, Links links, boolean interactive) {
    ArrayNode elements = Json.object().arrayNode();
    URI act = links.acknowledge();
    if (interactive && act != null && act.toString().length() <= MAX_VALUE) {
      press(elements, "Ack", "acknowledge", act);
      press(elements, "Snooze (1 hour)", "snooze-1h", act);
      press(elements, "Resolve", "resolve", act);
    } else {
      button(elements, "Ack", act);
    }
    button(elements, "Runbook", links.runbook());
    button(elements, "Dashboard", links.dashboard());
    button(elements, "View", links.view());
    if (!elements.isEmpty()) {
      blocks.addObject().put("type", "actions").set("elements", elements);
    }
  }

  private static void button(ArrayNode elements, String text, @Nullable URI link) {
    if (link == null || link.toString().length() > MAX_URL) {
      return;
    }
    labelled(elements, text).put("url", link.toString());
  }

  /** Without a url: a button that has one opens it as well. */
  private static void press(ArrayNode elements, String text, String action, URI value) {
    labelled(elements, text).put("action_id", action).put("value", value.toString());
  }

  private static ObjectNode labelled(ArrayNode elements, String text) {
    ObjectNode button = elements.addObject().put("type", "button");
    text(button, "plain_text", text);
    if (text.equals("Ack")) {
      button.put("style", "primary");
    }
    return button;
  }

  private static void text(ObjectNode parent, String type, String text) {
    parent.putObject("text").put("type", type).put("text", text);
  }
}
