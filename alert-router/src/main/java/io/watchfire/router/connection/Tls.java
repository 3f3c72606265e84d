/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.connection;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Certificates in PEM files.
 *
 * @param ca whom to trust; null for the JVM's own trust store
 * @param certificate our own certificate and its chain, for servers that ask for one
 * @param key its private key, PKCS #8 ({@code BEGIN PRIVATE KEY})
 */
public record Tls(@Nullable Path ca, @Nullable Path certificate, @Nullable Path key) {
  /**
   * A certificate comes with its key.
   *
   * @throws IllegalArgumentException if only one of them is given
   */
  public Tls {
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException(
          "tls: certificate " + certificate + ", key " + key + " (expected: both or none)");
    }
  }
}
