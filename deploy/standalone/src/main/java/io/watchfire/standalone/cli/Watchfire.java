/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import io.watchfire.broker.BrokerException;
import io.watchfire.runtime.config.ConfigurationException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The command {@code watchfire}. */
@Command(
    name = "watchfire",
    description = "Event-driven SLO alerting on telemetry that flows through Kafka.",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      Up.class,
      Demo.class,
      Validate.class,
      Detect.class,
      Status.class,
      OnCall.class,
      Router.class,
      Anomalies.class,
      Completion.class
    })
public final class Watchfire {
  private static final int FAILED = 1;

  /** Created by the command line's parser. */
  Watchfire() {}

  /** Runs a command and ends the process with its exit status. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Watchfire());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(Watchfire::failed);
    return line;
  }

  private static int failed(Exception failure, CommandLine line, ParseResult result) {
    PrintWriter err = line.getErr();
    if (failure instanceof ConfigurationException problems) {
      problems.problems().forEach(err::println);
    } else if (failure instanceof BrokerException || failure instanceof CommandFailure) {
      err.println("watchfire: " + failure.getMessage());
    } else {
      err.println("watchfire: an error of Watchfire itself, please report it: " + failure);
      failure.printStackTrace(err);
    }
    err.flush();
    return FAILED;
  }
}
