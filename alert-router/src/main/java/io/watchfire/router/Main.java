/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import io.watchfire.router.config.RouterConfig;
import io.watchfire.router.config.file.RouterConfigReader;
import io.watchfire.router.pager.AlertSources;
import io.watchfire.router.pager.Pager;
import io.watchfire.router.pager.PagerConfig;
import io.watchfire.router.pager.PagerConfigReader;
import io.watchfire.router.pager.api.OnCallApi;
import io.watchfire.router.recorder.EventRecorder;
import io.watchfire.router.recorder.RecorderConfig;
import io.watchfire.router.recorder.RecorderConfigReader;
import io.watchfire.runtime.config.ConfigFile;
import io.watchfire.runtime.config.ConfigurationException;
import io.watchfire.runtime.config.Problems;
import io.watchfire.runtime.config.Section;
import io.watchfire.runtime.http.HttpService;
import io.watchfire.runtime.http.HttpSettings;
import io.watchfire.runtime.kafka.KafkaSettings;
import io.watchfire.runtime.metrics.Metrics;
import io.watchfire.runtime.process.StopSignal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The router as a process of its own. Its one argument, which may be left out, is the configuration
 * file; it may be the same that the streams app reads. Ends with 1 and a line per problem if the
 * configuration is wrong.
 */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  /** Runs until it is told to stop. */
  public static void main(String[] args) throws InterruptedException {
    Problems problems = new Problems();
    Section root =
        ConfigFile.load(args.length == 0 ? null : Path.of(args[0]), System.getenv(), problems);
    KafkaSettings kafka = KafkaSettings.of(root.section("kafka"));
    HttpSettings http = HttpSettings.of(root.section("http"));
    Section section = root.section("router");
    RouterConfig config = RouterConfigReader.read(section, kafka);
    RecorderConfig recorder = RecorderConfigReader.read(section, kafka);
    PagerConfig onCall = PagerConfigReader.read(root.section("onCall"), problems);
    try {
      problems.throwIfAny();
      run(config, recorder, onCall, kafka, http);
    } catch (ConfigurationException e) {
      LOG.error("{}", e.getMessage());
      System.exit(1);
    }
  }

  private static void run(
      RouterConfig config,
      @Nullable RecorderConfig recorder,
      @Nullable PagerConfig onCall,
      KafkaSettings kafka,
      HttpSettings http)
      throws InterruptedException {
    try (StopSignal stop = StopSignal.install();
        Metrics metrics = Metrics.create();
        AlertRouter router =
            new AlertRouter(config, kafka.admin(), metrics.registry(), Clock.systemUTC());
        EventRecorder events = recorder == null ? null : events(recorder, kafka, router, metrics);
        Pager pager = onCall == null ? null : pager(onCall, kafka, router, metrics)) {
      router.start();
      if (events != null) {
        events.start();
      }
      HttpService.Builder routes = HttpService.builder(http).metrics(metrics.registry());
      new RouterApi(router).routes(routes);
      if (pager != null) {
        pager.start();
        new OnCallApi(pager).routes(routes);
        routes.ready("on call", pager::problem);
      }
      routes.alive("process", () -> null);
      routes.ready(
          "router",
          () -> {
            List<String> problems = router.problems();
            return problems.isEmpty() ? null : String.join("; ", problems);
          });
      try (HttpService service = routes.start()) {
        LOG.info("API, /metrics, /healthz and /readyz on port {}", service.port());
        stop.await();
      }
    }
  }

  private static EventRecorder events(
      RecorderConfig config, KafkaSettings kafka, AlertRouter router, Metrics metrics) {
    return new EventRecorder(
        config, kafka, router::ours, router.ownAlerts()::areKnown, null, metrics.registry());
  }

  private static Pager pager(
      PagerConfig onCall, KafkaSettings kafka, AlertRouter router, Metrics metrics) {
    return new Pager(
        onCall,
        kafka,
        new AlertSources(router.ownAlerts(), router.alertmanagers()),
        null,
        metrics.registry(),
        Clock.systemUTC());
  }
}
