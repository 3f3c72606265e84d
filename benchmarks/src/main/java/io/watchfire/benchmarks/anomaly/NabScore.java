/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The score of the Numenta Anomaly Benchmark v1.1 (github.com/numenta/NAB: sweeper.py,
 * optimizer.py): one threshold for all files, the best of an exhaustive sweep.
 */
final class NabScore {
  /** What hits, false alerts and misses count. */
  enum Profile {
    STANDARD(1, 0.11, 1),
    LOW_FALSE_ALERTS(1, 0.22, 1),
    LOW_MISSES(1, 0.11, 2);

    private final double hit;
    private final double falseAlert;
    private final double miss;

    Profile(double hit, double falseAlert, double miss) {
      this.hit = hit;
      this.falseAlert = falseAlert;
      this.miss = miss;
    }
  }

  /** The normalised score (100 is perfect, 0 is silence) and the threshold that reached it. */
  record Result(double score, double threshold) {}

  private record Row(double score, double unit, int window) {}

  private static final int OUTSIDE = -1;
  private static final double LATEST_HIT = sigmoid(-1);

  private final List<Row> rows = new ArrayList<>();
  private int windows;

  private NabScore(List<ScoredSeries> files) {
    files.forEach(this::add);
    rows.sort(Comparator.comparingDouble((Row row) -> -row.score));
  }

  static NabScore of(List<ScoredSeries> files) {
    return new NabScore(files);
  }

  private void add(ScoredSeries file) {
    int[][] truth = file.series().incidents();
    int n = file.scores().length;
    int probation = (int) Math.min(Math.floor(0.15 * n), 750);
    int next = 0;
    for (int i = 0; i < n; i++) {
      while (next < truth.length && i > truth[next][1]) {
        next++;
      }
      if (i < probation || file.scores()[i] <= 0) {
        continue;
      }
      boolean inside = next < truth.length && i >= truth[next][0];
      double unit =
          inside ? inside(i, truth[next]) : outside(i, next == 0 ? null : truth[next - 1]);
      rows.add(new Row(file.scores()[i], unit, inside ? windows + next : OUTSIDE));
    }
    windows += truth.length;
  }

  private static double inside(int i, int[] window) {
    return sigmoid(-(window[1] - i + 1.0) / (window[1] - window[0] + 1)) / LATEST_HIT;
  }

  private static double outside(int i, int @Nullable [] before) {
    return before == null ? -1 : sigmoid((i - before[1]) / (double) (before[1] - before[0]));
  }

  private static double sigmoid(double y) {
    return y > 3 ? -1 : 2 / (1 + Math.exp(5 * y)) - 1;
  }

  /** The best score over all thresholds. */
  Result best(Profile profile) {
    return sweep(profile, Double.NaN);
  }

  /** The score at one threshold. */
  double at(Profile profile, double threshold) {
    return sweep(profile, threshold).score;
  }

  private Result sweep(Profile profile, double fixed) {
    double[] part = new double[windows];
    Arrays.fill(part, -profile.miss);
    double total = -profile.miss * windows;
    Result best = new Result(normal(total, profile), 1.1);
    for (int i = 0; i < rows.size(); ) {
      double threshold = rows.get(i).score;
      if (threshold < fixed) {
        break;
      }
      for (; i < rows.size() && rows.get(i).score == threshold; i++) {
        total += gain(rows.get(i), part, profile);
      }
      if (normal(total, profile) > best.score + 1e-12) {
        best = new Result(normal(total, profile), threshold);
      }
    }
    return Double.isNaN(fixed) ? best : new Result(normal(total, profile), fixed);
  }

  private static double gain(Row row, double[] part, Profile profile) {
    if (row.window == OUTSIDE) {
      return row.unit * profile.falseAlert;
    }
    double better = Math.max(0, row.unit * profile.hit - part[row.window]);
    part[row.window] += better;
    return better;
  }

  private double normal(double raw, Profile profile) {
    double silence = -profile.miss * windows;
    return 100 * (raw - silence) / (profile.hit * windows - silence);
  }
}
