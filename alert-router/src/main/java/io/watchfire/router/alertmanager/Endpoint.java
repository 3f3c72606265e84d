/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.alertmanager;

import io.watchfire.router.config.AlertmanagerConfig;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * One member as it is told.
 *
 * @param config its URL and how to speak to it
 * @param address which of the addresses of the URL's name; null for whichever answers
 */
public record Endpoint(AlertmanagerConfig config, @Nullable InetAddress address) {
  /** For people and metrics. */
  public String name() {
    return address == null
        ? config.url().toString()
        : config.url() + " at " + address.getHostAddress();
  }

  /** The name in cursors, see {@link AlertmanagerConfig#memberId}. */
  public String memberId() {
    return address == null
        ? config.memberId()
        : config.memberId() + "." + address.getHostAddress().replace(':', '-');
  }
}
