/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

import io.watchfire.streams.anomaly.AlertPolicy;
import io.watchfire.streams.anomaly.AlertPolicySettings;
import io.watchfire.streams.anomaly.Monitor;
import io.watchfire.streams.anomaly.MonitorResult;
import io.watchfire.streams.anomaly.detector.Detector;
import java.util.List;
import java.util.function.Supplier;

/** Runs a detector, made anew for each series, over series; two at a time where there are cores. */
final class SeriesScorer {
  private final Supplier<Detector> detector;
  private final AlertPolicySettings policy;

  SeriesScorer(Supplier<Detector> detector, AlertPolicySettings policy) {
    this.detector = detector;
    this.policy = policy;
  }

  List<ScoredSeries> all(List<LabelledSeries> series) {
    return series.parallelStream().map(this::one).toList();
  }

  ScoredSeries one(LabelledSeries series) {
    Monitor monitor = new Monitor(detector.get(), new AlertPolicy(policy));
    double[] scores = new double[series.rows()];
    boolean[] starts = new boolean[series.rows()];
    long last = Long.MIN_VALUE;
    for (int i = 0; i < scores.length; i++) {
      long time = series.times()[i];
      if (time <= last) {
        continue;
      }
      last = time;
      MonitorResult result = monitor.next(time, series.values()[i]);
      scores[i] = result.score();
      starts[i] = result.starts();
    }
    return new ScoredSeries(series, scores, starts);
  }
}
