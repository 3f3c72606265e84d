/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.slack;

import io.watchfire.router.connection.SecretSource;
import io.watchfire.router.targets.sending.TargetSection;
import org.jspecify.annotations.Nullable;

/**
 * A channel of Slack.
 *
 * @param url of the incoming webhook
 * @param interactive whether its buttons are pressed in Slack, rather than followed to our page
 */
public record SlackConfig(SecretSource url, boolean interactive) {
  /**
   * Null if something is missing or wrong.
   *
   * @param presses whether somebody takes what is pressed in Slack
   */
  public static @Nullable SlackConfig read(TargetSection section, boolean presses) {
    SecretSource url = section.secretUrl("url");
    boolean interactive = section.bool("interactive", false);
    if (interactive && !presses) {
      section.problem(
          "interactive", "true, but nobody takes what is pressed (expected: onCall.slack too)");
    }
    return url == null ? null : new SlackConfig(url, interactive);
  }
}
