/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Ports on the command line. */
final class Ports {
  private static final int MAX = 65_535;

  private Ports() {}

  /** Refuses what cannot be a port as wrong usage. */
  static void require(String flag, @Nullable Integer port, @Nullable CommandSpec spec) {
    if (port != null && (port < 0 || port > MAX)) {
      throw new CommandLine.ParameterException(
          spec(spec).commandLine(), flag + ": " + port + " (expected: 0 to " + MAX + ")");
    }
  }

  /** The command's own description, which the parser fills in. */
  static CommandSpec spec(@Nullable CommandSpec spec) {
    return Objects.requireNonNull(spec, "filled in by the parser");
  }
}
