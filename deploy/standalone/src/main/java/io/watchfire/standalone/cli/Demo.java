/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import io.watchfire.runtime.process.StopSignal;
import io.watchfire.standalone.demo.Demonstration;
import io.watchfire.standalone.demo.Screen;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code watchfire demo}. */
@Command(
    name = "demo",
    description = {
      "Starts everything with a real Alertmanager, simulates a platform, breaks one of its services"
          + " for one tenant and shows what happens.",
      "Runs on free ports in a temporary directory; until Ctrl-C, or with --once in under two"
          + " minutes."
    })
final class Demo implements Callable<Integer> {
  @Option(
      names = "--once",
      description =
          "One fault, one forecast and one anomaly, then end: status 0 only if Alertmanager held"
              + " the alerts and the fault's resolution.")
  private boolean once;

  @Spec private @Nullable CommandSpec spec;

  /** Created by the command line's parser. */
  Demo() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = Ports.spec(spec).commandLine().getOut();
    Path dir = Files.createTempDirectory("watchfire-demo-").toRealPath();
    Path log = dir.resolve("watchfire.log");
    // Before anything logs: the screen is for the story.
    System.setProperty("log4j2.configurationFile", "log4j2-file.xml");
    System.setProperty("watchfire.log.file", log.toString());
    Clock clock = Clock.systemUTC();
    Screen screen = new Screen(out, Ansi.AUTO.enabled(), clock);
    Path home = Path.of(System.getProperty("watchfire.home", ""));
    boolean good;
    boolean stopped;
    try (StopSignal stop = StopSignal.install()) {
      try (Demonstration demonstration = new Demonstration(home, dir, screen, stop, clock)) {
        good = demonstration.run(once);
        stopped = stop.requested();
      }
      out.println(once && good ? "Done: the alert came and went." : "The demonstration is over.");
      out.println("The log is " + log);
      out.flush();
      delete(dir.resolve("data"));
      delete(dir.resolve("alertmanager"));
    }
    return good || (stopped && !once) ? 0 : 1;
  }

  private static void delete(Path dir) throws IOException {
    if (!Files.exists(dir)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(dir)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }
}
