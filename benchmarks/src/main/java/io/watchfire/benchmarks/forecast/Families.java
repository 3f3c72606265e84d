/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.forecast;

import io.watchfire.streams.forecast.ForecastSettings;
import io.watchfire.streams.forecast.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The synthetic series: eight families of the research report, and the project's own.
 *
 * <p>Longer than 300 lines, since it is one list, of a formula for each family.
 */
final class Families {
  private static final double LIMIT = 90;
  private static final double CALM = 87;
  private static final int DAYS = 10;

  private final long step;
  private final int judged;
  private final int size;
  private final ForecastSettings settings;

  private Families(ForecastSettings settings, long step, int judged) {
    this.settings = settings;
    this.step = step;
    this.judged = judged;
    this.size = judged + (int) (settings.horizon().toMillis() * 3 / 2 / step);
  }

  /** Ten days at five minutes, a day ahead. */
  static Families slow(Side side, double limit) {
    long step = Duration.ofMinutes(5).toMillis();
    return new Families(
        ForecastSettings.dayAhead(limit, side),
        step,
        (int) (Duration.ofDays(DAYS).toMillis() / step));
  }

  /** The eight families of the research report. */
  static List<Gauge> reported(long seed, int each) {
    return make(
        seed,
        each,
        List.of(
            "flat",
            "sawtooth",
            "burst",
            "slow leak",
            "daily",
            "leak",
            "leak+sawtooth",
            "accelerating"));
  }

  /** The project's own families. */
  static List<Gauge> own(long seed, int each) {
    return make(
        seed,
        each,
        List.of(
            "weekly",
            "long sawtooth",
            "resize",
            "random walk",
            "steps",
            "certificate",
            "lag",
            "leak+restarts",
            "quantised leak",
            "leak+daily",
            "leak+bursts",
            "gaps"));
  }

  private static List<Gauge> make(long seed, int each, List<String> families) {
    List<Gauge> gauges = new ArrayList<>();
    for (String family : families) {
      for (int i = 0; i < each; i++) {
        Random random = new Random(seed * 1_000_003 + family.hashCode() * 31L + i);
        Families of = family.equals("certificate") ? slow(Side.BELOW, 7) : slow(Side.ABOVE, LIMIT);
        gauges.add(of.gauge(family, random));
      }
    }
    return gauges;
  }

  private Gauge gauge(String family, Random r) {
    double[] values =
        switch (family) {
          case "flat" -> noise(line(uniform(r, 20, 82), 0), r);
          case "sawtooth" -> noise(sawtooth(r, uniform(r, 20, 50), uniform(r, 5, 33), 2, 30), r);
          case "long sawtooth" ->
              noise(sawtooth(r, uniform(r, 20, 40), uniform(r, 15, 45), 30, 72), r);
          case "burst" -> noise(bursts(r, line(uniform(r, 20, 60), 0)), r);
          case "slow leak" -> noise(line(uniform(r, 20, 60), uniform(r, .3, 2)), r);
          case "daily" -> noise(daily(r, line(uniform(r, 40, 62), 0), 5, 20), r);
          case "weekly" -> noise(weekly(r), r);
          case "leak" -> noise(leak(r), r);
          case "leak+sawtooth" -> noise(plus(leak(r), sawtooth(r, 0, uniform(r, 3, 10), 3, 12)), r);
          case "leak+daily" -> noise(daily(r, leak(r), 3, 8), r);
          case "leak+bursts" -> noise(bursts(r, leak(r)), r);
          case "accelerating" -> noise(accelerating(r), r);
          case "resize" -> noise(leakAndResize(r, uniform(r, 0.3, 0.7)), r);
          case "random walk" -> walk(r);
          case "steps" -> noise(steps(r), r);
          case "certificate" -> certificate(r);
          case "lag" -> lag(r);
          case "leak+restarts" -> noise(restarts(r), r);
          case "quantised leak" -> quantised(noise(leak(r), r), uniform(r, .5, 3));
          case "gaps" -> gaps(r, noise(leak(r), r));
          default -> throw new IllegalArgumentException("family: " + family);
        };
    return new Gauge(family, settings, step, values, judged);
  }

  private double[] line(double level, double perDay) {
    double[] y = new double[size];
    for (int i = 0; i < size; i++) {
      y[i] = level + perDay * days(i);
    }
    return y;
  }

  private double[] leak(Random r) {
    double level = uniform(r, 25, 60);
    double begins = uniform(r, 1, 6);
    double lasts = uniform(r, 0.75, 4);
    double[] y = new double[size];
    for (int i = 0; i < size; i++) {
      y[i] = level + Math.max(0, days(i) - begins) * (LIMIT - level) / lasts;
    }
    return y;
  }

  private double[] accelerating(Random r) {
    double level = uniform(r, 20, 50);
    double crosses = uniform(r, 4, 9.5);
    double power = uniform(r, 2, 4);
    double[] y = new double[size];
    for (int i = 0; i < size; i++) {
      y[i] = level + (LIMIT - level) * Math.pow(days(i) / crosses, power);
    }
    return y;
  }

  private double[] sawtooth(Random r, double base, double height, double least, double most) {
    double period = uniform(r, least, most) / 24;
    double phase = uniform(r, 0, 1);
    double[] y = new double[size];
    for (int i = 0; i < size; i++) {
      double turn = days(i) / period + phase;
      y[i] = base + height * (turn - Math.floor(turn));
    }
    return y;
  }

  private double[] daily(Random r, double[] y, double least, double most) {
    double height = uniform(r, least, most);
    double phase = uniform(r, 0, 1);
    for (int i = 0; i < size; i++) {
      y[i] += height * Math.sin(2 * Math.PI * (days(i) + phase));
    }
    return y;
  }

