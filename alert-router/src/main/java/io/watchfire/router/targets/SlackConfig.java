/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets;

import io.watchfire.router.connection.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A channel of Slack.
 *
 * @param url of the incoming webhook
 */
record SlackConfig(Secret url) {
  /** Null if something is missing or wrong. */
  static @Nullable SlackConfig read(TargetSection section) {
    Secret url = section.secretUrl("url");
    return url == null ? null : new SlackConfig(url);
  }
}
