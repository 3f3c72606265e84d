/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

import java.util.ArrayList;
import java.util.List;

/**
 * Alerts against labelled incidents: one is hit by an alert inside it or up to two rows after it,
 * every other alert is false; alerts within ten rows of the last one count once.
 */
record StretchScore(int hit, int incidents, int falseAlerts, double rows, double days) {
  private static final int GRACE = 2;
  private static final int APART = 10;

  static final StretchScore NONE = new StretchScore(0, 0, 0, 0, 0);

  static StretchScore of(ScoredSeries scored) {
    int from = (int) (0.15 * scored.starts().length);
    return of(scored, from);
  }

  static StretchScore of(ScoredSeries scored, int from) {
    List<Integer> kept = new ArrayList<>();
    int last = -APART - 1;
    for (int i = from; i < scored.starts().length; i++) {
      if (scored.starts()[i] && i - last > APART) {
        kept.add(i);
        last = i;
      }
    }
    int hit = 0;
    int all = 0;
    for (int[] incident : scored.series().incidents()) {
      if (incident[1] >= from) {
        all++;
        hit += kept.stream().anyMatch(i -> covers(incident, i)) ? 1 : 0;
      }
    }
    int wrong = 0;
    for (int i : kept) {
      boolean right = false;
      for (int[] incident : scored.series().incidents()) {
        right |= covers(incident, i);
      }
      wrong += right ? 0 : 1;
    }
    LabelledSeries series = scored.series();
    return new StretchScore(hit, all, wrong, series.rows() - from, series.daysFrom(from));
  }

  private static boolean covers(int[] incident, int row) {
    return row >= incident[0] && row <= incident[1] + GRACE;
  }

  StretchScore plus(StretchScore other) {
    return new StretchScore(
        hit + other.hit,
        incidents + other.incidents,
        falseAlerts + other.falseAlerts,
        rows + other.rows,
        days + other.days);
  }

  double recall() {
    return incidents == 0 ? Double.NaN : 100.0 * hit / incidents;
  }

  double falsePerDay() {
    return falseAlerts / days;
  }

  double falsePerThousand() {
    return 1000 * falseAlerts / rows;
  }
}
