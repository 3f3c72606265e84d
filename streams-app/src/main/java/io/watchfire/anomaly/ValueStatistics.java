/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.anomaly;

import io.watchfire.codec.ByteReader;
import io.watchfire.codec.ByteWriter;
import java.util.List;

/** The statistics of single rows: what finds spikes, dips and the first moments of a shift. */
final class ValueStatistics {
  private static final int YOUNG = 60;
  private static final double CLIP = 8;

  /** Beyond so many spreads, further is no lesson. */
  private static final double FAR = 20;

  private final Level level = new Level();
  private final Forecast forecast = new Forecast();
  private final Statistic error = Statistic.ofValues("value after the last few");
  private final Statistic distance = Statistic.ofDistances("distance from the level");
  private final Statistic three = Statistic.ofValues("last three values");
  private final Statistic jump = Statistic.ofValues("jump from the last value");
  private final List<Statistic> all = List.of(error, distance, three, jump);
  private double beforeLast;
  private double last;
  private double expected;

  void next(double value, double seen, boolean learn) {
    all.forEach(Statistic::forget);
    double unit = level.spread();
    double z = (value - level.mean()) / unit;
    double predicted = level.count() > 30 ? forecast.predict(level.mean(), unit) : 0;
    expected = level.mean() + predicted * unit;
    if (level.count() > YOUNG) {
      judge(value, z, z - predicted, seen, learn);
    }
    if (learn && level.count() > 30) {
      forecast.learn(Math.clamp(z, -FAR, FAR) - predicted);
    }
    beforeLast = last;
    last = Math.clamp(z, -CLIP, CLIP);
    forecast.push(value);
    if (learn) {
      level.learn(value);
    }
  }

  private void judge(double value, double z, double off, double seen, boolean learn) {
    error.next(Math.abs(off) / errorSpread(), seen, learn);
    distance.next(Math.abs(z), seen, learn);
    double mean = (Math.clamp(z, -CLIP, CLIP) + last + beforeLast) / 3;
    three.next(Math.abs(mean), seen, learn);
    jump.next(Math.abs(value - forecast.last()), seen, learn);
  }

  /** The size of the forecast's errors in spreads, no finer than the series' own grain. */
  private double errorSpread() {
    return Math.max(forecast.spread(), level.grain() / level.spread());
  }

  /** Forgets the last few values. */
  void gap() {
    forecast.restart(level.mean());
    last = 0;
    beforeLast = 0;
  }

  List<Statistic> all() {
    return all;
  }

  /** What the value just judged should have been. */
  double expected() {
    return expected;
  }

  /** How far the value just judged may be from the expected one, for that surprise. */
  double width(double surprise, double seen) {
    double byError = error.valueOf(surprise, seen) * errorSpread() * level.spread();
    double byDistance = distance.valueOf(surprise, seen) * level.spread();
    return Double.isNaN(byError) ? byDistance : Math.min(byError, byDistance);
  }

  void write(ByteWriter out) {
    level.write(out);
    forecast.write(out);
    all.forEach(s -> s.write(out));
    Bits.write(out, beforeLast, last, expected);
  }

  void read(ByteReader in) {
    level.read(in);
    forecast.read(in);
    all.forEach(s -> s.read(in));
    beforeLast = Bits.read(in);
    last = Bits.read(in);
    expected = Bits.read(in);
  }
}
