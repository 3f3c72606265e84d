/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.gotify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.router.targets.message.Cut;
import io.watchfire.router.targets.message.Detail;
import io.watchfire.router.targets.message.Json;
import io.watchfire.router.targets.message.Message;
import io.watchfire.router.targets.message.Result;
import io.watchfire.router.targets.message.Severity;
import io.watchfire.router.targets.message.Target;
import io.watchfire.router.targets.message.Wording;
import io.watchfire.router.targets.sending.HttpCall;
import io.watchfire.router.targets.sending.HttpSender;
import java.net.URI;
import java.util.Map;

/** Phones, by Gotify. */
public final class GotifyTarget implements Target {
  /** Gotify has no limit of its own; nobody reads more on a phone. */
  private static final int MAX_TITLE = 250;

  private static final int MAX_MESSAGE = 8_000;

  private final GotifyConfig config;
  private final HttpSender http;

  public GotifyTarget(GotifyConfig config, HttpSender http) {
    this.config = config;
    this.http = http;
  }

  @Override
  public String kind() {
    return "gotify";
  }

  @Override
  public Result send(Message message) throws InterruptedException {
    byte[] body = Json.bytes(note(Detail.FULL.of(message)));
    URI url = URI.create(config.url() + "/message");
    return http.post(
        message,
        secrets -> HttpCall.json(url, Map.of("X-Gotify-Key", secrets.read(config.token())), body));
  }

  @Override
  public void close() {
    http.close();
  }

  private static ObjectNode note(Message message) {
    ObjectNode note = Json.object();
    note.put("title", Cut.chars(Wording.headline(message), MAX_TITLE));
    note.put("message", text(message));
    note.put("priority", priority(message));
    ObjectNode extras = note.putObject("extras");
    extras.putObject("client::display").put("contentType", "text/plain");
    if (message.view() != null) {
      extras
          .putObject("client::notification")
          .putObject("click")
          .put("url", message.view().toString());
    }
    return note;
  }

  /** The links come first, so that a long text does not cut them off; Gotify has no buttons. */
  private static String text(Message message) {
    String text = Wording.links(message) + "\n\n" + Wording.text(message);
    return Cut.chars(text.strip(), MAX_MESSAGE);
  }

  private static int priority(Message message) {
    return switch (message.kind()) {
      case ACKNOWLEDGE, RESOLVE -> 2;
      case TRIGGER, DIGEST ->
          switch (Severity.of(message.severity())) {
            case CRITICAL -> 9;
            case ERROR -> 8;
            case WARNING -> 5;
            case INFO -> 3;
          };
    };
  }
}
