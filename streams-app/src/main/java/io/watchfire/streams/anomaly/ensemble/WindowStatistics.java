/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.ensemble;

import io.watchfire.streams.anomaly.detector.Bits;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.util.List;

/** The statistics of windows of half an hour to half a day: level, spread and range. */
final class WindowStatistics {
  private static final int RING = 144;
  private static final double LONG = 20_000;
  private static final double SLOW = 2_000;
  private static final double CLIP = 8;

  /** Farther than so many spreads is no lesson for the seasons: it would take them weeks. */
  private static final double ABSURD = 100;

  /** After so many values mean and spread are worth something. */
  private static final int KNOWN = 20;

  /** After so many values all time is worth something. */
  private static final int OLD = 40;

  /** What the range of all values shrinks by with each: a record does not stand for ever. */
  private static final double NARROWING = 3.6e-5;

  private static final double LEAST_RANGE = 1e-6;

  private final Statistic above;
  private final Statistic below;
  private final Statistic range;
  private final Statistic shift;
  private final Statistic halfDays;
  private final Statistic wide;
  private final Statistic still;
  private final List<Statistic> all;
  private final float[] ring = new float[RING];
  private long rows;
  private double always;
  private double mean;
  private double variance;
  private double lowest;
  private double highest;

  WindowStatistics(Weights weights) {
    above = new Statistic(StatisticType.ABOVE, weights);
    below = new Statistic(StatisticType.BELOW, weights);
    range = new Statistic(StatisticType.RANGE, weights);
    shift = new Statistic(StatisticType.SHIFT, weights);
    halfDays = new Statistic(StatisticType.HALF_DAYS, weights);
    wide = new Statistic(StatisticType.WIDE, weights);
    still = new Statistic(StatisticType.STILL, weights);
    all = List.of(above, below, range, shift, halfDays, wide, still);
  }

  /**
   * Judges a window, then remembers it.
   *
   * @param learn whether it may change what is normal; without, it is only held against the level
   *     and range of all time, and what follows is not compared with it
   */
  void next(double raw, boolean learn) {
    double value = clipped(raw, CLIP);
    double tame = tame(raw);
    if (rows >= OLD) {
      above.next(told(value - always), learn);
      below.next(told(always - value), learn);
      range.next(told(Math.max(tame - highest, lowest - tame)) / width(), learn);
    }
    if (learn) {
      learn(value, tame);
    }
  }

  private void learn(double value, double tame) {
    double delta = value - mean;
    ring[(int) (rows++ % RING)] = (float) value;
    if (rows >= 48) {
      windows();
    }
    double share = Math.max(1 / SLOW, 1.0 / rows);
    mean += share * delta;
    variance = (1 - share) * (variance + share * delta * delta);
    always += (value - always) * Math.max(1 / LONG, 1.0 / rows);
    widen(tame);
  }

  /** A difference, or 0 if it is none but of rounding. */
  private double told(double difference) {
    return Rounding.told(difference, mean);
  }

  private double width() {
    return Math.max(highest - lowest, LEAST_RANGE);
  }

  private void widen(double raw) {
    if (rows == 1) {
      highest = raw;
      lowest = raw;
    }
    highest = Math.max(highest, raw);
    lowest = Math.min(lowest, raw);
    double less = NARROWING * (highest - lowest);
    highest -= less;
    lowest += less;
  }

  /**
   * How far the series moves within so many windows: as it did lately, and no less than a random
   * walk that strays as the series does in all.
   */
  double movement(double windows) {
    double part = Math.min(1, windows / RING);
    double walk = Math.sqrt(2 * variance * part);
    int seen = (int) Math.min(rows, RING);
    int lag = (int) Math.ceil(windows);
    if (2 * lag > seen) {
      return Math.max(walk, seen == 0 ? 0 : Math.sqrt(2 * variance));
    }
    double squares = 0;
    for (int age = 0; age < seen - lag; age++) {
      double moved = aged(age) - aged(age + lag);
      squares += moved * moved;
    }
    return Math.max(walk, Math.sqrt(squares / (seen - lag)));
  }

  private double aged(int age) {
    return ring[(int) ((rows - 1 - age + 2L * RING) % RING)];
  }

  private double spread() {
    return Math.max(Math.sqrt(variance), 1e-4 * Math.abs(mean) + 1e-9);
  }

  /** A value no farther from the mean than so many spreads. */
  private double clipped(double value, double spreads) {
    double limit = spreads * spread();
    return rows > KNOWN ? Math.clamp(value, mean - limit, mean + limit) : value;
  }

  /** The value, or the farthest that is not absurd. */
  double tame(double value) {
    return clipped(value, ABSURD);
  }

  private void windows() {
    double sum6 = sum(0, 6);
    double rest48 = sum(6, 48);
    double least = 1e-3 * Math.abs(mean) + 1e-6;
    double spread48 = spread(48, (sum6 + rest48) / 48);
    wide.next(told(spread48), true);
    if (rows >= 96) {
      double sum96 = sum6 + rest48 + sum(48, 96);
      still.next(1 / Math.max(spread(96, sum96 / 96), least), true);
      if (rows >= 102) {
        double before = (sum96 - sum6 + sum(96, 102)) / 96;
        shift.next(told(Math.abs(sum6 / 6 - before)), true);
      }
    }
    if (rows >= RING) {
      double now = Math.abs(sum(0, 72) / 72) + 1e-3;
      double before = Math.abs(sum(72, 144) / 72) + 1e-3;
      halfDays.next(Math.abs(Math.log(now / before)), true);
    }
  }

  /** The sum of the values of those ages, the newest being 0. */
  private double sum(int from, int to) {
    double sum = 0;
    int at = (int) ((rows - 1 - from + 2L * RING) % RING);
    for (int i = from; i < to; i++) {
      sum += ring[at];
      at = at == 0 ? RING - 1 : at - 1;
    }
    return sum;
  }

  private double spread(int length, double around) {
    double squares = 0;
    int at = (int) ((rows - 1) % RING);
    for (int i = 0; i < length; i++) {
      double off = ring[at] - around;
      squares += off * off;
      at = at == 0 ? RING - 1 : at - 1;
    }
    return Math.sqrt(squares / length);
  }

  long rows() {
    return rows;
  }

  List<Statistic> all() {
    return all;
  }

  void write(ByteWriter out) {
    all.forEach(s -> s.write(out));
    Bits.write(out, ring);
    out.varint(rows);
    Bits.write(out, always, mean, variance, lowest, highest);
  }

  void read(ByteReader in) {
    all.forEach(s -> s.read(in));
    Bits.read(in, ring);
    rows = in.varint();
    always = Bits.read(in);
    mean = Bits.read(in);
    variance = Bits.read(in);
    lowest = Bits.read(in);
    highest = Bits.read(in);
  }
}
