/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager.api;

import io.watchfire.router.connection.SecretSource;
import io.watchfire.router.incident.Command;
import io.watchfire.router.incident.Incident;
import io.watchfire.router.pager.Inbox;
import io.watchfire.router.pager.Pager;
import io.watchfire.router.pager.SignedLinks;
import io.watchfire.runtime.http.HttpException;
import io.watchfire.runtime.http.HttpService;
import io.watchfire.runtime.http.Request;
import io.watchfire.runtime.http.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Takes what people press in Slack. A press has two proofs: Slack's signature says that it comes
 * from Slack and who pressed, the token of the button says which incident may be acted on.
 */
final class SlackButtons {
  private static final int MAX_BODY = 64 << 10;

  /** Slack shows a warning after three seconds, the way there and back included. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Pager pager;
  private final SignedLinks links;
  private final SlackSignature signature;

  SlackButtons(Pager pager, SignedLinks links, SecretSource signingSecret) {
    this.pager = pager;
    this.links = links;
    this.signature = new SlackSignature(signingSecret);
  }

  void routes(HttpService.Builder http) {
    http.openPost("/api/v1/webhook/slack", MAX_BODY, this::pressed);
  }

  private Response pressed(Request request) throws IOException, InterruptedException {
    Instant now = pager.clock().instant();
    if (!isSlacks(request, now)) {
      throw new HttpException(401, "the signature is missing, wrong or too old");
    }
    try {
      SlackPress press = SlackPress.of(request.body());
      return press == null ? understood() : act(press, now);
    } catch (IllegalArgumentException e) {
      throw new HttpException(400, String.valueOf(e.getMessage()));
    }
  }

  private boolean isSlacks(Request request, Instant now) throws IOException {
    Map<String, String> headers = request.headers();
    return signature.verifies(
        headers.get("x-slack-request-timestamp"),
        headers.get("x-slack-signature"),
        request.body(),
        now);
  }

  private Response act(SlackPress press, Instant now) throws IOException, InterruptedException {
    SignedLinks.Grant grant = links.verify(press.token(), now);
    if (grant == null || !grant.allowsActing()) {
      throw new HttpException(403, "this button is not valid, or not any more");
    }
    Command command = press.on(grant.incident());
    Incident incident = pager.incident(grant.incident());
    if (incident != null && !incident.isOpen()) {
      throw new HttpException(409, "the incident was over already"); // Slack shows that it failed
    }
    try {
      pager.command(command, PATIENCE);
      return understood();
    } catch (Inbox.NotStoredException e) {
      return Response.error(503, String.valueOf(e.getMessage())).withHeader("Retry-After", "1");
    }
  }

  private static Response understood() {
    return Response.text(200, "");
  }
}
