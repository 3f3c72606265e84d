/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What a choice of weights is worth on three kinds of series.
 *
 * @param nab the files of the Numenta Anomaly Benchmark
 * @param cloud labelled series of a cloud provider
 * @param made made series of a minute
 */
record Appraisal(NabScore nab, StretchScore cloud, StretchScore made) {
  /** False alerts per 1,000 rows of the cloud's series that cost nothing yet. */
  private static final double CLOUD_FREE = 0.455;

  /** False alerts per made series and day that cost nothing yet. */
  private static final double MADE_FREE = 0.3;

  private static final double CLOUD_COST = 120;
  private static final double MADE_COST = 60;
  private static final double CLOUD_SHARE = 0.8;
  private static final double AT_DEFAULT = 0.3;
  private static final double DUE = 0.5;

  /** One number to choose by: scores and recalls in per cent, less what false alerts cost. */
  double worth() {
    return nab.best(NabScore.Profile.STANDARD).score()
        + nab.best(NabScore.Profile.LOW_FALSE_ALERTS).score()
        + AT_DEFAULT * nab.at(NabScore.Profile.STANDARD, DUE)
        + CLOUD_SHARE * cloud.recall()
        - CLOUD_COST * Math.max(0, cloud.falsePerThousand() - CLOUD_FREE)
        + made.recall()
        - MADE_COST * Math.max(0, made.falsePerDay() - MADE_FREE);
  }

  /** Both NAB scores at the thresholds another half chose, and the stretches at the default. */
  String atThresholdsOf(Appraisal other) {
    return String.format(
        Locale.ROOT,
        "NAB %.1f standard, %.1f low FP; cloud %d of %d at %.2f per 1,000 rows",
        nab.at(NabScore.Profile.STANDARD, threshold(other, NabScore.Profile.STANDARD)),
        nab.at(
            NabScore.Profile.LOW_FALSE_ALERTS, threshold(other, NabScore.Profile.LOW_FALSE_ALERTS)),
        cloud.hit(),
        cloud.incidents(),
        cloud.falsePerThousand());
  }

  private static double threshold(Appraisal chosenOn, NabScore.Profile profile) {
    return chosenOn.nab.best(profile).threshold();
  }

  /** Every other one. */
  static List<LabelledSeries> half(List<LabelledSeries> all, int which) {
    return IntStream.range(0, all.size()).filter(i -> i % 2 == which).mapToObj(all::get).toList();
  }
}
