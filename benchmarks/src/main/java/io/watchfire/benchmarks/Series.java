/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A rule of anomalies over many groups, a bucket a minute each, beside objectives: what it costs at
 * that steady rate, and how long after its end a bucket is judged.
 */
@Command(name = "series", description = "many groups of one AnomalyRule", sortOptions = false)
final class Series implements Callable<Integer> {
  /** Points of a service's export, one group each. */
  private static final int ROUTES = 48;

  private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

  private static final String RULE =
      """
      ---
      apiVersion: watchfire/v1
      kind: AnomalyRule
      metadata: {name: routes}
      spec:
        rate: bench.requests
        by: [service_name, http_route]
        step: 1m
        maxGroups: 1000000
      """;

  @Option(names = "--groups", description = "of the rule; ${DEFAULT-VALUE}")
  private int groups = 50_000;

  @Option(names = "--warm", description = "minutes that are not measured; ${DEFAULT-VALUE}")
  private int warm = 2;

  @Option(names = "--minutes", description = "that are measured; ${DEFAULT-VALUE}")
  private int minutes = 4;

  @Override
  public Integer call() throws IOException {
    int services = Math.ceilDiv(groups, ROUTES);
    try (Stack stack = Stack.startWith(RULE)) {
      stack.startApp();
      try (Feed feed = new Feed(stack.kafka, "none", services, ROUTES, ROUTES)) {
        run(stack, feed, services);
      }
    }
    return 0;
  }

  private void run(Stack stack, Feed feed, int services) throws IOException {
    long start = System.currentTimeMillis() * 1_000_000 - 3_600_000_000_000L;
    long began = System.nanoTime();
    feed(feed, start, began, 0, warm * services);
    long since = System.currentTimeMillis();
    Effort before = Effort.now();
    long disk = Written.toDisk();
    Written logs = Written.of(stack.directory);
    feed(feed, start, began, warm * services, (warm + minutes) * services);
    Effort after = Effort.now();
    double measured = after.secondsSince(before) / 60;
    say(
        "%d groups, %d services, %.1f minutes: %.2f cores, load average %.1f (CPU s: %s)",
        services * ROUTES,
        services,
        measured,
        after.cpuSecondsSince(before) / after.secondsSince(before),
        Effort.loadAverage(),
        after.areasSince(before));
    say("to disk %.1f MB a minute", (Written.toDisk() - disk) / 1e6 / measured);
    say("logs, MB a minute: %s", Written.of(stack.directory).since(logs, measured));
    double sent = (double) (warm + minutes) * services * ROUTES;
    Stack.await("taken", Duration.ofMinutes(2), () -> stack.sumsTaken() >= 0.99 * sent);
    Memory.report(services * ROUTES + " groups");
    say("%s", Delays.read(stack.kafka, since));
  }

  /** Each service once a minute, evenly. */
  private static void feed(Feed feed, long start, long began, int from, int until) {
    int services = feed.services();
    for (int sent = from; sent < until; ) {
      long due = (long) ((System.nanoTime() - began) / (double) MINUTE_NANOS * services);
      while (sent < Math.min(due, until)) {
        feed.varied(sent++, start);
      }
      Stack.pause(5);
    }
    feed.flush();
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
