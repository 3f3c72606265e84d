/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

/**
 * What alerted behind gaps, none of which should have.
 *
 * @param gaps how many there were
 * @param first behind how many the first value alerted
 * @param soon behind how many one of the first {@value GapTrial#BEHIND} values did
 */
record GapCount(int gaps, int first, int soon) {
  static final GapCount NONE = new GapCount(0, 0, 0);

  GapCount plus(GapCount other) {
    return new GapCount(gaps + other.gaps, first + other.first, soon + other.soon);
  }

  /** The share of the gaps behind which the first value is quiet, in per cent. */
  double quietFirst() {
    return 100.0 * (gaps - first) / Math.max(1, gaps);
  }

  /** The share of the gaps behind which all of the first values are quiet, in per cent. */
  double quietSoon() {
    return 100.0 * (gaps - soon) / Math.max(1, gaps);
  }
}
