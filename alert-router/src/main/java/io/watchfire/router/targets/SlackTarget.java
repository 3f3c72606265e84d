/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets;

/** A Slack channel, by its incoming webhook. */
final class SlackTarget implements Target {
  /** Slack says nothing of a whole message; nobody reads more. */
  private static final int MAX_BYTES = 50_000;

  private final SlackConfig config;
  private final HttpSender http;

  SlackTarget(SlackConfig config, HttpSender http) {
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
