/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.ntfy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.router.targets.message.Cut;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Phones and desktops, by ntfy. */
public final class NtfyTarget implements Target {
  /** A longer message becomes an attachment, which a phone does not show. */
  private static final int MAX_MESSAGE_BYTES = 4_096;

  /** The server reads no more than twice a message's limit of JSON. */
  private static final int MAX_JSON_BYTES = 8_192;

  private static final int MAX_TITLE = 250;

  private final NtfyConfig config;
  private final HttpSender http;

  public NtfyTarget(NtfyConfig config, HttpSender http) {
    this.config = config;
    this.http = http;
  }

  @Override
  public String kind() {
    return "ntfy";
  }

  @Override
  public Result send(Message message) throws InterruptedException {
    return http.post(
        message,
        secrets -> {
          String topic = secrets.read(config.topic());
          Map<String, String> auth = HttpSender.headers(config.auth(), secrets);
          byte[] body = Fit.within(MAX_JSON_BYTES, message, m -> Json.bytes(note(m, topic)));
          return HttpCall.json(config.url(), auth, body);
        });
  }

  @Override
  public void close() {
    http.close();
  }

  private static ObjectNode note(Message message, String topic) {
    ObjectNode note = Json.object();
    note.put("topic", topic);
    note.put("title", Cut.chars(Wording.headline(message), MAX_TITLE));
    note.put("message", Cut.bytes(Wording.text(message), MAX_MESSAGE_BYTES));
    note.put("priority", priority(message));
    note.putArray("tags").add(tag(message.kind()));
    if (message.view() != null) {
      note.put("click", message.view().toString());
    }
    actions(note.putArray("actions"), Links.of(message));
    return note;
  }

  private static int priority(Message message) {
    return switch (message.kind()) {
      case ACKNOWLEDGE, RESOLVE -> 2;
      case TRIGGER, DIGEST ->
          switch (Severity.of(message.severity())) {
            case CRITICAL -> 5;
            case ERROR -> 4;
            case WARNING -> 3;
            case INFO -> 2;
          };
    };
  }

  private static String tag(Message.Kind kind) {
    return switch (kind) {
      case TRIGGER -> "rotating_light";
      case ACKNOWLEDGE -> "eyes";
      case RESOLVE -> "white_check_mark";
      case DIGEST -> "bell";
    };
  }

  /** At most three, as ntfy allows: the dashboard is one click further. */
  private static void actions(ArrayNode actions, Links links) {
    if (links.acknowledge() != null) {
      actions
          .addObject()
          .put("action", "http")
          .put("label", "Ack")
          .put("url", links.acknowledge().toString())
          .put("method", "POST")
          .put("clear", true);
    }
    view(actions, "Runbook", links.runbook());
    view(actions, "View", links.view());
  }

  private static void view(ArrayNode actions, String label, @Nullable URI link) {
    if (link != null) {
      actions.addObject().put("action", "view").put("label", label).put("url", link.toString());
    }
  }
}
