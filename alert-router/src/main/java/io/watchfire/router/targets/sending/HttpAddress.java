/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.sending;

import java.net.URI;
import java.util.Locale;

/** What a URL must be for us to send to it. The messages do not show it: many are secrets. */
public final class HttpAddress {
  private HttpAddress() {}

  /**
   * @throws IllegalArgumentException says what was expected
   */
  static URI parse(String text) {
    URI url;
    try {
      url = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("(not shown) (expected: a URL)"); // e shows the URL
    }
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    boolean http = scheme.equals("http") || scheme.equals("https");
    if (!http || url.getHost() == null || url.getUserInfo() != null || url.getFragment() != null) {
      throw new IllegalArgumentException(
          "(not shown) (expected: http or https, a host, no credentials and no fragment)");
    }
    return url;
  }

  /** Whether what is sent there can be read on the way. */
  static boolean isExposed(URI url) {
    return !"https".equalsIgnoreCase(url.getScheme()) && !isLoopback(url.getHost());
  }

  /** By its text alone: a name that resolves to loopback now may resolve elsewhere later. */
  public static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.equals("[::1]")
        || host.equals("::1")
        || host.matches("127(\\.\\d{1,3}){3}");
  }

  /** As much of it as anybody may see. */
  static String shown(URI url) {
    return url.getScheme() + "://" + url.getHost();
  }
}