  private double[] weekly(Random r) {
    double level = uniform(r, 25, 40);
    double rise = uniform(r, 10, 25);
    double height = uniform(r, 3, 15);
    double phase = uniform(r, 0, 7);
    double[] y = new double[size];
    for (int i = 0; i < size; i++) {
      double day = (days(i) + phase) % 7;
      double work = day < 5 ? Math.min(1, Math.min(day, 5 - day) * 3) : 0;
      y[i] = level + work * (rise + height * (1 - Math.cos(2 * Math.PI * day)) / 2);
    }
    return y;
  }

  private double[] bursts(Random r, double[] y) {
    int bursts = 3 + r.nextInt(4);
    for (int b = 0; b < bursts; b++) {
      double from = uniform(r, 0, DAYS);
      double rises = uniform(r, 0.5, 3) / 24;
      double stays = uniform(r, 0.5, 4) / 24;
      double height = uniform(r, 8, 27);
      for (int i = 0; i < size; i++) {
        double at = days(i) - from;
        if (at > 0 && at < rises + stays) {
          y[i] = Math.max(y[i], Math.min(CALM, y[i] + height * Math.min(1, at / rises)));
        }
      }
    }
    return y;
  }

  /** A leak that somebody ends by doubling the disk before it is full; often it goes on slowly. */
  private double[] leakAndResize(Random r, double factor) {
    double level = uniform(r, 30, 60);
    double perDay = uniform(r, 1, 8);
    double until = uniform(r, 70, 85);
    double[] y = new double[size];
    double now = level;
    for (int i = 0; i < size; i++) {
      if (now > until) {
        now *= factor;
      }
      y[i] = now;
      now += perDay * days(1);
    }
    return y;
  }

  private double[] walk(Random r) {
    double perStep = uniform(r, 0.05, 0.35);
    double now = uniform(r, 30, 70);
    double[] y = new double[size];
    for (int i = 0; i < size; i++) {
      now += perStep * r.nextGaussian();
      now = now > CALM ? 2 * CALM - now : now < 5 ? 10 - now : now;
      y[i] = now;
    }
    return y;
  }

  private double[] steps(Random r) {
    double now = uniform(r, 20, 70);
    double[] y = new double[size];
    double next = uniform(r, 0.2, 2);
    for (int i = 0; i < size; i++) {
      if (days(i) > next) {
        now = uniform(r, 15, 82);
        next += uniform(r, 0.2, 3);
      }
      y[i] = now;
    }
    return y;
  }

  /** Days left; renewed in time or not. */
  private double[] certificate(Random r) {
    double left = uniform(r, 8, 16);
    boolean renewed = r.nextBoolean();
    double at = uniform(r, 8.5, 10);
    double[] y = new double[size];
    double fresh = 0;
    for (int i = 0; i < size; i++) {
      if (renewed && fresh == 0 && left - days(i) < at) {
        fresh = 90;
      }
      y[i] = left - days(i) + fresh;
    }
    return y;
  }

  /** Consumer lag: mostly near nothing, higher by day, with backlogs that drain or do not. */
  private double[] lag(Random r) {
    double[] y = bursts(r, line(0, 0));
    if (r.nextBoolean()) {
      double begins = uniform(r, 2, 8);
      double lasts = uniform(r, 0.75, 3);
      for (int i = 0; i < size; i++) {
        y[i] += Math.max(0, days(i) - begins) * LIMIT / lasts;
      }
    }
    double height = uniform(r, 1, 8);
    for (int i = 0; i < size; i++) {
      double day = Math.max(0, Math.sin(2 * Math.PI * days(i)));
      y[i] += height * (0.2 + day) * -Math.log(1 - r.nextDouble()) / 2;
    }
    return y;
  }

  private double[] restarts(Random r) {
    double base = uniform(r, 20, 40);
    double perDay = uniform(r, 8, 25);
    double most = Math.min(3, (CALM - 2 - base) / perDay);
    double lastRestart = r.nextBoolean() ? uniform(r, 3, 6) : DAYS * 2;
    double[] y = new double[size];
    double since = 0;
    double next = uniform(r, 0.3, most);
    for (int i = 0; i < size; i++) {
      if (days(i) > next && days(i) < lastRestart) {
        since = days(i);
        next = since + uniform(r, 0.3, most);
      }
      y[i] = base + perDay * (days(i) - since);
    }
    return y;
  }

  private static double[] quantised(double[] y, double unit) {
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.floor(y[i] / unit) * unit;
    }
    return y;
  }

  private double[] gaps(Random r, double[] y) {
    int gaps = 4 + r.nextInt(8);
    for (int g = 0; g < gaps; g++) {
      int from = r.nextInt(size);
      int lasts = (int) (uniform(r, 0.2, 5) / 24 / days(1));
      for (int i = from; i < Math.min(size, from + lasts); i++) {
        y[i] = Double.NaN;
      }
    }
    return y;
  }

  /** Adds white noise and slow noise. */
  private static double[] noise(double[] y, Random r) {
    double fast = uniform(r, 0.05, 0.8);
    double slow = uniform(r, 0.02, 0.5);
    double drift = 0;
    for (int i = 0; i < y.length; i++) {
      drift = 0.97 * drift + slow * 0.24 * r.nextGaussian();
      y[i] += fast * r.nextGaussian() + drift;
    }
    return y;
  }

  private static double[] plus(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] += b[i];
    }
    return a;
  }

  private double days(int i) {
    return (double) i * step / Duration.ofDays(1).toMillis();
  }

  private static double uniform(Random r, double from, double to) {
    return from + (to - from) * r.nextDouble();
  }
}
