/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.message;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a message leads; null where it does not.
 *
 * @param acknowledge acknowledges the incident, or shows what else may be done; only where there is
 *     something to acknowledge
 * @param view shows the incident
 * @param runbook the annotation {@code runbook_url}
 * @param dashboard the annotation {@code dashboard_url}
 */
public record Links(
    @Nullable URI acknowledge, @Nullable URI view, @Nullable URI runbook, @Nullable URI dashboard) {

  public static Links of(Message message) {
    boolean open = message.kind() == Message.Kind.TRIGGER || message.kind() == Message.Kind.DIGEST;
    return new Links(
        open ? message.acknowledge() : null,
        message.view(),
        web(message.annotations().get("runbook_url")),
        web(message.annotations().get("dashboard_url")));
  }

  /** Whether an annotation of that name is a URL. */
  static boolean isLink(String annotation) {
    return annotation.endsWith("_url");
  }

  /** An annotation may be anything; a button that runs a script is none. */
  private static @Nullable URI web(@Nullable String annotation) {
    if (annotation == null) {
      return null;
    }
    try {
      URI url = URI.create(annotation.strip());
      boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      return http && url.getHost() != null ? URI.create(url.toASCIIString()) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
