/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.teams;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.router.targets.message.Fit;
import io.watchfire.router.targets.message.Json;
import io.watchfire.router.targets.message.Links;
import io.watchfire.router.targets.message.Message;
import io.watchfire.router.targets.message.Result;
import io.watchfire.router.targets.message.Severity;
import io.watchfire.router.targets.message.Target;
import io.watchfire.router.targets.message.Wording;
import io.watchfire.router.targets.sending.HttpCall;
import io.watchfire.router.targets.sending.HttpSender;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Microsoft Teams, by a workflow that posts an adaptive card. */
public final class TeamsTarget implements Target {
  /** A little less than Teams' 28 KB, since nobody says which K, and what else is counted. */
  private static final int MAX_BYTES = 27_000;

  private final TeamsConfig config;
  private final HttpSender http;

  public TeamsTarget(TeamsConfig config, HttpSender http) {
    this.config = config;
    this.http = http;
  }

  @Override
  public String kind() {
    return "teams";
  }

  @Override
  public Result send(Message message) throws InterruptedException {
    byte[] body = Fit.within(MAX_BYTES, message, m -> Json.bytes(post(m)));
    return http.post(message, secrets -> HttpCall.json(secrets.url(config.url()), body));
  }

  @Override
  public void close() {
    http.close();
  }

  private static ObjectNode post(Message message) {
    ObjectNode post = Json.object().put("type", "message");
    ObjectNode attachment = post.putArray("attachments").addObject();
    attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
    attachment.putNull("contentUrl");
    attachment.set("content", card(message));
    return post;
  }

  private static ObjectNode card(Message message) {
    ObjectNode card = Json.object();
    card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    card.put("type", "AdaptiveCard");
    card.put("version", "1.2");
    ArrayNode body = card.putArray("body");
    text(body, Wording.headline(message))
        .put("weight", "Bolder")
        .put("size", "Medium")
        .put("style", "heading")
        .put("color", color(message));
    Wording.text(message).lines().filter(line -> !line.isBlank()).forEach(line -> text(body, line));
    actions(card, Links.of(message));
    card.putObject("msteams").put("width", "full");
    return card;
  }

  private static ObjectNode text(ArrayNode body, String text) {
    return body.addObject()
        .put("type", "TextBlock")
        .put("text", withoutLinks(text))
        .put("wrap", true);
  }

  /** Cards show Markdown: a label must not pass for a link that we set. */
  private static String withoutLinks(String text) {
    return text.replace("](", "] (");
  }

  private static String color(Message message) {
    return switch (message.kind()) {
      case TRIGGER ->
          Severity.of(message.severity()).compareTo(Severity.WARNING) > 0 ? "Attention" : "Warning";
      case RESOLVE -> "Good";
      case ACKNOWLEDGE -> "Accent";
      case DIGEST -> "Warning";
    };
  }

  private static void actions(ObjectNode card, Links links) {
    ArrayNode actions = card.putArray("actions");
    action(actions, "Ack", links.acknowledge());
    action(actions, "Runbook", links.runbook());
    action(actions, "Dashboard", links.dashboard());
    action(actions, "View", links.view());
  }

  private static void action(ArrayNode actions, String title, @Nullable URI link) {
    if (link != null) {
      actions
          .addObject()
          .put("type", "Action.OpenUrl")
          .put("title", title)
          .put("url", link.toString());
    }
  }
}
