/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.webhook;

import io.watchfire.router.targets.message.Fit;
import io.watchfire.router.targets.message.Message;
import io.watchfire.router.targets.message.Result;
import io.watchfire.router.targets.message.Target;
import io.watchfire.router.targets.sending.HttpCall;
import io.watchfire.router.targets.sending.HttpSender;
import io.watchfire.router.targets.sending.Revealed;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Any server that takes a POST: the body comes from a template, or is the message in JSON. */
public final class WebhookTarget implements Target {
  private static final int MAX_BYTES = 1 << 20;

  private final WebhookConfig config;
  private final HttpSender http;

  public WebhookTarget(WebhookConfig config, HttpSender http) {
    this.config = config;
    this.http = http;
  }

  @Override
  public String kind() {
    return "webhook";
  }

  @Override
  public Result send(Message message) throws InterruptedException {
    byte[] body = Fit.within(MAX_BYTES, message, config.body()::bytes);
    return http.post(
        message, secrets -> new HttpCall(secrets.url(config.url()), headers(secrets), body));
  }

  @Override
  public void close() {
    http.close();
  }

  private Map<String, String> headers(Revealed secrets) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Content-Type", config.body().contentType());
    headers.putAll(HttpSender.headers(config.auth(), secrets));
    for (var header : config.headers().entrySet()) {
      headers.put(header.getKey(), secrets.read(header.getValue()));
    }
    return headers;
  }
}
