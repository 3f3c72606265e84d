/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.opsgenie;

import io.watchfire.router.targets.message.Detail;
import io.watchfire.router.targets.message.Json;
import io.watchfire.router.targets.message.Message;
import io.watchfire.router.targets.message.Result;
import io.watchfire.router.targets.message.ShortKey;
import io.watchfire.router.targets.message.Target;
import io.watchfire.router.targets.sending.HttpCall;
import io.watchfire.router.targets.sending.HttpSender;
import java.net.URI;
import java.util.Map;

/** Opsgenie's Alert API: one alert there for each incident, found by its alias. */
public final class OpsgenieTarget implements Target {
  private final OpsgenieConfig config;
  private final HttpSender http;

  public OpsgenieTarget(OpsgenieConfig config, HttpSender http) {
    this.config = config;
    this.http = http;
  }

  @Override
  public String kind() {
    return "opsgenie";
  }

  @Override
  public Result send(Message message) throws InterruptedException {
    Message told = Detail.FULL.of(message);
    byte[] body = Json.bytes(OpsgenieAlert.of(told, config.teams()));
    return http.post(
        message,
        secrets -> {
          String authorization = "GenieKey " + secrets.read(config.apiKey());
          return HttpCall.json(url(told), Map.of("Authorization", authorization), body);
        });
  }

  @Override
  public void close() {
    http.close();
  }

  private URI url(Message message) {
    String alias = ShortKey.pathSegment(OpsgenieAlert.alias(message));
    String path =
        switch (message.kind()) {
          case TRIGGER, DIGEST -> "";
          case ACKNOWLEDGE -> "/" + alias + "/acknowledge?identifierType=alias";
          case RESOLVE -> "/" + alias + "/close?identifierType=alias";
        };
    return URI.create(config.url() + "/v2/alerts" + path);
  }
}
