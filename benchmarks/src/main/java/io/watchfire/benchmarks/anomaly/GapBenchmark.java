/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

import io.watchfire.streams.anomaly.DetectorType;
import io.watchfire.streams.anomaly.detector.DetectorSettings;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Counts what alerts behind gaps that are cut out of series at random. */
@Command(
    name = "gaps",
    description = "Gaps cut out of series where they are calm: how many alert behind them.")
public final class GapBenchmark implements Runnable {
  /** From a quarter of an hour to a day. */
  static final List<Duration> GAPS =
      List.of(
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(3),
          Duration.ofHours(12),
          Duration.ofDays(1));

  private static final int DAYS = 14;

  @Mixin private final DetectorOptions detectors = new DetectorOptions();

  @Option(
      names = "--seed",
      defaultValue = "31",
      description = "Of the places and the made series (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--places",
      defaultValue = "20",
      description = "Gaps of each length in each series (default: ${DEFAULT-VALUE}).")
  private int places;

  /** Created by the command line's parser. */
  GapBenchmark() {}

  @Override
  public void run() {
    System.out.println("seed " + seed + "; quiet at the first value / at the first ten, in %");
    System.out.println("| detector | series | 15m | 30m | 1h | 3h | 12h | 24h | all | gaps |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    for (DetectorType type : detectors.types()) {
      print(type, "NAB", Corpus.nab(detectors.data("nab")));
      List<LabelledSeries> cloud = Corpus.labelled(detectors.data("cloud-monitoring"));
      print(type, "cloud-monitoring, a minute", cloud.stream().filter(s -> !hourly(s)).toList());
      print(type, "cloud-monitoring, an hour", cloud.stream().filter(s -> hourly(s)).toList());
      print(type, "made, a minute", made(Duration.ofMinutes(1), seed));
      print(type, "made, five minutes", made(Duration.ofMinutes(5), seed));
    }
  }

  /** A series of each family, without incidents and without gaps of its own. */
  static List<LabelledSeries> made(Duration step, long seed) {
    int rows = (int) Duration.ofDays(DAYS).dividedBy(step);
    SeriesMaker maker = new SeriesMaker(step.toMillis(), rows, 0, 0, ZoneOffset.UTC);
    return Arrays.stream(Family.values()).map(family -> maker.make(family, seed)).toList();
  }

  private static boolean hourly(LabelledSeries series) {
    return series.times()[1] - series.times()[0] > 1_000_000;
  }

  private void print(DetectorType type, String name, List<LabelledSeries> series) {
    DetectorSettings settings =
        new DetectorSettings(DetectorSettings.USUAL_FALSE_ALERTS, ZoneOffset.UTC);
    GapTrial trial = new GapTrial(type, settings, places);
    List<String> cells = new ArrayList<>();
    GapCount all = GapCount.NONE;
    for (Duration gap : GAPS) {
      GapCount count = GapCount.NONE;
      for (LabelledSeries one : series) {
        count = count.plus(trial.of(one, gap.toMillis(), seed));
      }
      cells.add(cell(count));
      all = all.plus(count);
    }
    cells.add(cell(all));
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %d |%n",
        type.text(),
        name,
        String.join(" | ", cells),
        all.gaps());
  }

  private static String cell(GapCount count) {
    return count.gaps() == 0
        ? "-"
        : String.format(Locale.ROOT, "%.1f / %.1f", count.quietFirst(), count.quietSoon());
  }
}
