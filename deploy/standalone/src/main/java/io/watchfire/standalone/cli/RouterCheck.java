/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.config.RouterConfig;
import io.watchfire.router.config.file.RouterConfigReader;
import io.watchfire.router.preflight.Finding;
import io.watchfire.router.preflight.Preflight;
import io.watchfire.runtime.config.ConfigFile;
import io.watchfire.runtime.config.Durations;
import io.watchfire.runtime.config.Problems;
import io.watchfire.runtime.config.Section;
import io.watchfire.runtime.kafka.KafkaSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code watchfire router check}. */
@Command(
    name = "check",
    description = {
      "Asks every Alertmanager whether alerts will arrive and what its routes make of them.",
      "Sends no alert. Exit status 1 if alerts would not arrive."
    })
final class RouterCheck implements Callable<Integer> {
  @Option(names = "--config", paramLabel = "FILE", description = "Configuration, YAML.")
  private @Nullable Path config;

  @Option(
      names = "--alertmanager",
      paramLabel = "URL",
      description = "An Alertmanager beside those of the configuration; may be repeated.")
  private List<String> alertmanagers = new ArrayList<>();

  @Option(
      names = "--peer-timeout",
      paramLabel = "DURATION",
      description = "The members' --cluster.peer-timeout, which they do not tell (default: 15s).")
  private @Nullable String peerTimeout;

  @Option(names = "--json", description = "Findings as JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  /** Created by the command line's parser. */
  RouterCheck() {}

  @Override
  public Integer call() throws InterruptedException {
    RouterConfig router = router();
    if (router.clusters().isEmpty()) {
      throw new CommandFailure("no Alertmanager (expected: --config FILE or --alertmanager URL)");
    }
    List<Finding> findings = new Preflight(router, timeout(), Clock.systemUTC()).run();
    PrintWriter out = Ports.spec(spec).commandLine().getOut();
    if (json) {
      out.println(asJson(findings));
    } else {
      findings.forEach(found -> out.println(text(found)));
      int members = router.alertmanagers().size();
      out.println(members + (members == 1 ? " Alertmanager" : " Alertmanagers") + " asked");
    }
    out.flush();
    return findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR) ? 1 : 0;
  }

  private RouterConfig router() {
    Problems problems = new Problems();
    Section root = ConfigFile.load(config, System.getenv(), problems);
    KafkaSettings kafka = KafkaSettings.of(root.section("kafka"));
    RouterConfig router = RouterConfigReader.read(root.section("router"), kafka);
    problems.throwIfAny();
    try {
      for (String url : alertmanagers) {
        router = router.plus(AlertmanagerConfig.of(url));
      }
      return router;
    } catch (IllegalArgumentException e) {
      throw wrong("--alertmanager: " + e.getMessage());
    }
  }

  private @Nullable Duration timeout() {
    try {
      return peerTimeout == null ? null : Durations.parse(peerTimeout);
    } catch (IllegalArgumentException e) {
      throw wrong("--peer-timeout: " + peerTimeout + " (expected: a duration such as 15s)");
    }
  }

  private static String text(Finding found) {
    return found.severity().text() + ": " + found.member() + ": " + found.sentence();
  }

  private static String asJson(List<Finding> findings) {
    ArrayNode list = new ObjectMapper().createArrayNode();
    for (Finding found : findings) {
      list.addObject()
          .put("severity", found.severity().text())
          .put("member", found.member())
          .put("sentence", found.sentence());
    }
    return list.toPrettyString();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(Ports.spec(spec).commandLine(), message);
  }
}
