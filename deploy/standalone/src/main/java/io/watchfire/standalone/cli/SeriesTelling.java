/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that tells series what to learn. */
abstract sealed class SeriesTelling implements Callable<Integer> {
  @Option(
      names = "--rule",
      paramLabel = "RULE",
      required = true,
      description = "The rule whose series are meant.")
  private String rule = "";

  @Option(names = "--tenant", paramLabel = "TENANT", description = "Only of this tenant.")
  private @Nullable String tenant;

  @Option(
      names = "--label",
      paramLabel = "NAME=VALUE",
      description = "Only series with this label; may be repeated.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Mixin private Connection connection = new Connection();

  @Spec private @Nullable CommandSpec spec;

  /** The end, if there is one. */
  @Nullable Instant until() {
    return null;
  }

  @Override
  public Integer call() {
    CommandLine line = Ports.spec(spec).commandLine();
    PrintWriter out = line.getOut();
    try (ApiClient api = connection.open()) {
      JsonNode answer =
          api.post("/api/v1/anomalies/commands", request(line.getCommandName(), until()));
      int told = answer.path("commands").asInt();
      out.println(
          line.getCommandName()
              + ": told "
              + told
              + " series"
              + "; seen with the next bucket in watchfire anomalies list");
    }
    out.flush();
    return 0;
  }

  private ObjectNode request(String command, @Nullable Instant until) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("command", command).put("rule", rule);
    if (tenant != null) {
      request.put("tenant", tenant);
    }
    ObjectNode wanted = request.putObject("labels");
    labels.forEach(wanted::put);
    if (until != null) {
      request.put("until", until.toString());
    }
    return request;
  }

  /** {@code watchfire anomalies freeze}. */
  @Command(name = "freeze", description = "Has series judge, but not learn.")
  static final class Freeze extends SeriesTelling {
    @Option(
        names = "--until",
        paramLabel = "TIME",
        description = "End of the last bucket that is frozen, such as 2026-11-23T18:00:00Z.")
    private @Nullable String until;

    @Spec private @Nullable CommandSpec own;

    /** Created by the command line's parser. */
    Freeze() {}

    @Override
    @Nullable Instant until() {
      try {
        return until == null ? null : Instant.parse(until);
      } catch (DateTimeException e) {
        throw new CommandLine.ParameterException(
            Ports.spec(own).commandLine(),
            "--until: " + until + " (expected: a time such as 2026-11-23T18:00:00Z)");
      }
    }
  }

  /** {@code watchfire anomalies unfreeze}. */
  @Command(name = "unfreeze", description = "Has series learn again.")
  static final class Unfreeze extends SeriesTelling {
    /** Created by the command line's parser. */
    Unfreeze() {}
  }

  /** {@code watchfire anomalies forget}. */
  @Command(name = "forget", description = "Has series begin anew.")
  static final class Forget extends SeriesTelling {
    /** Created by the command line's parser. */
    Forget() {}
  }
}
