/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.runtime.process.StopSignal;
import io.watchfire.standalone.Standalone;
import io.watchfire.standalone.StandaloneConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code watchfire up}. */
@Command(
    name = "up",
    description = {
      "Runs everything in one process: a Kafka broker, the stages, the alert router, and one HTTP"
          + " port with API, /metrics, /healthz and /readyz.",
      "Flags win over environment variables (WATCHFIRE_...), those over the configuration file."
    })
final class Up implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration TRIAL = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Option(names = "--config", paramLabel = "FILE", description = "Configuration, YAML.")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept (default: ./watchfire-data).")
  private @Nullable Path data;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      description = "Kafka on the loopback address (default: 9092; 0: a free one).")
  private @Nullable Integer kafkaPort;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description = "HTTP on the loopback address (default: 8080; 0: a free one).")
  private @Nullable Integer httpPort;

  @Option(
      names = "--alertmanager",
      paramLabel = "URL",
      description = "Where alerts go, e.g. http://localhost:9093; can be given several times.")
  private List<String> alertmanagers = new ArrayList<>();

  @Option(
      names = "--rules",
      paramLabel = "PATH",
      description = "File or directory with rules; can be given several times.")
  private List<Path> rules = new ArrayList<>();

  @Option(
      names = "--default-alerts",
      description = "Let the default SLOs alert, which otherwise run in shadow.")
  private boolean defaultAlerts;

  @Option(names = "--until-ready", hidden = true, description = "Stop as soon as all of it works.")
  private boolean untilReady;

  @Spec private @Nullable CommandSpec spec;

  /** Created by the command line's parser. */
  Up() {}

  @Override
  public Integer call() throws InterruptedException {
    long begun = System.nanoTime();
    Ports.require("--kafka-port", kafkaPort, spec);
    Ports.require("--http-port", httpPort, spec);
    StandaloneConfig loaded =
        StandaloneConfig.load(
            new StandaloneConfig.Flags(
                config, data, kafkaPort, httpPort, alertmanagers, rules, defaultAlerts),
            System.getenv());
    PrintWriter out = Ports.spec(spec).commandLine().getOut();
    loaded.warnings().forEach(w -> say(out, "warning: " + w.problem()));
    say(
        out,
        Version.text() + " is starting, data in " + loaded.data().toAbsolutePath().normalize());
    try (StopSignal stop = StopSignal.install();
        Standalone standalone = Standalone.start(loaded, Clock.systemUTC())) {
      places(out, loaded, standalone);
      awaitReady(out, standalone, stop, begun);
      if (!untilReady) {
        stop.await();
      }
      say(out, "stopping");
    }
    return 0;
  }

  private static void places(PrintWriter out, StandaloneConfig config, Standalone running) {
    String scheme = config.http().tls() == null ? "http" : "https";
    String inputs = String.join(", ", config.app().inputs().keySet());
    say(out, "  Kafka    " + running.bootstrap() + "  reads " + inputs);
    say(
        out,
        "  HTTP     "
            + scheme
            + "://"
            + config.http().host()
            + ":"
            + running.httpPort()
            + "  /api/v1/slos /api/v1/alerts /api/v1/anomalies /metrics /healthz /readyz");
    say(out, "  alerts   " + receivers(config));
    say(out, "  rules    " + rules(config));
  }

  private static String receivers(StandaloneConfig config) {
    List<AlertmanagerConfig> members = config.router().alertmanagers();
    return members.isEmpty()
        ? "to nobody: they are only shown (--alertmanager URL sends them)"
        : "to " + members.stream().map(m -> m.url().toString()).collect(Collectors.joining(", "));
  }

  private static String rules(StandaloneConfig config) {
    int written = config.rules().size() - config.app().defaults().rules().size();
    String text = written + " written";
    if (!config.app().defaults().enabled()) {
      return text + "; default SLOs are switched off";
    }
    return text
        + (config.defaultsAlert()
            ? "; default SLOs of every service seen alert too"
            : "; default SLOs of every service seen run in shadow, shown but not sent"
                + " (--default-alerts lets them alert)");
  }

  private void awaitReady(PrintWriter out, Standalone standalone, StopSignal stop, long begun)
      throws InterruptedException {
    long told = System.nanoTime();
    List<String> problems = standalone.problems();
    while (!problems.isEmpty() && !stop.requested()) {
      if (untilReady && System.nanoTime() - begun > TRIAL.toNanos()) {
        throw new CommandFailure("not ready: " + String.join("; ", problems));
      }
      if (System.nanoTime() - told > PATIENCE.toNanos()) {
        say(out, "  waiting  " + String.join("; ", problems));
        told = System.nanoTime();
      }
      stop.pause(POLL);
      problems = standalone.problems();
    }
    if (problems.isEmpty()) {
      double seconds = (System.nanoTime() - begun) / 1e9;
      standalone.warnings().forEach(warning -> say(out, "  warning  " + warning));
      say(out, String.format(Locale.ROOT, "ready after %.1f s; Ctrl-C stops", seconds));
    }
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
