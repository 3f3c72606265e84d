/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Routes whose requests say nothing about what users get: health checks, scrapes. Looked for in the
 * labels that name a route, a path, an RPC method or a span. A route that ends in {@code /*} stands
 * for all below it too.
 */
public final class IgnoredRoutes {
  /** None. */
  public static final IgnoredRoutes NONE = new IgnoredRoutes(List.of());

  /** Those that are ignored unless the configuration says otherwise. */
  public static final List<String> DEFAULT =
      List.of(
          "/health",
          "/healthz",
          "/health/*",
          "/livez",
          "/live",
          "/readyz",
          "/ready",
          "/ping",
          "/metrics",
          "/actuator/*",
          "grpc.health.v1.Health/*");

  private static final List<String> LABELS =
      List.of(
          "http_route",
          "url_path",
          "http_target",
          "uri",
          "rpc_service",
          "rpc_method",
          "grpc_method",
          "span_name");

  private static final String BELOW = "/*";

  private final Set<String> routes = new HashSet<>();
  private final Set<String> above = new HashSet<>();

  /**
   * These routes.
   *
   * @param all each a path, or an RPC service and method; {@code /*} at the end for all below
   */
  public IgnoredRoutes(List<String> all) {
    for (String route : all) {
      if (route.endsWith(BELOW)) {
        String top = route.substring(0, route.length() - BELOW.length());
        routes.add(top);
        above.add(top + '/');
      } else {
        routes.add(route);
      }
    }
  }

  /** Whether a series or span of these labels is of an ignored route. */
  public boolean ignores(Map<String, String> labels) {
    if (routes.isEmpty()) {
      return false;
    }
    for (String label : LABELS) {
      String value = labels.get(label);
      if (value != null && !value.isEmpty() && isIgnored(route(value))) {
        return true;
      }
    }
    return false;
  }

  private boolean isIgnored(String route) {
    return routes.contains(route) || above.stream().anyMatch(route::startsWith);
  }

  /** Without what may stand around it: a method and a blank, a query, a slash at the end. */
  private static String route(String value) {
    int from = value.indexOf(' ') + 1;
    int query = value.indexOf('?', from);
    int to = query < 0 ? value.length() : query;
    return to - from > 1 && value.charAt(to - 1) == '/'
        ? value.substring(from, to - 1)
        : value.substring(from, to);
  }
}
