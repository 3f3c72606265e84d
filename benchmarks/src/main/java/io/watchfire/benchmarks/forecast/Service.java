/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.forecast;

import java.time.Duration;
import java.util.Random;

/**
 * A simulated service: all and bad events per ten minutes, over the days before now and after.
 *
 * @param family how it fails
 * @param allowed share of the events that may be bad
 * @param bad per step
 * @param total per step
 * @param now the step that comes next
 */
record Service(String family, double allowed, long[] bad, long[] total, int now) {
  static final long STEP = Duration.ofMinutes(10).toMillis();
  static final int PER_DAY = 144;
  private static final int PAST_DAYS = 60;
  private static final int FUTURE_DAYS = 8;

  static Service of(String family, Random r) {
    int now = PAST_DAYS * PER_DAY;
    int size = now + FUTURE_DAYS * PER_DAY;
    double allowed = r.nextBoolean() ? 0.001 : 0.01;
    double[] share = new double[size];
    double base = r.nextDouble() * 0.5;
    switch (family) {
      case "constant burn" -> fill(share, 0, size, 0.4 + 0.9 * r.nextDouble());
      case "incidents" -> {
        fill(share, 0, size, base * 0.5);
        incidents(share, r, size, 2 + 6 * r.nextDouble());
      }
      case "returning" -> {
        fill(share, 0, size, base);
        // A large incident whose errors leave the window soon.
        int ago = 22 * PER_DAY + r.nextInt(10 * PER_DAY);
        fill(share, now - ago, now - ago + 6 + r.nextInt(18), 150 + 250 * r.nextDouble());
      }
      case "recovering" -> {
        fill(share, 0, size, base);
        int lasted = 6 + r.nextInt(60);
        int ended = r.nextInt(2 * PER_DAY);
        fill(share, now - ended - lasted, now - ended, 12 * 144.0 / lasted * r.nextDouble());
      }
      case "in an incident" -> {
        fill(share, 0, size, base);
        int began;
        int ends;
        do {
          began = now - 1 - (int) Math.pow(2 * PER_DAY, r.nextDouble());
          ends = began + (int) Math.pow(6 * PER_DAY, r.nextDouble());
        } while (ends <= now);
        fill(share, began, ends, 2 + 18 * r.nextDouble());
      }
      case "worse since" -> {
        fill(share, 0, size, base);
        int since = now - 12 - r.nextInt(6 * PER_DAY);
        fill(share, since, size, 1 + 4 * r.nextDouble());
      }
      case "quiet" -> fill(share, 0, size, 0.02 * r.nextDouble());
      default -> throw new IllegalArgumentException("family: " + family);
    }
    return counted(family, allowed, share, now, r);
  }

  private static void fill(double[] share, int from, int to, double burn) {
    for (int i = Math.max(0, from); i < Math.min(share.length, to); i++) {
      share[i] = burn;
    }
  }

  private static void incidents(double[] share, Random r, int size, double perMonth) {
    double mean = 30 * PER_DAY / perMonth;
    for (double at = exp(r, mean); at < size; at += exp(r, mean)) {
      fill(share, (int) at, (int) (at + 1 + exp(r, 8)), 5 + exp(r, 40));
    }
  }

  private static Service counted(String family, double allowed, double[] burn, int now, Random r) {
    double traffic = Math.exp(Math.log(200) + r.nextDouble() * Math.log(500));
    double height = 0.8 * r.nextDouble();
    long[] bad = new long[burn.length];
    long[] total = new long[burn.length];
    for (int i = 0; i < burn.length; i++) {
      double mean = traffic * (1 + height * Math.sin(2 * Math.PI * i / PER_DAY));
      total[i] = Math.max(1, Math.round(mean + Math.sqrt(mean) * r.nextGaussian()));
      bad[i] = Math.min(total[i], poisson(r, total[i] * Math.min(1, allowed * burn[i])));
    }
    return new Service(family, allowed, bad, total, now);
  }

  private static long poisson(Random r, double mean) {
    if (mean > 50) {
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * r.nextGaussian()));
    }
    double product = r.nextDouble();
    long n = 0;
    for (double limit = Math.exp(-mean); product > limit; product *= r.nextDouble()) {
      n++;
    }
    return n;
  }

  private static double exp(Random r, double mean) {
    return -mean * Math.log(1 - r.nextDouble());
  }

  /** What is left of the budget of the last so many steps before {@code at}. */
  double remaining(int at, int steps) {
    long sumBad = 0;
    long sumTotal = 0;
    for (int i = at - steps; i < at; i++) {
      sumBad += bad[i];
      sumTotal += total[i];
    }
    return 1 - sumBad / (allowed * sumTotal);
  }

  /** The burn rate over the last so many steps before now. */
  double burn(int steps) {
    return 1 - remaining(now, steps);
  }
}
