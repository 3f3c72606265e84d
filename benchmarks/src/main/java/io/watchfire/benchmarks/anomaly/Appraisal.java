/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

import io.watchfire.benchmarks.anomaly.NabScore.Profile;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What a choice of weights is worth on one half of the recorded series. Scores of single thresholds
 * jump by points for nothing, so a plateau counts, not a peak.
 *
 * @param nab files of the Numenta Anomaly Benchmark
 * @param cloud labelled series of a cloud provider
 */
record Appraisal(NabScore nab, StretchScore cloud) {
  /** False alerts per 1,000 rows of the cloud's series that cost nothing yet. */
  private static final double FREE = 0.455;

  private static final double COST = 120;
  private static final double CLOUD_SHARE = 0.8;
  private static final double STEP = 0.003;
  private static final int STEPS = 5;

  /**
   * One number to choose by: scores near the default threshold, and what the default alerts get.
   */
  double worth() {
    double scores =
        DoubleStream.of(0.44, 0.46, 0.48, 0.5, 0.52, 0.54)
            .map(t -> (nab.at(Profile.STANDARD, t) + nab.at(Profile.LOW_FALSE_ALERTS, t)) / 2)
            .average()
            .orElseThrow();
    return scores
        + CLOUD_SHARE * cloud.recall()
        - COST * Math.max(0, cloud.falsePerThousand() - FREE);
  }

  /** The threshold about which the scores are highest. */
  double threshold(Profile profile) {
    double best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (double threshold = 0.38; threshold < 0.62; threshold += 0.002) {
      double about = about(profile, threshold);
      if (about > highest) {
        highest = about;
        best = threshold;
      }
    }
    return best;
  }

  private double about(Profile profile, double threshold) {
    return IntStream.rangeClosed(-STEPS, STEPS)
        .mapToDouble(i -> nab.at(profile, threshold + i * STEP))
        .average()
        .orElseThrow();
  }

  /** Every other one. */
  static <T> List<T> half(List<T> all, int which) {
    return IntStream.range(0, all.size()).filter(i -> i % 2 == which).mapToObj(all::get).toList();
  }
}
