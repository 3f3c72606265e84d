/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code watchfire router}. */
@Command(
    name = "router",
    description = "Looks after the Alertmanagers that alerts are sent to.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = RouterCheck.class)
final class Router implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  /** Created by the command line's parser. */
  Router() {}

  @Override
  public void run() {
    throw new ParameterException(Ports.spec(spec).commandLine(), "Missing required subcommand");
  }
}
