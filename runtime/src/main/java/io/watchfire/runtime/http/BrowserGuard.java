/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages from using a port without credentials through the browser of whoever is logged in
 * on this host: by a name that resolves to the loopback address, or by a request across sites.
 */
final class BrowserGuard {
  private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  private BrowserGuard() {}

  /**
   * Why a request must be refused, or null.
   *
   * @param host the {@code Host} header
   * @param origin the {@code Origin} header, which browsers send across sites and with every change
   */
  static @Nullable String refusal(Optional<String> host, Optional<String> origin) {
    if (host.isPresent() && !isLocal("http://" + host.get())) {
      return "host " + host.get() + " (expected: localhost, as long as no auth is configured)";
    }
    if (origin.isPresent() && !isLocal(origin.get())) {
      return "origin " + origin.get() + " (expected: localhost, as long as no auth is configured)";
    }
    return null;
  }

  private static boolean isLocal(String url) {
    try {
      String host = new URI(url).getHost();
      return host != null && LOCAL_NAMES.contains(host);
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
