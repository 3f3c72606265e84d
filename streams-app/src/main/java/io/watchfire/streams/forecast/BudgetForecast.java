/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

import io.watchfire.streams.forecast.BudgetOutlook.State;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Forecasts when an error budget is exhausted, or that it will not be: a Monte Carlo simulation of
 * the time to the horizon. Each path goes on as of late for about as long again as that has lasted
 * (nobody knows when an incident ends, but a long one lasts longer), and then draws blocks of the
 * past (a moving block bootstrap: H. R. Künsch, "The jackknife and the bootstrap for general
 * stationary observations", Annals of Statistics 17, 1989), so that incidents come as often and as
 * large as they did. Old errors leave the rolling window meanwhile, which gives budget back.
 */
public final class BudgetForecast {
  private static final int PATHS = 200;
  private static final int STEPS = 84;
  private static final int BLOCK = 4;
  private static final double SURE = 0.9;

  private final double allowed;
  private final long windowMillis;
  private final long horizonMillis;

  /**
   * Forecasts budgets of that kind.
   *
   * @param allowed share of the events that may be bad, above 0 and below 1
   * @param window the rolling period of the budget
   * @param horizon how far ahead to look; at most the window
   */
  public BudgetForecast(double allowed, Duration window, Duration horizon) {
    if (!(allowed > 0 && allowed < 1)) {
      throw new IllegalArgumentException("allowed share: " + allowed + " (expected: > 0 and < 1)");
    }
    if (horizon.toMillis() < STEPS || horizon.compareTo(window) > 0) {
      throw new IllegalArgumentException(
          "horizon: " + horizon + " (expected: above 0 up to the window, " + window + ")");
    }
    this.allowed = allowed;
    this.windowMillis = window.toMillis();
    this.horizonMillis = horizon.toMillis();
  }

  /**
   * What is to be expected.
   *
   * @param past the events of the window
   * @param nowMillis milliseconds since the epoch, at or after the last bucket
   * @param seed of what is drawn; the same seed gives the same outlook
   */
  public BudgetOutlook at(Past past, long nowMillis, long seed) {
    Events events = new Events(past);
    long stepMillis = horizonMillis / STEPS;
    if (past.size() == 0 || events.total(events.begin(), nowMillis) <= 0) {
      return ForecastText.learning();
    }
    Budget budget = new Budget(events, allowed, windowMillis, nowMillis, STEPS, stepMillis);
    double remaining = budget.remaining(0, 0, 0);
    MonteCarloPaths paths =
        new MonteCarloPaths(
            events, ChangePoint.sinceMillis(past), nowMillis, stepMillis, budget.perMilli());
    SplittableRandom random = new SplittableRandom(seed);
    double[] exhausted = new double[PATHS];
    double[] left = new double[PATHS];
    for (int i = 0; i < PATHS; i++) {
      simulate(paths, budget, random, i, exhausted, left);
    }
    return outlook(nowMillis, stepMillis, remaining, exhausted, left);
  }

  private static void simulate(
      MonteCarloPaths paths,
      Budget budget,
      SplittableRandom random,
      int i,
      double[] exhausted,
      double[] left) {
    double[] bad = paths.next(random, STEPS, BLOCK);
    double sum = 0;
    double before = budget.remaining(0, 0, 0);
    exhausted[i] = before <= 0 ? 0 : Double.POSITIVE_INFINITY;
    for (int k = 1; k <= STEPS; k++) {
      sum += bad[k - 1];
      double remaining = budget.remaining(k, sum, k * paths.perStep());
      if (remaining <= 0 && exhausted[i] == Double.POSITIVE_INFINITY) {
        exhausted[i] = k - 1 + before / (before - remaining);
      }
      before = remaining;
    }
    left[i] = before;
  }

  private BudgetOutlook outlook(
      long nowMillis, long stepMillis, double remaining, double[] exhausted, double[] left) {
    Arrays.sort(exhausted);
    Arrays.sort(left);
    long runOut = Arrays.stream(exhausted).filter(Double::isFinite).count();
    double probability = (double) runOut / PATHS;
    State state =
        remaining <= 0
            ? State.EXHAUSTED
            : probability >= SURE
                ? State.WILL_RUN_OUT
                : probability < 1 - SURE ? State.WILL_NOT_RUN_OUT : State.MAY_RUN_OUT;
    long[] times = new long[3];
    double[] shares = {1 - SURE, 0.5, SURE};
    for (int i = 0; i < 3; i++) {
      double at = exhausted[rank(shares[i])];
      times[i] = Double.isInfinite(at) ? Forecast.NEVER : nowMillis + Math.round(at * stepMillis);
    }
    return new BudgetOutlook(
        state,
        remaining,
        probability,
        times[0],
        times[1],
        times[2],
        left[rank(1 - SURE)],
        left[rank(0.5)],
        left[rank(SURE)],
        ForecastText.budget(
            state, remaining, probability, left[rank(0.5)], Duration.ofMillis(horizonMillis)));
  }

  private static int rank(double share) {
    return (int) Math.round(share * (PATHS - 1));
  }
}
