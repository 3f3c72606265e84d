/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.forecast;

import io.watchfire.streams.forecast.BudgetForecast;
import io.watchfire.streams.forecast.BudgetOutlook;
import io.watchfire.streams.forecast.BudgetOutlook.State;
import io.watchfire.streams.forecast.Forecast;
import io.watchfire.streams.forecast.RecordedPast;
import io.watchfire.streams.slo.BucketLog;
import io.watchfire.streams.slo.Buckets;
import io.watchfire.streams.slo.MinimumTraffic;
import io.watchfire.streams.slo.Objective;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Budgets of simulated services over 30 days, foreseen for a week, and what came. */
final class Budgets {
  private static final Duration WINDOW = Duration.ofDays(30);
  private static final Duration HORIZON = Duration.ofDays(7);
  private static final int STEPS = 30 * Service.PER_DAY;
  private static final List<String> FAMILIES =
      List.of(
          "constant burn",
          "incidents",
          "returning",
          "recovering",
          "in an incident",
          "worse since",
          "quiet");

  private final Map<String, Score> scores = new TreeMap<>();

  static void run(long firstSeed, int seeds, int each) {
    Budgets budgets = new Budgets();
    for (String family : FAMILIES) {
      for (int i = 0; i < seeds * each; i++) {
        Random random = new Random(firstSeed * 7919 + family.hashCode() * 31L + i);
        budgets.judge(Service.of(family, random), i);
      }
    }
    budgets.report();
  }

  private void judge(Service service, long seed) {
    if (service.remaining(service.now(), STEPS) <= 0) {
      return;
    }
    long now = service.now() * Service.STEP;
    RecordedPast past = past(service);
    BudgetForecast forecast = new BudgetForecast(service.allowed(), WINDOW, HORIZON);
    long began = System.nanoTime();
    BudgetOutlook outlook = forecast.at(past, now, seed);
    long took = System.nanoTime() - began;
    double exhausted = exhausted(service);
    scores
        .computeIfAbsent(service.family(), f -> new Score())
        .add(service, outlook, exhausted, took);
    scores.computeIfAbsent("~ all", f -> new Score()).add(service, outlook, exhausted, took);
  }

  private static RecordedPast past(Service service) {
    Objective objective =
        new Objective(
            new BigDecimal("99.9"),
            WINDOW,
            Objective.defaultTiers(),
            new MinimumTraffic(0, 0, 0, 0));
    RecordedPast past = new RecordedPast(objective.layout(), false);
    BucketLog nowhere =
        new BucketLog() {
          @Override
          public void put(int level, long end, long counted, long total) {}

          @Override
          public void delete(int level, long end) {}
        };
    long begin = (service.now() - STEPS) * Service.STEP;
    Buckets buckets = new Buckets(objective.layout(), begin, 60_000, nowhere);
    for (int i = service.now() - STEPS; i < service.now(); i++) {
      long time = (i + 1) * Service.STEP;
      buckets.advance(time);
      buckets.add(time, service.bad()[i], service.total()[i]);
    }
    buckets.copyTo(past);
    return past;
  }

  /** In how many steps from now the budget is exhausted; infinite if not within the horizon. */
  private static double exhausted(Service service) {
    for (int i = 1; i <= HORIZON.toMillis() / Service.STEP; i++) {
      if (service.remaining(service.now() + i, STEPS) <= 0) {
        return i;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  private void report() {
    System.out.println("error budgets of 30 days, a week ahead");
    scores.forEach((family, score) -> System.out.printf("  %-16s %s%n", family, score.row()));
  }

  /** How often what was said came true. */
  private static final class Score {
    private int cases;
    private int ranOut;
    private final int[] given = new int[3];
    private final int[] before = new int[3];
    private int saidNot;
    private int saidNotRight;
    private int saidWill;
    private int saidWillRight;
    private int rivalNot;
    private int rivalNotRight;
    private int rivalWill;
    private int rivalWillRight;
    private double brier;
    private double rivalBrier;
    private long slowest;
    private long nanos;

    void add(Service service, BudgetOutlook outlook, double steps, long took) {
      boolean runsOut = !Double.isInfinite(steps);
      cases++;
      ranOut += runsOut ? 1 : 0;
      double now = (double) service.now() * Service.STEP;
      long[] quantiles = {outlook.earliest(), outlook.expected(), outlook.latest()};
      for (int i = 0; i < 3; i++) {
        if (quantiles[i] != Forecast.NEVER) {
          given[i]++;
          before[i] += now + steps * Service.STEP <= quantiles[i] ? 1 : 0;
        }
      }
      if (outlook.state() == State.WILL_NOT_RUN_OUT) {
        saidNot++;
        saidNotRight += runsOut ? 0 : 1;
      } else if (outlook.state() == State.WILL_RUN_OUT) {
        saidWill++;
        saidWillRight += runsOut ? 1 : 0;
      }
      brier += square(outlook.probability() - (runsOut ? 1 : 0));
      rival(service, runsOut);
      slowest = cases > 20 ? Math.max(slowest, took) : 0;
      nanos += took;
    }

    /** Length of the objective divided by the burn rate of the last hour. */
    private void rival(Service service, boolean runsOut) {
      double burn = service.burn(6);
      boolean will = burn > 0 && WINDOW.toMillis() / burn <= HORIZON.toMillis();
      rivalWill += will ? 1 : 0;
      rivalWillRight += will && runsOut ? 1 : 0;
      rivalNot += will ? 0 : 1;
      rivalNotRight += will || runsOut ? 0 : 1;
      rivalBrier += square((will ? 1 : 0) - (runsOut ? 1 : 0));
    }

    String row() {
      return String.format(
          "%4d cases, %3d ran out; by P10 %.2f, by P50 %.2f, by P90 %.2f; will not: %d of %d right,"
              + " will: %d of %d; Brier %.3f; length/burn: will not %d of %d, will %d of %d, %.3f;"
              + " %.2f ms mean, %.1f ms most",
          cases,
          ranOut,
          (double) before[0] / given[0],
          (double) before[1] / given[1],
          (double) before[2] / given[2],
          saidNotRight,
          saidNot,
          saidWillRight,
          saidWill,
          brier / cases,
          rivalNotRight,
          rivalNot,
          rivalWillRight,
          rivalWill,
          rivalBrier / cases,
          nanos / 1e6 / cases,
          slowest / 1e6);
    }

    private static double square(double x) {
      return x * x;
    }
  }
}
