/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The example documents that tests and documentation share. */
final class Examples {
  private Examples() {}

  static byte[] read(String name) throws IOException {
    try (InputStream in = Examples.class.getResourceAsStream("/examples/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
