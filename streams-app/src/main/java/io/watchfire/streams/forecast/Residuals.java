/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.util.Arrays;

/**
 * How wrong forecasts of this very series were. A forecast is kept until its horizon is there, then
 * its error joins those of its kind. The quantiles of those errors make the next interval (split
 * conformal prediction, one calibration set per kind: V. Vovk et al., "Algorithmic Learning in a
 * Random World", 2005).
 */
final class Residuals {
  /** What a forecast says. */
  enum Kind {
    /** There is no trend. */
    CALM,
    /** There is a trend towards the limit. */
    CLAIM,
    /** There is no trend, but of late it rises: perhaps one begins. */
    RISING
  }

  private static final int PENDING = 12;
  private static final int KEPT = 84;
  private static final int CUT = 4;
  private static final double[] PRIOR = {-3.5, -1.3, -0.7, -0.3, 0, 0.3, 0.7, 1.3, 3.5};
  private static final double[] PRIOR_OF_CLAIMS = {
    -2.6, -1.6, -1.1, -.8, -.6, -.45, -.3, -.2, -.1, 0, .1, .2, .3, .45, .6, .8, 1.1, 1.6, 2.6
  };

  private final long strideMillis;
  private final long[] dueMillis = new long[PENDING];
  private final double[] point = new double[PENDING];
  private final double[] scale = new double[PENDING];
  private final Kind[] kind = new Kind[PENDING];
  private final boolean[] cut = new boolean[PENDING];
  private final Errors calm = new Errors(KEPT, true, 1.2, PRIOR);
  private final Errors claims = new Errors(KEPT, false, 2, PRIOR_OF_CLAIMS);
  private final Errors rising = new Errors(KEPT / 2, true, 1.2, PRIOR);
  private long lastKept = Long.MIN_VALUE;

  Residuals(long horizonMillis) {
    strideMillis = Math.max(1, horizonMillis / PENDING);
    Arrays.fill(dueMillis, Long.MAX_VALUE);
    Arrays.fill(kind, Kind.CALM);
  }

  /** The errors of the forecasts of a kind. */
  Errors of(Kind which) {
    return switch (which) {
      case CALM -> calm;
      case CLAIM -> claims;
      case RISING -> rising;
    };
  }

  /** Compares what is due with the level that came; NaN if nothing came, which teaches nothing. */
  void settle(long timeMillis, double level) {
    for (int i = 0; i < PENDING; i++) {
      if (dueMillis[i] <= timeMillis) {
        if (!Double.isNaN(level) && timeMillis - dueMillis[i] <= strideMillis) {
          of(kind[i]).add(level - point[i], scale[i], cut[i]);
        }
        dueMillis[i] = Long.MAX_VALUE;
      }
    }
  }

  /** Keeps a forecast until it is due, if the last one that was kept is old enough. */
  void keep(long timeMillis, long forecastDueMillis, Kind says, double forecast, double width) {
    long slot = Math.floorDiv(timeMillis, strideMillis);
    if (slot == lastKept) {
      return;
    }
    lastKept = slot;
    int i = (int) Math.floorMod(slot, (long) PENDING);
    dueMillis[i] = forecastDueMillis;
    point[i] = forecast;
    scale[i] = width;
    kind[i] = says;
    cut[i] = false;
  }

  /** Forgets the trends that were claimed and not yet judged: the level shifted away from them. */
  void forgetClaims() {
    for (int i = 0; i < PENDING; i++) {
      if (kind[i] == Kind.CLAIM) {
        dueMillis[i] = Long.MAX_VALUE;
      }
    }
  }

  /**
   * Notes that a reset came before what waits to be judged is due. That is an error of the
   * interval; whether a trend can be trusted is another matter.
   */
  void cut() {
    Arrays.fill(cut, true);
  }

  void write(ByteWriter out) {
    out.fixed64(lastKept);
    for (int i = 0; i < PENDING; i++) {
      out.fixed64(dueMillis[i]);
      if (dueMillis[i] != Long.MAX_VALUE) {
        out.float64(point[i]).float64(scale[i]).u8(codeOf(kind[i]) | (cut[i] ? CUT : 0));
      }
    }
    for (Kind each : Kind.values()) {
      of(each).write(out);
    }
  }

  static Residuals read(ByteReader in, long horizonMillis) {
    Residuals residuals = new Residuals(horizonMillis);
    residuals.readPending(in);
    for (Kind each : Kind.values()) {
      residuals.of(each).read(in);
    }
    return residuals;
  }

  /** Reads the first format, which had errors in widths only: they are left behind. */
  static Residuals readFirst(ByteReader in, long horizonMillis) {
    Residuals residuals = new Residuals(horizonMillis);
    residuals.readPending(in);
    for (int k = 0; k < 2; k++) {
      long errors = Math.clamp(in.varint(), 0L, KEPT);
      for (long i = 0; i < errors; i++) {
        in.float64();
      }
    }
    return residuals;
  }

  private void readPending(ByteReader in) {
    lastKept = in.fixed64();
    for (int i = 0; i < PENDING; i++) {
      dueMillis[i] = in.fixed64();
      if (dueMillis[i] != Long.MAX_VALUE) {
        point[i] = in.float64();
        scale[i] = in.float64();
        int code = in.u8();
        kind[i] = kindOf(code & ~CUT);
        cut[i] = (code & CUT) != 0;
      }
    }
  }

  private static int codeOf(Kind of) {
    return switch (of) {
      case CALM -> 0;
      case CLAIM -> 1;
      case RISING -> 2;
    };
  }

  private static Kind kindOf(int code) {
    return switch (code) {
      case 0 -> Kind.CALM;
      case 1 -> Kind.CLAIM;
      default -> Kind.RISING;
    };
  }
}
