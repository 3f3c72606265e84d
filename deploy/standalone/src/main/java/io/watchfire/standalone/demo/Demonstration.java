/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.demo;

import io.watchfire.runtime.kafka.KafkaSettings;
import io.watchfire.runtime.process.StopSignal;
import io.watchfire.standalone.Standalone;
import io.watchfire.standalone.StandaloneConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts everything on free ports in a directory of its own, tells the story, and tidies up. */
public final class Demonstration implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Demonstration.class);
  private static final Duration READY = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final long SEED = 20_261_123;

  private final Path home;
  private final Path dir;
  private final Screen screen;
  private final StopSignal stop;
  private final Clock clock;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  /**
   * Prepares it.
   *
   * @param home the directory of the product, where the script is that gets Alertmanager
   * @param dir an empty directory for data
   * @param stop ends the story early
   */
  public Demonstration(Path home, Path dir, Screen screen, StopSignal stop, Clock clock) {
    this.home = home;
    this.dir = dir;
    this.screen = screen;
    this.stop = stop;
    this.clock = clock;
  }

  /**
   * Runs until the end of the story.
   *
   * @param once tell it once, and fail unless Alertmanager held the alert and its resolution
   * @return whether everything came as it should
   */
  public boolean run(boolean once) throws InterruptedException, IOException {
    long begun = System.nanoTime();
    screen.say(
        "A media platform (MCP) of 7 services and 3 tenants is simulated; its telemetry goes");
    screen.say(
        "through Kafka. Budgets and windows are minutes and seconds instead of days and hours.");
    int http = DemoAlertmanager.freePort(); // Alertmanager has to know it before we run
    Phones phones = keep(Phones.start());
    DemoAlertmanager alertmanager = alertmanager("http://127.0.0.1:" + http);
    Standalone standalone = keep(Standalone.start(config(alertmanager, phones, http), clock));
    if (!awaitReady(standalone, alertmanager)) {
      return false;
    }
    screen.good(
        String.format(
            Locale.ROOT, "Everything works after %.1f s.", (System.nanoTime() - begun) / 1e9));
    places(standalone, alertmanager);
    Traffic traffic =
        keep(new Traffic(KafkaSettings.embedded(standalone.bootstrap()), clock, SEED));
    traffic.start();
    CallStory calls = alertmanager == null ? null : new CallStory(screen, stop, clock, phones);
    return new Story(
            new Story.Telling(screen, stop, clock), standalone.api(), traffic, alertmanager, calls)
        .tell(once);
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      AutoCloseable part = started.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("{} did not stop cleanly", part, e);
      }
    }
  }

  private @Nullable DemoAlertmanager alertmanager(String watchfire)
      throws InterruptedException, IOException {
    Path program = DemoAlertmanager.program(home);
    if (program == null) {
      screen.warning("No Alertmanager can be had here, so alerts are shown but go nowhere.");
      return null;
    }
    return keep(
        DemoAlertmanager.start(
            program,
            dir.resolve("alertmanager"),
            resource("/demo/alertmanager.yml").replace("@WATCHFIRE@", watchfire)));
  }

  private StandaloneConfig config(@Nullable DemoAlertmanager alertmanager, Phones phones, int http)
      throws IOException {
    Files.createDirectories(dir);
    Path onCall = Files.writeString(dir.resolve("oncall.yml"), onCall(phones));
    Path rules = Files.writeString(dir.resolve("rules.yaml"), resource("/demo/rules.yaml"));
    return StandaloneConfig.load(
        new StandaloneConfig.Flags(
            null,
            dir.resolve("data"),
            0,
            http,
            alertmanager == null ? List.of() : List.of(alertmanager.url()),
            List.of(rules),
            false),
        // The default SLOs have a period of 30 days, in which nothing would be seen to happen.
        Map.of(
            "WATCHFIRE_DEFAULTS_ENABLED",
            "false",
            "WATCHFIRE_ON_CALL_FILE",
            onCall.toString(),
            "WATCHFIRE_ON_CALL_LINKS_BASE_URL",
            "http://127.0.0.1:" + http,
            "WATCHFIRE_ON_CALL_LINKS_KEY",
            UUID.randomUUID().toString()));
  }

  private static String onCall(Phones phones) throws IOException {
    return resource("/demo/oncall.yml")
        .replace("@ALICE@", phones.url("alice"))
        .replace("@BOB@", phones.url("bob"));
  }

  private boolean awaitReady(Standalone standalone, @Nullable DemoAlertmanager alertmanager)
      throws InterruptedException {
    long deadline = System.nanoTime() + READY.toNanos();
    long told = System.nanoTime();
    while (!standalone.problems().isEmpty() || (alertmanager != null && !alertmanager.ready())) {
      if (stop.requested()) {
        return false;
      }
      if (System.nanoTime() > deadline) {
        screen.bad("Not ready in 60 s: " + String.join("; ", standalone.problems()));
        return false;
      }
      if (System.nanoTime() - told > Duration.ofSeconds(2).toNanos()) {
        told = System.nanoTime();
        screen.quiet("starting: " + String.join("; ", standalone.problems()));
      }
      stop.pause(POLL);
    }
    return true;
  }

  private void places(Standalone standalone, @Nullable DemoAlertmanager alertmanager) {
    String http = "http://127.0.0.1:" + standalone.httpPort();
    screen.say("Look for yourself:");
    screen.say("  ./watchfire status --url " + http);
    screen.say("  ./watchfire oncall --url " + http);
    screen.say("  " + http + "/api/v1/slos, /api/v1/alerts, /api/v1/incidents, /metrics");
    if (alertmanager != null) {
      screen.say("  " + alertmanager.url() + " is the Alertmanager");
    }
    screen.say("  Kafka " + standalone.bootstrap() + ", topics otlp_metrics and otlp_spans");
    screen.say("  rules " + dir.resolve("rules.yaml"));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Demonstration.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    started.push(part);
    return part;
  }
}
