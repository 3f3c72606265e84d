/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.webhook;

import io.watchfire.router.connection.Auth;
import io.watchfire.router.connection.SecretSource;
import io.watchfire.router.targets.sending.TargetSection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whatever takes a POST.
 *
 * @param url where to; may be a secret
 * @param auth how we say who we are
 * @param headers further ones, each treated as a secret
 * @param body what is posted
 */
public record WebhookConfig(
    SecretSource url, Auth auth, Map<String, SecretSource> headers, Template body) {
  /** Copies. */
  public WebhookConfig {
    headers = Map.copyOf(headers);
  }

  /** Null if something is missing or wrong. */
  public static @Nullable WebhookConfig read(TargetSection section) {
    SecretSource url = section.secretUrl("url");
    Auth auth = section.auth();
    Map<String, SecretSource> headers = headers(section);
    Template body = template(section);
    return url == null || body == null ? null : new WebhookConfig(url, auth, headers, body);
  }

  private static @Nullable Template template(TargetSection section) {
    String contentType = section.string("contentType", "application/json");
    String body = section.textOrFile("body");
    if (body == null) {
      return Template.none();
    }
    try {
      return Template.of(body, contentType);
    } catch (IllegalArgumentException e) {
      section.problem("body", String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static Map<String, SecretSource> headers(TargetSection section) {
    Map<String, SecretSource> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    section
        .stringMap("headers")
        .forEach((name, value) -> headers.put(name, new SecretSource.Value(value)));
    section
        .files("headerFiles")
        .forEach((name, file) -> headers.put(name, new SecretSource.InFile(file)));
    headers.forEach(section::checkHeader);
    return headers;
  }
}
