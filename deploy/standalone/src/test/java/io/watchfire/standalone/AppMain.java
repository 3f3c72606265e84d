/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.watchfire.router.AlertRouter;
import io.watchfire.router.config.RouterConfig;
import io.watchfire.router.config.file.RouterConfigReader;
import io.watchfire.runtime.config.ConfigFile;
import io.watchfire.runtime.config.Problems;
import io.watchfire.runtime.config.Section;
import io.watchfire.streams.app.StreamsApp;
import io.watchfire.streams.app.StreamsAppConfig;
import io.watchfire.streams.spec.yaml.RuleFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The streams app and a router in a process of their own, without a broker. */
final class AppMain {
  private AppMain() {}

  /** Runs until it is killed; the only argument is the configuration file. */
  public static void main(String[] args) throws InterruptedException {
    Problems problems = new Problems();
    Section root = ConfigFile.load(Path.of(args[0]), Map.of(), problems);
    StreamsAppConfig config = StreamsAppConfig.read(root);
    RouterConfig router = RouterConfigReader.read(root.section("router"), config.kafka());
    RuleFiles rules = new RuleFiles(problems);
    config.rules().forEach(rules::read);
    problems.throwIfAny();
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    try (StreamsApp app = new StreamsApp(config, rules.rules(), metrics)) {
      app.start();
      try (AlertRouter alerts =
          new AlertRouter(router, config.kafka().admin(), metrics, Clock.systemUTC())) {
        alerts.start();
        new CountDownLatch(1).await();
      }
    }
  }
}
