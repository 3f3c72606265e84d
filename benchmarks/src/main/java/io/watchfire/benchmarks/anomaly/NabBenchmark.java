/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

import io.watchfire.streams.anomaly.DetectorType;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Scores detectors on the Numenta Anomaly Benchmark, as {@code watchfire detect} judges it. */
@Command(
    name = "nab",
    description = "The Numenta Anomaly Benchmark, one parameter set for all files, no look-ahead.")
public final class NabBenchmark implements Runnable {
  private static final double SCORE_THRESHOLD = 0.5;

  @Mixin private final DetectorOptions detectors = new DetectorOptions();

  /** Created by the command line's parser. */
  NabBenchmark() {}

  @Override
  public void run() {
    System.out.println(
        "| detector | standard | low FP | low FN | windows hit | FP rows | standard at 0.5 |"
            + " low FP at 0.5 | s |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    Path nab = detectors.data("nab");
    for (DetectorType type : detectors.types()) {
      long before = System.nanoTime();
      List<ScoredSeries> files = score(type, nab, detectors.output("nab"));
      System.out.println(line(type.text(), files, (System.nanoTime() - before) / 1e9));
    }
  }

  /**
   * Scores all files into {@code <detector>/<category>/<detector>_<file>.csv}, as NAB names them.
   */
  static List<ScoredSeries> score(DetectorType type, Path nab, Path output) {
    Path own = output.resolve(type.text());
    UnaryOperator<Path> name = file -> file.resolveSibling(type.text() + "_" + file.getFileName());
    Recorded.detect(type, nab.resolve("data"), own, name);
    return Corpus.nab(nab).stream()
        .map(series -> Recorded.scored(series, own.resolve(name.apply(Path.of(series.name())))))
        .toList();
  }

  private static String line(String name, List<ScoredSeries> files, double seconds) {
    NabScore score = NabScore.of(files);
    NabScore.Result standard = score.best(NabScore.Profile.STANDARD);
    NabCounts counts = NabCounts.of(files, standard.threshold());
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %.2f | %d/%d | %d | %.2f | %.2f | %.1f |",
        name,
        standard.score(),
        score.best(NabScore.Profile.LOW_FALSE_ALERTS).score(),
        score.best(NabScore.Profile.LOW_MISSES).score(),
        counts.hit(),
        counts.windows(),
        counts.falseRows(),
        score.at(NabScore.Profile.STANDARD, SCORE_THRESHOLD),
        score.at(NabScore.Profile.LOW_FALSE_ALERTS, SCORE_THRESHOLD),
        seconds);
  }
}
