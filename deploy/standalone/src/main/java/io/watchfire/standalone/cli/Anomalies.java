/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code watchfire anomalies}, whose subcommands show series and tell them what to learn. */
@Command(
    name = "anomalies",
    description = "Shows the series that rules judge, and tells them what to learn.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      Anomalies.Show.class,
      SeriesTelling.Freeze.class,
      SeriesTelling.Unfreeze.class,
      SeriesTelling.Forget.class
    })
final class Anomalies {
  /** Created by the command line's parser. */
  Anomalies() {}

  /** {@code watchfire anomalies list}. */
  @Command(name = "list", description = "Shows what every series was in its last bucket.")
  static final class Show implements Callable<Integer> {
    @Option(names = "--json", description = "The API's answer: {\"anomalies\": [...]}.")
    private boolean json;

    @Option(names = "--rule", paramLabel = "RULE", description = "Only of this rule.")
    private @Nullable String rule;

    @Option(names = "--tenant", paramLabel = "TENANT", description = "Only of this tenant.")
    private @Nullable String tenant;

    @Mixin private Connection connection = new Connection();

    @Spec private @Nullable CommandSpec spec;

    /** Created by the command line's parser. */
    Show() {}

    @Override
    public Integer call() {
      PrintWriter out = Ports.spec(spec).commandLine().getOut();
      String query = query('?', "rule", rule);
      query += query(query.isEmpty() ? '?' : '&', "tenant", tenant);
      try (ApiClient api = connection.open()) {
        JsonNode answer = api.get("/api/v1/anomalies" + query);
        if (json) {
          out.println(answer.toPrettyString());
        } else if (rule != null && answer.path("anomalies").isEmpty()) {
          // As the commands to a series say it: the rule's name may be wrong.
          throw new CommandFailure(
              "no series of rule " + rule + whose() + " (expected: one that has been judged)");
        } else {
          SeriesText.lines(answer.path("anomalies")).forEach(out::println);
        }
      }
      out.flush();
      return 0;
    }

    private String whose() {
      return tenant == null ? "" : ", tenant " + tenant;
    }

    private static String query(char joint, String name, @Nullable String value) {
      return value == null
          ? ""
          : joint + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
  }
}
