/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Points a second and CPU a point: a topic that was written before is drained at full speed, first
 * and last by a topology that drops it, in between by the stages. The first fifth of each is for
 * warming up and is not measured.
 */
@Command(name = "drain", description = "drains a topic at full speed", sortOptions = false)
final class Drain implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final double WARM = 0.2;

  @Option(names = "--records", description = "default: ${DEFAULT-VALUE}")
  private int records = 60_000;

  @Option(names = "--groups", description = "services, one SLO group each; ${DEFAULT-VALUE}")
  private int groups = 1_000;

  @Option(names = "--points", description = "of a record; ${DEFAULT-VALUE}")
  private int points = 120;

  @Option(names = "--wanted", description = "points of a record that a rule wants")
  private int wanted = 6;

  @Option(names = "--compression", description = "of the producer; ${DEFAULT-VALUE}")
  private String compression = "none";

  @Option(names = "--profile", description = "write a flight recording and sum it up")
  private @Nullable Path profile;

  @Override
  public Integer call() throws IOException {
    try (Stack stack = Stack.start()) {
      try (Feed feed = new Feed(stack.kafka, compression, groups, points, wanted)) {
        feed.history(records);
      }
      say(
          "%d records of %d points, %d wanted, %d groups, compression %s, load average %.1f",
          records, points, wanted, groups, compression, Effort.loadAverage());
      double before = drop(stack, 1);
      double app = app(stack);
      double after = drop(stack, 2);
      say("ratio %.3f, load average %.1f", 2 * app / (before + after), Effort.loadAverage());
    }
    return 0;
  }

  private double drop(Stack stack, int round) {
    try (Drop drop = new Drop(stack, round)) {
      drop.start();
      return measure(
          "read and drop", () -> (double) drop.records() * points, () -> drop.records() >= records);
    }
  }

  private double app(Stack stack) throws IOException {
    stack.beginApp();
    Profile recording = profile == null ? null : Profile.begin();
    double rate = measure("watchfire", stack::points, () -> stack.sums() >= records);
    if (recording != null && profile != null) {
      recording.end(profile);
    }
    return rate;
  }

  private double measure(
      String what, DoubleSupplier pointsDone, java.util.function.BooleanSupplier done) {
    double all = (double) records * points;
    Stack.await("warm", PATIENCE, () -> pointsDone.getAsDouble() >= WARM * all);
    double from = pointsDone.getAsDouble();
    Effort start = Effort.now();
    Stack.await("drained, " + what, PATIENCE, done);
    Effort end = Effort.now();
    double millions = (all - from) / 1e6;
    double rate = millions / end.secondsSince(start);
    say(
        "%-13s %.3f M points/s, %.3f CPU s per M points (%.1f M points in %.2f s; CPU s by threads:"
            + " %s)",
        what,
        rate,
        end.cpuSecondsSince(start) / millions,
        millions,
        end.secondsSince(start),
        end.areasSince(start));
    return rate;
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
