/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks;

import io.watchfire.router.AlertRouter;
import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.config.RouterConfig;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Broker, stages and router in this JVM, until standard input ends; for {@link Latency}. */
@Command(name = "serve", hidden = true)
final class Serve implements Callable<Integer> {
  @Parameters(description = "Alertmanager's address")
  private String alertmanager = "";

  @Override
  public Integer call() throws IOException {
    try (Stack stack = Stack.start()) {
      stack.startApp();
      try (AlertRouter router =
          new AlertRouter(
              RouterConfig.to(List.of(AlertmanagerConfig.of(alertmanager))),
              stack.kafka.admin(),
              stack.registry,
              Clock.systemUTC())) {
        router.start();
        Stack.await("ready", Duration.ofMinutes(1), router::ready);
        System.out.println("READY " + stack.kafka.bootstrap());
        Effort start = Effort.now();
        while (System.in.read() >= 0) {
          Effort now = Effort.now();
          System.out.printf(
              Locale.ROOT,
              "CPU %.3f of %.1f s%n",
              now.cpuSecondsSince(start),
              now.secondsSince(start));
          start = now;
        }
      }
    }
    return 0;
  }
}
