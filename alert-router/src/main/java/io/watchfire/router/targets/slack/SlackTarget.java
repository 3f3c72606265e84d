/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.slack;

import io.watchfire.router.targets.message.Fit;
import io.watchfire.router.targets.message.Json;
import io.watchfire.router.targets.message.Message;
import io.watchfire.router.targets.message.Result;
import io.watchfire.router.targets.message.Target;
import io.watchfire.router.targets.sending.HttpCall;
import io.watchfire.router.targets.sending.HttpSender;

/** A Slack channel, by its incoming webhook. */
public final class SlackTarget implements Target {
  /** Slack says nothing of a whole message; nobody reads more. */
  private static final int MAX_BYTES = 50_000;

  private final SlackConfig config;
  private final HttpSender http;

  public SlackTarget(SlackConfig config, HttpSender http) {
    this.config = config;
    this.http = http;
  }

  @Override
  public String kind() {
    return "slack";
  }

  @Override
  public Result send(Message message) throws InterruptedException {
    byte[] body =
        Fit.within(MAX_BYTES, message, m -> Json.bytes(SlackMessage.of(m, config.interactive())));
    return http.post(message, secrets -> HttpCall.json(secrets.url(config.url()), body));
  }

  @Override
  public void close() {
    http.close();
  }
}
