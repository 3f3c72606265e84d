/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.pagerduty;

import io.watchfire.router.connection.SecretSource;
import io.watchfire.router.targets.sending.TargetSection;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A service of PagerDuty.
 *
 * @param url of the Events API v2
 * @param routingKey of the service's integration
 */
public record PagerDutyConfig(URI url, SecretSource routingKey) {
  /** Null if something is missing or wrong. */
  public static @Nullable PagerDutyConfig read(TargetSection section) {
    URI url = section.url("url", "https://events.pagerduty.com/v2/enqueue");
    SecretSource routingKey = section.secret("routingKey");
    return url == null || routingKey == null ? null : new PagerDutyConfig(url, routingKey);
  }
}
