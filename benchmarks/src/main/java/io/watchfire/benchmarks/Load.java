/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks;

import io.watchfire.benchmarks.anomaly.BoutiqueBenchmark;
import io.watchfire.benchmarks.anomaly.GapBenchmark;
import io.watchfire.benchmarks.anomaly.NabBenchmark;
import io.watchfire.benchmarks.anomaly.SearchBenchmark;
import io.watchfire.benchmarks.anomaly.StretchBenchmark;
import io.watchfire.benchmarks.forecast.Forecasts;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The end-to-end measurements, one command each; {@code benchmarks/run} starts it. */
@Command(
    name = "benchmarks/run",
    description = "Measures Watchfire end to end.",
    subcommands = {
      BoutiqueBenchmark.class,
      Detectors.class,
      Drain.class,
      Forecasts.class,
      Latency.class,
      Memory.class,
      GapBenchmark.class,
      NabBenchmark.class,
      SearchBenchmark.class,
      Series.class,
      Serve.class,
      StretchBenchmark.class
    })
public final class Load {
  private Load() {}

  /** Runs a command and ends the process. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Load()).execute(args));
  }
}
