/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

import java.util.SplittableRandom;

/** Paths of what may come: bad events per step ahead, drawn from what was. */
final class MonteCarloPaths {
  /**
   * The share of stretches of age a that last s longer is (a / (a + s)) to the power 1 / 3: chosen
   * on the training services, of which some end and some do not. Lindy's law proper has the power
   * 1.
   */
  private static final double LAST = 3;

  private final Events events;
  private final long sinceMillis;
  private final long nowMillis;
  private final long stepMillis;
  private final double perStep;

  /**
   * @param sinceMillis when what is now began
   * @param stepMillis length of one in milliseconds
   * @param perMilli all events per millisecond, which are taken to go on as they were
   */
  MonteCarloPaths(
      Events events, long sinceMillis, long nowMillis, long stepMillis, double perMilli) {
    this.events = events;
    this.sinceMillis = sinceMillis;
    this.nowMillis = nowMillis;
    this.stepMillis = stepMillis;
    this.perStep = perMilli * stepMillis;
  }

  /** All events of a step. */
  double perStep() {
    return perStep;
  }

  /** Bad events of each step of one path, drawn in blocks of so many steps. */
  double[] next(SplittableRandom random, int steps, int block) {
    double[] bad = new double[steps];
    double ageSteps = (double) (nowMillis - sinceMillis) / stepMillis;
    double goesOnSteps = ageSteps * (Math.pow(1 - random.nextDouble(), -LAST) - 1);
    long begin = events.begin();
    long from = 0;
    for (int k = 0; k < steps; k++) {
      boolean asOfLate = k + 1 <= goesOnSteps;
      long oldest = asOfLate ? sinceMillis : begin;
      if (k % block == 0 || (!asOfLate && k <= goesOnSteps)) {
        from =
            oldest
                + (long)
                    (random.nextDouble() * Math.max(0, nowMillis - block * stepMillis - oldest));
      }
      long start = Math.max(oldest, from + (k % block) * stepMillis);
      bad[k] = share(random, start, Math.min(nowMillis, start + stepMillis)) * perStep;
    }
    return bad;
  }

  /** The bad share of a stretch, as uncertain as its counts leave it. */
  private double share(SplittableRandom random, long from, long to) {
    double total = events.total(from, to);
    double bad = events.bad(from, to);
    return total <= 0 || bad <= 0 ? 0 : Math.min(1, bad / total * spread(random, bad));
  }

  /**
   * A factor around 1 as wide as a count's relative error; the cube of a normal variable, as E. B.
   * Wilson and M. M. Hilferty approximate a gamma variable (PNAS 17, 1931).
   */
  private static double spread(SplittableRandom random, double count) {
    double ninth = 1 / (9 * count);
    double root = 1 - ninth + random.nextGaussian() * Math.sqrt(ninth);
    return Math.max(0, root * root * root);
  }
}
