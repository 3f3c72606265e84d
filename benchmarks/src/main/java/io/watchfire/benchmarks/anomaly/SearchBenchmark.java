/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

import io.watchfire.anomaly.DetectorSettings;
import io.watchfire.anomaly.GateSettings;
import io.watchfire.anomaly.StatisticType;
import io.watchfire.anomaly.TailEnsemble;
import io.watchfire.anomaly.Weights;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Chooses statistics, weights and threshold of the default detector on one half of the recorded
 * series, beginning with all weights alike, and scores the choice on the other half; both ways.
 * What comes out is what to expect of the same method on series it was not chosen on.
 */
@Command(
    name = "search",
    description = "Weights chosen on one half of the recorded series, scored on the other.")
public final class SearchBenchmark implements Runnable {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final List<StatisticType> TYPES = List.of(StatisticType.values());
  private static final int DAY = 1440;
  private static final double EVEN = 0.6;
  private static final double MOST = 1.3;
  private static final double STRIDE = 0.2;

  @Mixin private final DetectorOptions detectors = new DetectorOptions();

  @Option(
      names = "--tries",
      paramLabel = "N",
      defaultValue = "600",
      description = "Choices tried on each half (default: ${DEFAULT-VALUE}).")
  private int tries;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the search and of the made series (default: ${DEFAULT-VALUE}).")
  private long seed;

  /** Created by the command line's parser. */
  SearchBenchmark() {}

  @Override
  public void run() {
    List<LabelledSeries> nab = Corpus.nab(detectors.data("nab"));
    List<LabelledSeries> cloud = Corpus.labelled(detectors.data("cloud-monitoring"));
    for (int half = 0; half < 2; half++) {
      search(
          Appraisal.half(nab, half),
          Appraisal.half(cloud, half),
          Appraisal.half(nab, 1 - half),
          Appraisal.half(cloud, 1 - half));
    }
  }

  private void search(
      List<LabelledSeries> nab,
      List<LabelledSeries> cloud,
      List<LabelledSeries> otherNab,
      List<LabelledSeries> otherCloud) {
    SeriesMaker maker = new SeriesMaker(60_000, 14 * DAY, DAY, 0.005, ZONE);
    List<LabelledSeries> made =
        Arrays.stream(Family.values()).map(family -> maker.make(family, seed)).toList();
    Random random = new Random(seed);
    Weights best = even();
    Appraisal worth = appraise(best, nab, cloud, made);
    for (int i = 0; i < tries; i++) {
      Weights other = neighbour(best, random);
      Appraisal otherWorth = appraise(other, nab, cloud, made);
      if (otherWorth.worth() > worth.worth()) {
        best = other;
        worth = otherWorth;
      }
    }
    System.out.println("chosen:" + words(best));
    System.out.println("  where it was chosen: " + worth.atThresholdsOf(worth));
    System.out.println(
        "  on the other half:   "
            + appraise(best, otherNab, otherCloud, made).atThresholdsOf(worth));
    System.out.println(
        "  the default there:   "
            + appraise(Weights.DEFAULT, otherNab, otherCloud, made).atThresholdsOf(worth));
  }

  private static Weights even() {
    Weights even = Weights.DEFAULT;
    for (StatisticType type : TYPES) {
      even = even.with(type, EVEN);
    }
    return even;
  }

  /** Some weights a little different, or one statistic left out or taken in again. */
  private static Weights neighbour(Weights from, Random random) {
    int changes = random.nextInt(3) == 0 ? 2 + random.nextInt(3) : 1;
    Weights near = from;
    for (int i = 0; i < changes; i++) {
      StatisticType type = TYPES.get(random.nextInt(TYPES.size()));
      double was = near.of(type);
      double now = was == 0 ? EVEN : Math.min(MOST, was * Math.exp(STRIDE * random.nextGaussian()));
      near = near.with(type, random.nextInt(12) == 0 ? 0 : now);
    }
    return near;
  }

  private static Appraisal appraise(
      Weights weights,
      List<LabelledSeries> nab,
      List<LabelledSeries> cloud,
      List<LabelledSeries> made) {
    return new Appraisal(
        NabScore.of(judge(weights, ZoneOffset.UTC).all(nab)),
        StretchBenchmark.sum(judge(weights, ZoneOffset.UTC).all(cloud)),
        StretchBenchmark.sum(judge(weights, ZONE).all(made)));
  }

  private static Judge judge(Weights weights, ZoneId zone) {
    DetectorSettings settings = new DetectorSettings(DetectorSettings.USUAL_FALSE_ALERTS, zone);
    return new Judge(() -> new TailEnsemble(settings, weights), GateSettings.DEFAULT);
  }

  private static String words(Weights weights) {
    StringBuilder words = new StringBuilder();
    for (StatisticType type : TYPES) {
      words.append(String.format(Locale.ROOT, " %s %.2f", type, weights.of(type)));
    }
    return words.toString();
  }
}
