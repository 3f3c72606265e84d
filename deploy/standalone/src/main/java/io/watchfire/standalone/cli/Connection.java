/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that asks a Watchfire that runs. */
final class Connection {
  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://localhost:8080",
      description = "Where it listens (default: ${DEFAULT-VALUE}).")
  private String url = "";

  @Option(names = "--token-file", paramLabel = "FILE", description = "File with the bearer token.")
  private @Nullable Path tokenFile;

  /** Created by the command line's parser. */
  Connection() {}

  ApiClient open() {
    return new ApiClient(url, token());
  }

  private @Nullable String token() {
    if (tokenFile == null) {
      return null;
    }
    try {
      return Files.readString(tokenFile).strip();
    } catch (IOException e) {
      throw new CommandFailure("--token-file: " + tokenFile + " (expected: a readable file)");
    }
  }
}
