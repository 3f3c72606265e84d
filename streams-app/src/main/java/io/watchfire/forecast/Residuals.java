/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.forecast;

import io.watchfire.codec.ByteReader;
import io.watchfire.codec.ByteWriter;
import java.util.Arrays;

/**
 * How wrong forecasts of this very series were. A forecast is kept until its horizon is there, then
 * its error, in units of the width that it was given, joins those of its kind: of forecasts that
 * claimed a trend, or that claimed none. The quantiles of those errors make the next interval
 * (conformal prediction, one calibration set per kind). Until there are enough, errors that series
 * in general show stand in.
 */
final class Residuals {
  private static final int PENDING = 12;
  private static final int KEPT = 84;

  /** Errors to expect while a series has none of its own: of no claim, of a claim; ascending. */
  private static final double[][] PRIOR = {
    {-3.5, -1.3, -0.7, -0.3, 0, 0.3, 0.7, 1.3, 3.5},
    {-2.6, -1.6, -1.1, -.8, -.6, -.45, -.3, -.2, -.1, 0, .1, .2, .3, .45, .6, .8, 1.1, 1.6, 2.6},
  };

  private final long stride;
  private final long[] due = new long[PENDING];
  private final double[] point = new double[PENDING];
  private final double[] scale = new double[PENDING];
  private final int[] kind = new int[PENDING];
  private final double[][] errors = {new double[KEPT], new double[KEPT]};
  private final int[] seen = new int[2];
  private long lastKept = Long.MIN_VALUE;

  Residuals(long horizonMillis) {
    stride = Math.max(1, horizonMillis / PENDING);
    Arrays.fill(due, Long.MAX_VALUE);
  }

  /** Compares what is due with the level that came; NaN if nothing came, which teaches nothing. */
  void settle(long time, double level) {
    for (int i = 0; i < PENDING; i++) {
      if (due[i] <= time) {
        if (!Double.isNaN(level) && time - due[i] <= stride) {
          int k = kind[i];
          errors[k][seen[k] % KEPT] = (level - point[i]) / scale[i];
          // Stays below twice the capacity, so that it never overflows.
          seen[k] = seen[k] + 1 == 2 * KEPT ? KEPT : seen[k] + 1;
        }
        due[i] = Long.MAX_VALUE;
      }
    }
  }

  /** Keeps a forecast until it is due, if the last one that was kept is old enough. */
  void keep(long time, long dueTime, boolean claims, double forecast, double width) {
    long slot = Math.floorDiv(time, stride);
    if (slot == lastKept) {
      return;
    }
    lastKept = slot;
    int i = (int) Math.floorMod(slot, (long) PENDING);
    due[i] = dueTime;
    point[i] = forecast;
    scale[i] = width;
    kind[i] = claims ? 1 : 0;
  }

  /** Forgets the trends that were claimed and not yet judged: the series jumped away from them. */
  void forgetClaims() {
    for (int i = 0; i < PENDING; i++) {
      if (kind[i] == 1) {
        due[i] = Long.MAX_VALUE;
      }
    }
  }

  /** The error that a share of the forecasts of that kind stays below, in widths. */
  double quantile(boolean claims, double share) {
    int k = claims ? 1 : 0;
    double[] prior = PRIOR[k];
    int own = Math.min(seen[k], KEPT);
    double[] all = Arrays.copyOf(prior, prior.length + own);
    System.arraycopy(errors[k], 0, all, prior.length, own);
    Arrays.sort(all);
    double rank = Math.clamp(share * (all.length + 1) - 1, 0, all.length - 1);
    int below = (int) rank;
    int above = Math.min(below + 1, all.length - 1);
    return all[below] + (rank - below) * (all[above] - all[below]);
  }

  void write(ByteWriter out) {
    out.fixed64(lastKept);
    for (int i = 0; i < PENDING; i++) {
      out.fixed64(due[i]);
      if (due[i] != Long.MAX_VALUE) {
        put(out, point[i]);
        put(out, scale[i]);
        out.u8(kind[i]);
      }
    }
    for (int k = 0; k < 2; k++) {
      out.varint(seen[k]);
      for (int i = 0; i < Math.min(seen[k], KEPT); i++) {
        put(out, errors[k][i]);
      }
    }
  }

  static Residuals read(ByteReader in, long horizonMillis) {
    Residuals residuals = new Residuals(horizonMillis);
    residuals.lastKept = in.fixed64();
    for (int i = 0; i < PENDING; i++) {
      residuals.due[i] = in.fixed64();
      if (residuals.due[i] != Long.MAX_VALUE) {
        residuals.point[i] = get(in);
        residuals.scale[i] = get(in);
        residuals.kind[i] = in.u8() & 1;
      }
    }
    for (int k = 0; k < 2; k++) {
      residuals.seen[k] = (int) Math.clamp(in.varint(), 0L, 2L * KEPT - 1);
      for (int i = 0; i < Math.min(residuals.seen[k], KEPT); i++) {
        residuals.errors[k][i] = get(in);
      }
    }
    return residuals;
  }

  private static void put(ByteWriter out, double value) {
    out.float64(value);
  }

  private static double get(ByteReader in) {
    return in.float64();
  }
}
