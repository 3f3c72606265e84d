/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Named checks and the answer that tells all of them. */
final class Health {
  private static final Logger LOG = LoggerFactory.getLogger(Health.class);

  private final Map<String, Check> checks;

  Health(Map<String, Check> checks) {
    this.checks = new LinkedHashMap<>(checks);
  }

  /** 200 when every check passes, else 503; the body names each check and why it fails. */
  Response answer() {
    Map<String, Object> results = new LinkedHashMap<>();
    boolean ok = true;
    for (Map.Entry<String, Check> check : checks.entrySet()) {
      String problem = run(check.getKey(), check.getValue());
      ok &= problem == null;
      results.put(
          check.getKey(),
          problem == null ? Map.of("ok", true) : Map.of("ok", false, "problem", problem));
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("ok", ok);
    body.put("checks", results);
    return Response.json(ok ? 200 : 503, body);
  }

  private static @Nullable String run(String name, Check check) {
    try {
      return check.problem();
    } catch (RuntimeException e) {
      LOG.warn("Check {} failed", name, e);
      return "the check itself failed: " + e.getClass().getSimpleName();
    }
  }
}
