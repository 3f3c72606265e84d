/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import io.watchfire.router.connection.SecretSource;
import io.watchfire.router.oncall.OnCallConfig;
import io.watchfire.router.targets.Targets;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How on call works here.
 *
 * @param onCall who, when
 * @param targets how to reach them
 * @param links null if pages are to have none
 * @param slack null if nothing that is pressed in Slack is taken
 * @param heartbeat null if none is to be sent
 */
public record PagerConfig(
    OnCallConfig onCall,
    Targets targets,
    @Nullable LinkSettings links,
    @Nullable SlackSettings slack,
    @Nullable Heartbeat heartbeat) {

  /**
   * Links in pages.
   *
   * @param base where people reach this HTTP port
   * @param key what signs them; the same at every instance
   * @param valid how long they work
   */
  public record LinkSettings(URI base, SecretSource key, Duration valid) {}

  /**
   * Buttons pressed in Slack.
   *
   * @param signingSecret of the Slack app, with which Slack signs what it posts
   */
  public record SlackSettings(SecretSource signingSecret) {}

  /**
   * A sign of life to a service that raises the alarm when it stops.
   *
   * @param url a GET goes there; it may be a secret
   * @param every how often
   */
  public record Heartbeat(SecretSource url, Duration every) {}
}
