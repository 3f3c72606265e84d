/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets;

import io.watchfire.router.connection.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A channel or chat of Microsoft Teams.
 *
 * @param url of the workflow that posts what it gets
 */
record TeamsConfig(Secret url) {
  /** Null if something is missing or wrong. */
  static @Nullable TeamsConfig read(TargetSection section) {
    Secret url = section.secretUrl("url");
    return url == null ? null : new TeamsConfig(url);
  }
}
