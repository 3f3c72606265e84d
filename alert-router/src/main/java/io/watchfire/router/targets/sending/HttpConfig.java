/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.sending;

import io.watchfire.router.connection.Tls;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How requests are made.
 *
 * @param timeout of one request, from connecting to the last byte of the answer; 100 ms to 1 min
 * @param tls for https: whom we trust, and our own certificate; null for the JVM's defaults
 * @param allowPlainHttp whether to send without encryption to other machines
 */
record HttpConfig(Duration timeout, @Nullable Tls tls, boolean allowPlainHttp) {
  /** What a request may take unless configured. */
  static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
}
