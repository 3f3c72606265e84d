/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.teams;

import io.watchfire.router.connection.SecretSource;
import io.watchfire.router.targets.sending.TargetSection;
import org.jspecify.annotations.Nullable;

/**
 * A channel or chat of Microsoft Teams.
 *
 * @param url of the workflow that posts what it gets
 */
public record TeamsConfig(SecretSource url) {
  /** Null if something is missing or wrong. */
  public static @Nullable TeamsConfig read(TargetSection section) {
    SecretSource url = section.secretUrl("url");
    return url == null ? null : new TeamsConfig(url);
  }
}
