/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.sending;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request: always a POST.
 *
 * @param url where to; may be a secret, so it is shown nowhere
 * @param headers beside those that every request has; may be secrets, too
 * @param body in the encoding that the header {@code Content-Type} names
 */
public record HttpCall(URI url, Map<String, String> headers, byte[] body) {
  /** Without further headers. */
  public static HttpCall json(URI url, byte[] body) {
    return json(url, Map.of(), body);
  }

  /** With headers beside the content's type. */
  public static HttpCall json(URI url, Map<String, String> headers, byte[] body) {
    Map<String, String> all = new TreeMap<>(headers);
    all.put("Content-Type", "application/json");
    return new HttpCall(url, all, body);
  }

  @Override
  public String toString() {
    return "POST " + HttpAddress.shown(url);
  }
}
