/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.config;

import io.watchfire.router.connection.Auth;
import io.watchfire.router.connection.Tls;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One Alertmanager: one member of a cluster, or a single one.
 *
 * @param url its address, with a path where it is served under a prefix; without credentials
 * @param auth how we say who we are
 * @param tls for https: whom we trust, and our own certificate; null for the JVM's defaults
 * @param headers further request headers, for example a tenant's
 * @param timeout of one request, from connecting to the last byte of the answer; 100 ms to 5 min
 */
public record AlertmanagerConfig(
    URI url, Auth auth, @Nullable Tls tls, Map<String, String> headers, Duration timeout) {

  /** What a request may take unless configured. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  /**
   * Checks, copies, and removes a slash at the end of the URL.
   *
   * @throws IllegalArgumentException says which value is wrong and what was expected
   */
  public AlertmanagerConfig {
    requireHttp("alertmanager url", url);
    String text = url.toString();
    url = URI.create(text.replaceAll("/+$", ""));
    headers = Map.copyOf(headers);
    HttpRequest.Builder probe = HttpRequest.newBuilder(url);
    headers.forEach(probe::header); // refuses what HTTP or the client does not allow
    if (timeout.toMillis() < 100 || timeout.compareTo(Duration.ofMinutes(5)) > 0) {
      throw new IllegalArgumentException("timeout: " + timeout + " (expected: 100ms to 5m)");
    }
  }

  /** One without authentication, by default timeout. */
  public static AlertmanagerConfig of(String url) {
    return new AlertmanagerConfig(
        URI.create(url), new Auth.None(), null, Map.of(), DEFAULT_TIMEOUT);
  }

  /**
   * The name in cursors: stable over restarts and changes of credentials, and legal in a consumer
   * group's name.
   */
  public String memberId() {
    String readable = url.toString().replaceFirst("^https?://", "").replaceAll("[^\\w.-]+", "-");
    return readable + "-" + Integer.toHexString(url.toString().hashCode());
  }

  static void requireHttp(String name, URI url) {
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!http || url.getHost() == null || url.getUserInfo() != null || url.getQuery() != null) {
      throw new IllegalArgumentException(
          name
              + ": "
              + (url.getUserInfo() == null ? url : "(not shown)")
              + " (expected: http or https, a host, no credentials and no query)");
    }
  }
}
