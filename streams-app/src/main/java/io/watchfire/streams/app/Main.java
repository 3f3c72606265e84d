/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.app;

import io.watchfire.runtime.config.ConfigFile;
import io.watchfire.runtime.config.ConfigurationException;
import io.watchfire.runtime.config.Problems;
import io.watchfire.runtime.config.Section;
import io.watchfire.runtime.http.HttpService;
import io.watchfire.runtime.http.HttpSettings;
import io.watchfire.runtime.kafka.Preflight;
import io.watchfire.runtime.metrics.Metrics;
import io.watchfire.runtime.process.StopSignal;
import io.watchfire.streams.api.StreamsApi;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.topology.TopicNames;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams app as a process of its own, against a Kafka cluster. Its one argument, which may be
 * left out, is the configuration file. Ends with 1 and a line per problem if the configuration or
 * the cluster is not as it must be.
 */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  /** Runs until it is told to stop. */
  public static void main(String[] args) throws InterruptedException {
    Problems problems = new Problems();
    Section root =
        ConfigFile.load(args.length == 0 ? null : Path.of(args[0]), System.getenv(), problems);
    StreamsAppConfig config = StreamsAppConfig.read(root);
    HttpSettings http = HttpSettings.of(root.section("http"));
    root.section("router");
    root.refuseUnknown();
    WrittenRules written = WrittenRules.read(config.rules(), config.defaults(), problems);
    try {
      problems.throwIfAny();
      written.warnings().forEach(warning -> LOG.warn("{}", warning.problem()));
      requireCluster(config);
      run(config, written.rules(), http);
    } catch (ConfigurationException e) {
      LOG.error("{}", e.getMessage());
      System.exit(1);
    }
  }

  private static void run(StreamsAppConfig config, Rules rules, HttpSettings http)
      throws InterruptedException {
    try (StopSignal stop = StopSignal.install();
        Metrics metrics = Metrics.create();
        StreamsApp app = new StreamsApp(config, rules, metrics.registry())) {
      app.start();
      try (StreamsApi api =
          new StreamsApi(config.kafka(), app::seriesRules, config.limits().seriesMetrics())) {
        api.start();
        api.count(metrics.registry());
        HttpService.Builder routes = HttpService.builder(http).metrics(metrics.registry());
        api.routes(routes);
        routes.alive("process", () -> null);
        routes.ready("stages", () -> sentence(app.problems()));
        routes.ready("api", () -> sentence(api.problems()));
        try (HttpService service = routes.start()) {
          LOG.info("API, /metrics, /healthz and /readyz on port {}", service.port());
          stop.await();
        }
      }
    }
  }

  /** What must be there before anything is created or read. */
  private static void requireCluster(StreamsAppConfig config) {
    TopicNames names = new TopicNames(config.kafka().topicPrefix());
    Map<String, Set<AclOperation>> topics = new HashMap<>();
    config.inputs().keySet().forEach(topic -> topics.put(topic, Set.of(AclOperation.READ)));
    Set<AclOperation> both = Set.of(AclOperation.READ, AclOperation.WRITE);
    topics.put(names.packed(), both);
    topics.put(names.sums(), both);
    topics.put(names.detections(), both);
    topics.put(names.alerts(), both);
    topics.put(names.sloStatus(), both);
    topics.put(names.audit(), Set.of(AclOperation.WRITE));
    topics.put(names.deadLetters(), Set.of(AclOperation.WRITE));
    try (Admin admin = Admin.create(config.kafka().admin())) {
      CreatedTopics.ensure(admin, config);
      List<String> missing = Preflight.check(admin, config.kafka(), topics);
      Problems problems = new Problems();
      missing.forEach(problem -> problems.add("cluster", 0, problem));
      problems.throwIfAny();
    }
  }

  private static @Nullable String sentence(List<String> problems) {
    return problems.isEmpty() ? null : String.join("; ", problems);
  }
}
