/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

import java.util.List;

/**
 * What happens at one threshold, probation left out.
 *
 * @param hit windows with a row at the threshold or above
 * @param windows all of them
 * @param falseRows rows at the threshold or above outside of all windows
 */
record NabCounts(int hit, int windows, int falseRows) {
  private static final double PROBATION = 0.15;
  private static final int LONGEST_PROBATION = 750;

  static NabCounts of(List<ScoredSeries> files, double threshold) {
    int hit = 0;
    int windows = 0;
    int falseRows = 0;
    for (ScoredSeries file : files) {
      int n = file.scores().length;
      int from = (int) Math.min(Math.floor(PROBATION * n), LONGEST_PROBATION);
      boolean[] inside = new boolean[n];
      for (int[] window : file.series().incidents()) {
        boolean found = false;
        for (int i = window[0]; i <= window[1]; i++) {
          inside[i] = true;
          found |= i >= from && file.scores()[i] >= threshold;
        }
        windows++;
        hit += found ? 1 : 0;
      }
      for (int i = from; i < n; i++) {
        falseRows += !inside[i] && file.scores()[i] >= threshold ? 1 : 0;
      }
    }
    return new NabCounts(hit, windows, falseRows);
  }
}
