/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

import io.watchfire.streams.anomaly.DetectorType;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Which detectors are measured, on what, and where their scores are kept. */
final class DetectorOptions {
  @Option(
      names = "--detector",
      paramLabel = "NAME",
      defaultValue = "all",
      description = "One detector, or all of them (default: ${DEFAULT-VALUE}).")
  private String detector = "";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "../shared/data",
      description = "Holds nab, cloud-monitoring and online-boutique (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("");

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "benchmarks/target/detect",
      description = "Where the scores are kept (default: ${DEFAULT-VALUE}).")
  private Path output = Path.of("");

  /** Created by the command line's parser. */
  DetectorOptions() {}

  List<DetectorType> types() {
    return detector.equals("all")
        ? List.of(DetectorType.values())
        : List.of(DetectorType.of(detector));
  }

  Path data(String name) {
    return data.resolve(name);
  }

  Path output(String name) {
    return output.resolve(name);
  }
}
