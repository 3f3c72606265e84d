/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code watchfire status}. */
@Command(name = "status", description = "Shows every objective and alert of a running Watchfire.")
final class Status implements Callable<Integer> {
  @Option(names = "--json", description = "The API's answer: {\"slos\": [...], \"alerts\": [...]}.")
  private boolean json;

  @Mixin private Connection connection = new Connection();

  @Spec private @Nullable CommandSpec spec;

  /** Created by the command line's parser. */
  Status() {}

  @Override
  public Integer call() {
    PrintWriter out = Ports.spec(spec).commandLine().getOut();
    try (ApiClient api = connection.open()) {
      JsonNode slos = api.get("/api/v1/slos").path("slos");
      JsonNode alerts = api.get("/api/v1/alerts").path("alerts");
      if (json) {
        ObjectNode both = JsonNodeFactory.instance.objectNode();
        both.set("slos", slos);
        both.set("alerts", alerts);
        out.println(both.toPrettyString());
      } else {
        StatusText.lines(slos, alerts).forEach(out::println);
      }
    }
    out.flush();
    return 0;
  }
}
