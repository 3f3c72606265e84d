/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.forecast;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Alerts of one rule, right and wrong, and crossings with and without an alert. */
final class Tally {
  private int right;
  private int wrong;
  private int crossed;
  private int foretold;
  private double weeks;
  private final List<Double> leads = new ArrayList<>();

  /** Lets a rule judge a series and counts what it said. */
  void run(Gauge gauge, Rule rule) {
    int end = gauge.end();
    int began = -1;
    for (int i = 0; i < end; i++) {
      boolean alert = rule.next(i * gauge.stepMillis(), gauge.values()[i]);
      if (alert && began < 0) {
        began = i;
        if (gauge.right(i)) {
          right++;
        } else {
          wrong++;
        }
      } else if (!alert) {
        began = -1;
      }
    }
    weeks += gauge.weeks();
    if (gauge.crossing() < gauge.judged()) {
      crossed++;
      if (began >= 0) {
        foretold++;
        leads.add(gauge.hours(gauge.crossing() - began));
      }
    }
  }

  void add(Tally other) {
    right += other.right;
    wrong += other.wrong;
    crossed += other.crossed;
    foretold += other.foretold;
    weeks += other.weeks;
    leads.addAll(other.leads);
  }

  double precision() {
    return (double) right / (right + wrong);
  }

  double falsePerWeek() {
    return wrong / weeks;
  }

  double recall() {
    return (double) foretold / crossed;
  }

  double medianLead() {
    Collections.sort(leads);
    return leads.isEmpty() ? Double.NaN : leads.get(leads.size() / 2);
  }

  String row() {
    return String.format(
        "%5.2f  %6.3f  %5.2f  %6.1f   (%d right, %d wrong, %d crossed, %.0f weeks)",
        precision(), falsePerWeek(), recall(), medianLead(), right, wrong, crossed, weeks);
  }
}
