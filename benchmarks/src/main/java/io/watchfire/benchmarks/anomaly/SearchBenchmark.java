/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

import io.watchfire.benchmarks.anomaly.NabScore.Profile;
import io.watchfire.streams.anomaly.AlertPolicySettings;
import io.watchfire.streams.anomaly.detector.DetectorSettings;
import io.watchfire.streams.anomaly.ensemble.StatisticType;
import io.watchfire.streams.anomaly.ensemble.TailEnsemble;
import io.watchfire.streams.anomaly.ensemble.Weights;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Chooses weights and threshold of the default detector on one half of the recorded series and
 * scores the choice on the other half; both ways. What comes out is what to expect of the same
 * method on series it was not chosen on. The choice is coarse: one weight for all statistics of
 * single values, one for those of windows and one for those of seasons; the best of a grid, and the
 * mean of its best tenth.
 */
@Command(
    name = "search",
    description = "Weights chosen on one half of the recorded series, scored on the other.")
public final class SearchBenchmark implements Runnable {
  private static final double[] COARSE = {0.4, 0.5, 0.6, 0.7, 0.8, 0.9};
  private static final int TENTH = 10;
  private static final Set<StatisticType> VALUES =
      EnumSet.range(StatisticType.ERROR, StatisticType.SLOW);
  private static final Set<StatisticType> SEASONS =
      EnumSet.range(StatisticType.DAY_SHORT, StatisticType.WEEK);

  /**
   * One choice.
   *
   * @param halves what it is worth on each
   */
  private record Choice(double values, double windows, double seasons, List<Appraisal> halves) {

    Appraisal on(int half) {
      return halves.get(half);
    }
  }

  @Mixin private final DetectorOptions detectors = new DetectorOptions();

  private List<LabelledSeries> nab = List.of();
  private List<LabelledSeries> cloud = List.of();

  /** Created by the command line's parser. */
  SearchBenchmark() {}

  @Override
  public void run() {
    nab = Corpus.nab(detectors.data("nab"));
    cloud = Corpus.labelled(detectors.data("cloud-monitoring"));
    List<Choice> choices = choices();
    System.out.println(
        "| weights of values, windows, seasons | standard there | standard on the other half |"
            + " low FP on the other half |");
    System.out.println("|---|---|---|---|");
    for (int half = 0; half < 2; half++) {
      int here = half;
      List<Choice> best =
          choices.stream()
              .sorted(Comparator.comparingDouble((Choice choice) -> -choice.on(here).worth()))
              .limit(choices.size() / TENTH)
              .toList();
      print(best.getFirst(), here);
      print(mean(best), here);
    }
  }

  /** What many good choices have in common is less luck than the best of them. */
  private Choice mean(List<Choice> choices) {
    return choice(
        choices.stream().mapToDouble(Choice::values).average().orElseThrow(),
        choices.stream().mapToDouble(Choice::windows).average().orElseThrow(),
        choices.stream().mapToDouble(Choice::seasons).average().orElseThrow());
  }

  private List<Choice> choices() {
    List<Choice> choices = new ArrayList<>();
    for (double values : COARSE) {
      for (double windows : COARSE) {
        for (double seasons : COARSE) {
          choices.add(choice(values, windows, seasons));
        }
      }
    }
    return choices;
  }

  private Choice choice(double values, double windows, double seasons) {
    SeriesScorer scorer = scorer(alike(values, windows, seasons));
    return new Choice(values, windows, seasons, halves(scorer.all(nab), scorer.all(cloud)));
  }

  private static List<Appraisal> halves(List<ScoredSeries> nab, List<ScoredSeries> cloud) {
    return IntStream.range(0, 2)
        .mapToObj(
            half ->
                new Appraisal(
                    NabScore.of(Appraisal.half(nab, half)),
                    StretchBenchmark.sum(Appraisal.half(cloud, half))))
        .toList();
  }

  private static void print(Choice choice, int half) {
    Appraisal here = choice.on(half);
    Appraisal there = choice.on(1 - half);
    double standard = here.threshold(Profile.STANDARD);
    double lowFalse = here.threshold(Profile.LOW_FALSE_ALERTS);
    System.out.println(
        String.format(
            Locale.ROOT,
            "| %.2f, %.2f, %.2f | %.1f | %.1f | %.1f |",
            choice.values,
            choice.windows,
            choice.seasons,
            here.nab().at(Profile.STANDARD, standard),
            there.nab().at(Profile.STANDARD, standard),
            there.nab().at(Profile.LOW_FALSE_ALERTS, lowFalse)));
  }

  private static Weights alike(double values, double windows, double seasons) {
    Weights weights = Weights.DEFAULT;
    for (StatisticType type : EnumSet.allOf(StatisticType.class)) {
      boolean ofSeason = SEASONS.contains(type);
      weights = weights.with(type, ofSeason ? seasons : VALUES.contains(type) ? values : windows);
    }
    return weights;
  }

  private static SeriesScorer scorer(Weights weights) {
    DetectorSettings settings =
        new DetectorSettings(DetectorSettings.USUAL_FALSE_ALERTS, ZoneOffset.UTC);
    return new SeriesScorer(() -> new TailEnsemble(settings, weights), AlertPolicySettings.DEFAULT);
  }
}
