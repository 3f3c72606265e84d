/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets;

import io.watchfire.router.targets.message.Target;
import java.util.Locale;

/** Every target that speaks HTTP, configured to send to a test's server, with a secret planted. */
public enum HttpKind {
  PAGERDUTY(512_000, "url: 'BASE/v2/enqueue', routingKey: 'SECRET'"),
  SLACK(50_000, "url: 'BASE/services/SECRET'"),
  TEAMS(28_000, "url: 'BASE/workflows/1?api-version=1&sig=SECRET'"),
  OPSGENIE(100_000, "url: 'BASE', apiKey: 'SECRET'"),
  NTFY(8_192, "url: 'BASE', topic: oncall, auth: {token: 'SECRET'}"),
  GOTIFY(50_000, "url: 'BASE', token: 'SECRET'"),
  WEBHOOK(1 << 20, "url: 'BASE/hook', headers: {X-Api-Key: 'SECRET'}"),
  CLOUDEVENTS(64 << 10, "url: 'BASE/events', auth: {username: me, password: 'SECRET'}");

  static final String SECRET = "pl4nted-s3cret/\"+=";

  /** Beyond that the other side would not take a body. */
  final int maxBytes;

  private final String keys;

  HttpKind(int maxBytes, String keys) {
    this.maxBytes = maxBytes;
    this.keys = keys;
  }

  String type() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Target at(String base, String... more) {
    boolean inUrl = this == SLACK || this == TEAMS;
    String secret = inUrl ? urlSecret() : SECRET;
    String all = keys.replace("BASE", base).replace("SECRET", secret);
    return ReadTargets.one("type: " + type() + ", " + all + String.join("", more));
  }

  /** A secret as it may stand in a URL. */
  static String urlSecret() {
    return "pl4nted-s3cret%2Fabc";
  }
}
