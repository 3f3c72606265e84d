/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

import io.watchfire.streams.anomaly.DetectorType;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Counts the alerts of detectors on labelled production series, at default settings. */
@Command(
    name = "stretches",
    description = "Labelled production series of a cloud provider, alerts at default settings.")
public final class StretchBenchmark implements Runnable {
  @Mixin private final DetectorOptions detectors = new DetectorOptions();

  /** Created by the command line's parser. */
  StretchBenchmark() {}

  @Override
  public void run() {
    System.out.println("| detector | stretches hit | false per 1000 rows | precision |");
    System.out.println("|---|---|---|---|");
    Path cloud = detectors.data("cloud-monitoring");
    for (DetectorType type : detectors.types()) {
      StretchScore sum = sum(score(type, cloud, detectors.output("stretches")));
      System.out.println(
          String.format(
              Locale.ROOT,
              "| %s | %d/%d (%.0f %%) | %.2f | %.2f |",
              type.text(),
              sum.hit(),
              sum.incidents(),
              sum.recall(),
              sum.falsePerThousand(),
              precision(sum)));
    }
  }

  static List<ScoredSeries> score(DetectorType type, Path cloud, Path output) {
    Path own = output.resolve(type.text());
    Recorded.detect(type, cloud, own, file -> file);
    return Corpus.labelled(cloud).stream()
        .map(series -> Recorded.scored(series, own.resolve(series.name())))
        .toList();
  }

  static StretchScore sum(List<ScoredSeries> files) {
    return files.stream().map(StretchScore::of).reduce(StretchScore.NONE, StretchScore::plus);
  }

  static double precision(StretchScore score) {
    return (double) score.hit() / Math.max(1, score.hit() + score.falseAlerts());
  }
}
