/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.gotify;

import io.watchfire.router.connection.SecretSource;
import io.watchfire.router.targets.sending.TargetSection;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * An application of Gotify.
 *
 * @param url the server's root
 * @param token of the application
 */
public record GotifyConfig(URI url, SecretSource token) {
  /** Null if something is missing or wrong. */
  public static @Nullable GotifyConfig read(TargetSection section) {
    URI url = section.url("url", null);
    SecretSource token = section.secret("token");
    return url == null || token == null ? null : new GotifyConfig(url, token);
  }
}
