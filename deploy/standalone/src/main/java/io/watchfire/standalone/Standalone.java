/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import io.watchfire.broker.EmbeddedBroker;
import io.watchfire.router.AlertRouter;
import io.watchfire.router.pager.AlertSources;
import io.watchfire.router.pager.Pager;
import io.watchfire.router.pager.api.OnCallApi;
import io.watchfire.router.recorder.EventRecorder;
import io.watchfire.runtime.http.HttpService;
import io.watchfire.runtime.kafka.KafkaSettings;
import io.watchfire.runtime.metrics.Metrics;
import io.watchfire.streams.api.StreamsApi;
import io.watchfire.streams.app.StreamsApp;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running whole. It starts in the order in which the parts need each other (broker, topics and
 * stages, API and router, port) and stops in the reverse one.
 */
public final class Standalone implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Standalone.class);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final EmbeddedBroker broker;
  private final BrokerProbe probe;
  private final StreamsApp app;
  private final StreamsApi api;
  private final AlertRouter router;
  private final @Nullable EventRecorder events;
  private final @Nullable Pager pager;
  private final HttpService http;

  private Standalone(StandaloneConfig config, Clock clock) {
    WarmUp.begin();
    try {
      Metrics metrics = keep(Metrics.create());
      broker =
          keep(
              EmbeddedBroker.start(
                  config.data().resolve("kafka"),
                  config.broker().port(),
                  config.broker().overrides()));
      KafkaSettings kafka = config.app().kafka().withBootstrap(broker.bootstrap());
      app =
          keep(
              StreamsApp.alone(
                  config
                      .app()
                      .withPlace(kafka, config.data().resolve("state"), config.app().rules()),
                  config.rules(),
                  metrics.registry()));
      app.start();
      probe = keep(new BrokerProbe(kafka));
      probe.start();
      api = keep(new StreamsApi(kafka, app::seriesRules, config.app().limits().seriesMetrics()));
      api.start();
      api.count(metrics.registry());
      router = keep(new AlertRouter(config.router(), kafka.admin(), metrics.registry(), clock));
      router.start();
      events = events(config, kafka, metrics);
      pager = pager(config, kafka, metrics, clock);
      HttpService.Builder port = HttpService.builder(config.http()).metrics(metrics.registry());
      api.routes(port);
      if (pager != null) {
        new OnCallApi(pager).routes(port);
      }
      http = keep(checks(port).start());
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /**
   * Starts everything. Returns before all of it works: {@link #problems} says what is missing.
   *
   * @throws io.watchfire.broker.BrokerException if the broker cannot start
   * @throws io.watchfire.runtime.config.ConfigurationException if the HTTP port cannot be opened
   */
  public static Standalone start(StandaloneConfig config, Clock clock) {
    return new Standalone(config, clock);
  }

  /** Where Kafka clients of this host connect. */
  public String bootstrap() {
    return broker.bootstrap();
  }

  /** The HTTP port. */
  public int httpPort() {
    return http.port();
  }

  /** What the HTTP API serves, without HTTP. */
  public StreamsApi api() {
    return api;
  }

  private @Nullable EventRecorder events(
      StandaloneConfig config, KafkaSettings kafka, Metrics metrics) {
    if (config.recorder() == null) {
      return null;
    }
    EventRecorder started =
        keep(
            new EventRecorder(
                config.recorder(),
                kafka,
                router::ours,
                router.ownAlerts()::areKnown,
                "standalone",
                metrics.registry()));
    started.start();
    return started;
  }

  private @Nullable Pager pager(
      StandaloneConfig config, KafkaSettings kafka, Metrics metrics, Clock clock) {
    if (config.onCall() == null) {
      return null;
    }
    Pager started =
        keep(
            new Pager(
                config.onCall(),
                kafka,
                new AlertSources(router.ownAlerts(), router.alertmanagers()),
                "standalone",
                metrics.registry(),
                clock));
    started.start();
    return started;
  }

  /** What does not work yet or any more, a sentence each; empty if all does. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>(app.problems());
    api.problems().forEach(problem -> problems.add("the API: " + problem));
    problems.addAll(router.problems());
    if (pager != null && pager.problem() != null) {
      problems.add(pager.problem());
    }
    String silent = probe.problem();
    if (silent != null) {
      problems.add(silent);
    }
    return problems;
  }

  /** What people should know though everything works, a sentence each. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>(app.warnings());
    warnings.addAll(router.warnings());
    if (events != null && events.problem() != null) {
      warnings.add(events.problem());
    }
    return warnings;
  }

  /**
   * Stops everything; what is in the data directory is complete. Clients of the broker stop side by
   * side, then the broker: they would wait for it.
   */
  @Override
  public void close() {
    List<Thread> closing = new ArrayList<>();
    List<AutoCloseable> last = new ArrayList<>();
    while (!started.isEmpty()) {
      AutoCloseable part = started.pop();
      if (part instanceof EmbeddedBroker || part instanceof Metrics) {
        last.add(part);
      } else {
        closing.add(Thread.ofPlatform().name("closing").start(() -> stop(part)));
      }
    }
    for (Thread thread : closing) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    last.forEach(Standalone::stop);
  }

  private static void stop(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      LOG.warn("{} did not stop cleanly", part.getClass().getSimpleName(), e);
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    started.push(part);
    return part;
  }

  private HttpService.Builder checks(HttpService.Builder port) {
    if (pager != null) {
      port.ready("on call", pager::problem);
    }
    return port.alive("process", () -> null)
        .ready("broker", probe::problem)
        .ready("stages", () -> sentence(app.problems()))
        .ready("api", () -> api.problems().isEmpty() ? null : String.join("; ", api.problems()))
        .ready("router", () -> sentence(router.problems()));
  }

  private static @Nullable String sentence(List<String> problems) {
    return problems.isEmpty() ? null : String.join("; ", problems);
  }
}
