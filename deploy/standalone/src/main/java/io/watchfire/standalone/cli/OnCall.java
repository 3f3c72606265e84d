/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watchfire oncall}. */
@Command(
    name = "oncall",
    description =
        "Shows who is on call now and next and which incidents are open, or one incident.")
final class OnCall implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "INCIDENT",
      description = "Show this incident with its alerts, pages and timeline.")
  private @Nullable String incident;

  @Option(
      names = "--json",
      description = "The API's answer: {\"schedules\": [...], \"incidents\": [...]}.")
  private boolean json;

  @Option(names = "--all", description = "Resolved incidents of the last day too.")
  private boolean all;

  @Mixin private Connection connection = new Connection();

  @Spec private @Nullable CommandSpec spec;

  /** Created by the command line's parser. */
  OnCall() {}

  @Override
  public Integer call() {
    PrintWriter out = Ports.spec(spec).commandLine().getOut();
    try (ApiClient api = connection.open()) {
      if (incident == null) {
        overview(api, out);
      } else {
        one(api.get("/api/v1/incidents/" + path(incident)), out);
      }
    }
    out.flush();
    return 0;
  }

  private void overview(ApiClient api, PrintWriter out) {
    JsonNode schedules = api.get("/api/v1/oncall").path("schedules");
    JsonNode incidents =
        api.get("/api/v1/incidents?status=" + (all ? "all" : "open")).path("incidents");
    if (json) {
      ObjectNode both = JsonNodeFactory.instance.objectNode();
      both.set("schedules", schedules);
      both.set("incidents", incidents);
      out.println(both.toPrettyString());
    } else {
      OnCallText.overview(schedules, incidents).forEach(out::println);
    }
  }

  private void one(JsonNode found, PrintWriter out) {
    if (json) {
      out.println(found.toPrettyString());
    } else {
      OnCallText.incident(found).forEach(out::println);
    }
  }

  private static String path(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
