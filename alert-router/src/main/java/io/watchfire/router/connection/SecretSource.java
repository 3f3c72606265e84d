/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A value that no log and no message shows. */
public sealed interface SecretSource {
  /**
   * The value itself.
   *
   * @throws IOException if it cannot be read
   */
  String read() throws IOException;

  /** A secret written in the configuration or the environment. */
  record Value(String value) implements SecretSource {
    @Override
    public String read() {
      return value;
    }

    @Override
    public String toString() {
      return "(secret)";
    }
  }

  /** A secret in a file, which may be replaced while we run; white space around it is dropped. */
  record InFile(Path path) implements SecretSource {
    @Override
    public String read() throws IOException {
      return Files.readString(path).strip();
    }
  }
}
