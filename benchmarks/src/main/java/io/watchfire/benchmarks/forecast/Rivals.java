/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.forecast;

import io.watchfire.streams.forecast.Side;
import java.util.Arrays;

/** The rules that people use today, as they are written for Prometheus. */
final class Rivals {
  private static final double HOUR = 3_600_000;

  private Rivals() {}

  /** {@code predict_linear(gauge[window], horizon)} beyond the limit. */
  static Rule predictLinear(Gauge gauge, int windowHours) {
    Recent recent = new Recent(gauge, windowHours);
    return (time, value) -> recent.add(value) && crosses(gauge, recent.predict());
  }

  /** The same, guarded as in the node mixin: less than 40 % left, for an hour. */
  static Rule guarded(Gauge gauge, int windowHours) {
    Rule plain = predictLinear(gauge, windowHours);
    long[] since = {Long.MAX_VALUE};
    return (time, value) -> {
      boolean holds = plain.next(time, value) && gauge.left(value) < 0.4;
      since[0] = holds ? Math.min(since[0], time) : Long.MAX_VALUE;
      return holds && time - since[0] >= HOUR;
    };
  }

  /** The median slope of the window, from the newest value on. */
  static Rule theilSen(Gauge gauge, int windowHours) {
    Recent recent = new Recent(gauge, windowHours);
    boolean[] last = {false};
    int[] n = {0};
    return (time, value) -> {
      boolean enough = recent.add(value);
      if (n[0]++ % 3 == 0) {
        last[0] = enough && crosses(gauge, recent.median());
      }
      return last[0];
    };
  }

  private static boolean crosses(Gauge gauge, double value) {
    return gauge.settings().side() == Side.ABOVE
        ? value > gauge.settings().limit()
        : value < gauge.settings().limit();
  }

  /** The values of a window. */
  private static final class Recent {
    private final double[] ring;
    private final double stepHours;
    private final double horizonHours;
    private int seen;

    Recent(Gauge gauge, int windowHours) {
      stepHours = gauge.stepMillis() / HOUR;
      horizonHours = gauge.settings().horizon().toMillis() / HOUR;
      ring = new double[(int) Math.round(windowHours / stepHours)];
    }

    /** Whether the window is full. */
    boolean add(double value) {
      ring[seen++ % ring.length] = value;
      return seen >= ring.length;
    }

    /** The i-th value, 0 the oldest. */
    private double at(int i) {
      return ring[(seen + i) % ring.length];
    }

    double predict() {
      int n = 0;
      double sx = 0;
      double sy = 0;
      double sxx = 0;
      double sxy = 0;
      for (int i = 0; i < ring.length; i++) {
        double x = (i - ring.length + 1) * stepHours;
        double y = at(i);
        if (!Double.isNaN(y)) {
          n++;
          sx += x;
          sy += y;
          sxx += x * x;
          sxy += x * y;
        }
      }
      double slope = (n * sxy - sx * sy) / (n * sxx - sx * sx);
      return (sy - slope * sx) / n + slope * horizonHours;
    }

    double median() {
      int thin = Math.max(1, ring.length / 72);
      double[] slopes = new double[ring.length * ring.length / 2];
      int pairs = 0;
      for (int i = ring.length - 1; i >= 0; i -= thin) {
        for (int j = i - thin; j >= 0; j -= thin) {
          double slope = (at(i) - at(j)) / ((i - j) * stepHours);
          if (!Double.isNaN(slope)) {
            slopes[pairs++] = slope;
          }
        }
      }
      if (pairs == 0) {
        return Double.NaN;
      }
      Arrays.sort(slopes, 0, pairs);
      return at(ring.length - 1) + slopes[pairs / 2] * horizonHours;
    }
  }
}
