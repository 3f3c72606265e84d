/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.opsgenie;

import io.watchfire.router.connection.SecretSource;
import io.watchfire.router.targets.sending.TargetSection;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account of Opsgenie.
 *
 * @param url of its API, without a path
 * @param apiKey of an API integration
 * @param teams the names of those to be told; empty where Opsgenie's own rules say it
 */
public record OpsgenieConfig(URI url, SecretSource apiKey, List<String> teams) {
  /** Null if something is missing or wrong. */
  public static @Nullable OpsgenieConfig read(TargetSection section) {
    URI url = section.url("url", "https://api.opsgenie.com");
    SecretSource apiKey = section.secret("apiKey");
    List<String> teams = section.strings("teams");
    return url == null || apiKey == null ? null : new OpsgenieConfig(url, apiKey, teams);
  }
}
