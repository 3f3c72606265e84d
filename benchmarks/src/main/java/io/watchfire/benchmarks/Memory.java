/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks;

import io.watchfire.streams.alerting.Timing;
import io.watchfire.streams.query.Sum;
import io.watchfire.streams.slo.BucketLog;
import io.watchfire.streams.slo.MinimumTraffic;
import io.watchfire.streams.slo.Objective;
import io.watchfire.streams.slo.SloDefinition;
import io.watchfire.streams.slo.SloGroup;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What it holds: idle, with many matched series, and an SLO group with thirty full days. */
@Command(name = "memory", description = "heap after collection, and resident memory")
final class Memory implements Callable<Integer> {
  private static final int SERVICES = 1_000;
  private static final int EXPORTS = 6;
  private static final int GROUPS = 2_000;
  private static final long STEP = Duration.ofMinutes(1).toMillis();

  @Option(names = "--series", description = "of each of 1,000 services; ${DEFAULT-VALUE}")
  private int series = 102;

  @Override
  public Integer call() throws IOException {
    long before = heap();
    List<SloGroup> groups = fullGroups();
    say("an SLO group with 30 days: %,d bytes of heap", (heap() - before) / groups.size());
    groups.clear();
    try (Stack stack = Stack.start()) {
      stack.startApp();
      Stack.pause(5_000);
      report("idle");
      try (Feed feed = new Feed(stack.kafka, "none", SERVICES, series, series)) {
        feed.history(SERVICES * EXPORTS);
      }
      Stack.await(
          "taken", Duration.ofMinutes(2), () -> stack.sums() >= (double) SERVICES * EXPORTS);
      Stack.pause(5_000);
      report(SERVICES * series + " matched series, " + SERVICES + " groups");
    }
    return 0;
  }

  private static List<SloGroup> fullGroups() {
    Objective objective =
        new Objective(
            new BigDecimal("99.9"),
            Duration.ofDays(30),
            Objective.defaultTiers(),
            MinimumTraffic.DEFAULT);
    SloDefinition definition = new SloDefinition(objective, Timing.DEFAULT, false);
    BucketLog nowhere =
        new BucketLog() {
          @Override
          public void put(int level, long end, long counted, long total) {}

          @Override
          public void delete(int level, long end) {}
        };
    List<SloGroup> groups = new ArrayList<>();
    for (int i = 0; i < GROUPS; i++) {
      long time = 1_700_000_000_000L;
      Sum sum = new Sum(time, 0, 1, 1_000, true, true);
      SloGroup group = SloGroup.begin(definition, sum, time, time, nowhere);
      for (long end = time + Duration.ofDays(30).toMillis(); time <= end; time += 30 * STEP) {
        group.observe(new Sum(time, 0, 1, 1_000, true, true), time, time);
      }
      for (long end = time + Duration.ofHours(7).toMillis(); time <= end; time += STEP) {
        group.observe(new Sum(time, 0, 1, 1_000, true, true), time, time);
      }
      groups.add(group);
    }
    return groups;
  }

  /** Says what this JVM holds. */
  static void report(String when) throws IOException {
    say(
        "%s: heap %d MB after collection, resident %d MB, load average %.1f",
        when, heap() >> 20, resident() >> 10, Effort.loadAverage());
  }

  private static long heap() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Kilobytes, as the system counts. */
  private static long resident() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return 0;
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
