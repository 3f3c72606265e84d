/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

import java.util.Random;

/** Kinds of series as services have them; each gives the ordinary value and noise of a moment. */
enum Family {
  /** Requests per minute: a daily and weekly season, relative noise that lingers. */
  REQUESTS {
    @Override
    double next(MadeSignal s) {
      return s.level() * s.season() * Math.exp(0.05 * s.lingering(0.6));
    }
  },
  /** A request rate of sharp mornings and evenings, with noise that grows at night. */
  SALES {
    @Override
    double next(MadeSignal s) {
      double season = Math.pow(s.season(), 2);
      return s.level() * season * Math.exp(0.06 / Math.sqrt(season + 0.1) * s.lingering(0.3));
    }
  },
  /** Latency: skewed, lingering, a little higher at noon. */
  LATENCY {
    @Override
    double next(MadeSignal s) {
      return s.level()
          * Math.pow(s.season(), 0.2)
          * Math.exp(0.15 * s.lingering(0.5) + 0.05 * s.skewed());
    }
  },
  /** A gauge that wanders, such as CPU. */
  GAUGE {
    @Override
    double next(MadeSignal s) {
      return s.level() * (1 + 0.1 * s.lingering(0.97) + 0.02 * s.normal());
    }
  },
  /** White noise. */
  WHITE {
    @Override
    double next(MadeSignal s) {
      return s.level() * (1 + 0.1 * s.normal());
    }
  },
  /** Noise with heavy tails (Student's t with three degrees of freedom). */
  HEAVY {
    @Override
    double next(MadeSignal s) {
      return s.level() * (1 + 0.05 * s.student3());
    }
  },
  /** Errors, nearly always none. */
  SPARSE {
    @Override
    double next(MadeSignal s) {
      return s.poisson(0.08 * s.season());
    }
  },
  /** Small counts with a season. */
  COUNTS {
    @Override
    double next(MadeSignal s) {
      return s.poisson(4 * s.season());
    }
  },
  /** Few distinct values, as of a pool of connections. */
  QUANTISED {
    @Override
    double next(MadeSignal s) {
      return Math.round(8 + 2 * s.lingering(0.8) + 0.5 * s.normal());
    }
  },
  /** A job at two every night and a longer one on Sundays, over little noise. */
  BATCH {
    @Override
    double next(MadeSignal s) {
      double job = s.minuteOfDay() >= 120 && s.minuteOfDay() < 150 ? 3 : 0;
      double weekly = s.dayOfWeek() == 7 && s.minuteOfDay() >= 300 && s.minuteOfDay() < 420 ? 4 : 0;
      return s.level() * (1 + Math.max(job, weekly) + 0.08 * s.lingering(0.4));
    }
  },
  /** What fills and is emptied, such as a disk: a saw of days over noise. */
  SAW {
    @Override
    double next(MadeSignal s) {
      return s.level() * (1 + s.rows() % 4000 / 4000.0 + 0.01 * s.normal());
    }
  },
  /** Grows by a few per cent a day. */
  DRIFT {
    @Override
    double next(MadeSignal s) {
      return s.level() * (1 + 0.03 * s.days()) * s.season() * (1 + 0.05 * s.lingering(0.5));
    }
  };

  /** The ordinary value of the signal's present row. */
  abstract double next(MadeSignal s);

  /** A generator of this family's own. */
  Random random(long seed) {
    return new Random(seed * 1_000_003 + name().hashCode());
  }
}
