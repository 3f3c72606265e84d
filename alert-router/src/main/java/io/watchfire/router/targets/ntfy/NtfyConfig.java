/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.ntfy;

import io.watchfire.router.connection.Auth;
import io.watchfire.router.connection.SecretSource;
import io.watchfire.router.targets.sending.TargetSection;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A topic of ntfy.
 *
 * @param url the server's root
 * @param topic what people subscribe to; on a server without accounts whoever knows it reads it
 * @param auth how we say who we are
 */
public record NtfyConfig(URI url, SecretSource topic, Auth auth) {
  /** Null if something is missing or wrong. */
  public static @Nullable NtfyConfig read(TargetSection section) {
    URI url = section.url("url", "https://ntfy.sh");
    SecretSource topic = section.secret("topic");
    Auth auth = section.auth();
    return url == null || topic == null ? null : new NtfyConfig(url, topic, auth);
  }
}
