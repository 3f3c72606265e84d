/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.config;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an Alertmanager with tenants, such as Mimir's, is told whose an alert is.
 *
 * @param header the request header that names the tenant
 * @param label whose value is the tenant, after relabelling
 * @param fallback the tenant of alerts without the label; null: they are refused
 */
public record Tenants(String header, String label, @Nullable String fallback) {
  /** What Mimir, Cortex and Loki call it. */
  public static final String DEFAULT_HEADER = "X-Scope-OrgID";

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if HTTP or the client does not allow the header
   */
  public Tenants {
    HttpRequest.newBuilder(URI.create("http://localhost")).header(header, "x");
    if (fallback != null && !isName(fallback)) {
      throw new IllegalArgumentException(
          "tenants.default: "
              + fallback
              + " (expected: printable ASCII, as it is sent in a header)");
    }
    if (label.isEmpty()) {
      throw new IllegalArgumentException("tenants.label: \"\" (expected: a label's name)");
    }
  }

  /** Whether a header can have it. */
  public static boolean isName(String tenant) {
    return !tenant.isEmpty() && tenant.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  /** Null if the labels are of no tenant. */
  public @Nullable String of(Map<String, String> labels) {
    return labels.getOrDefault(label, fallback);
  }
}
