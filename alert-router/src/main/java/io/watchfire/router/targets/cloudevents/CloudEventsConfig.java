/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.cloudevents;

import io.watchfire.router.connection.Auth;
import io.watchfire.router.connection.SecretSource;
import io.watchfire.router.targets.sending.TargetSection;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who takes CloudEvents.
 *
 * @param url where they take them
 * @param auth how we say who we are
 * @param source who we are in the events
 */
public record CloudEventsConfig(SecretSource url, Auth auth, URI source) {
  /** Null if something is missing or wrong. */
  public static @Nullable CloudEventsConfig read(TargetSection section) {
    SecretSource url = section.secretUrl("url");
    Auth auth = section.auth();
    String source = section.string("source", "/watchfire");
    try {
      return url == null ? null : new CloudEventsConfig(url, auth, new URI(source));
    } catch (URISyntaxException e) {
      section.problem("source", source + " (expected: a URI or a path, such as /watchfire)");
      return null;
    }
  }
}
