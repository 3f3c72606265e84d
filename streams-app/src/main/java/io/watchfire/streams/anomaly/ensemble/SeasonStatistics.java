/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.ensemble;

import io.watchfire.streams.anomaly.detector.Bits;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.util.List;

/** How far a series is from what it usually is at that time of the day or week. */
final class SeasonStatistics {
  private static final long QUARTER_MILLIS = 900_000;
  private static final long HOUR_MILLIS = 3_600_000;
  private static final long DAY_MILLIS = 24 * HOUR_MILLIS;
  private static final long WEEK_MILLIS = 7 * DAY_MILLIS;

  private final Profile day = new Profile(DAY_MILLIS, QUARTER_MILLIS, 0.1);
  private final Profile week = new Profile(WEEK_MILLIS, HOUR_MILLIS, 0.45);
  private final Statistic dayShort;
  private final Statistic dayLong;
  private final Statistic dayRatio;
  private final Statistic weekly;
  private final List<Statistic> all;
  private double dayOff4;
  private double dayOff12;
  private double dayRatioOff;
  private double weekOff24;
  private boolean apart;

  SeasonStatistics(Weights weights) {
    dayShort = new Statistic(StatisticType.DAY_SHORT, weights);
    dayLong = new Statistic(StatisticType.DAY_LONG, weights);
    dayRatio = new Statistic(StatisticType.DAY_RATIO, weights);
    weekly = new Statistic(StatisticType.WEEK, weights);
    all = List.of(dayShort, dayLong, dayRatio, weekly);
  }

  void next(long localMillis, double value, double stepMillis, long rows, boolean learn) {
    if (learn && apart) {
      begin();
    }
    apart = !learn;
    double seenMillis = rows * stepMillis;
    double usual = day.at(localMillis);
    if (!Double.isNaN(usual)) {
      dayOff4 += (value - usual - dayOff4) / 4;
      dayOff12 += (value - usual - dayOff12) / 12;
      dayRatioOff += (logarithm(value) - logarithm(usual) - dayRatioOff) / 6;
      if (seenMillis > 2.5 * DAY_MILLIS) {
        dayShort.next(Rounding.told(Math.abs(dayOff4), usual), learn);
        dayLong.next(Rounding.told(Math.abs(dayOff12), usual), learn);
        dayRatio.next(Rounding.told(Math.abs(dayRatioOff), 1), learn);
      }
    }
    weekly(week.at(localMillis), value, seenMillis, learn);
    if (learn) {
      day.learn(localMillis, value, stepMillis);
      week.learn(localMillis, value, stepMillis);
    }
  }

  /** What was not learnt is not held against what follows. */
  private void begin() {
    dayOff4 = 0;
    dayOff12 = 0;
    dayRatioOff = 0;
    weekOff24 = 0;
  }

  private void weekly(double usual, double value, double seenMillis, boolean learn) {
    if (Double.isNaN(usual)) {
      return;
    }
    weekOff24 += (value - usual - weekOff24) / 24;
    if (seenMillis > WEEK_MILLIS + DAY_MILLIS) {
      weekly.next(Rounding.told(Math.abs(weekOff24), usual), learn);
    }
  }

  /** How far the series usually moves from one local time to another; 0 if unknown. */
  double movement(long fromLocalMillis, long toLocalMillis) {
    double daily = Math.abs(day.at(toLocalMillis) - day.at(fromLocalMillis));
    double ofWeek = Math.abs(week.at(toLocalMillis) - week.at(fromLocalMillis));
    return Math.max(Double.isNaN(daily) ? 0 : daily, Double.isNaN(ofWeek) ? 0 : ofWeek);
  }

  private static double logarithm(double value) {
    return Math.signum(value) * Math.log1p(10 * Math.abs(value));
  }

  List<Statistic> all() {
    return all;
  }

  void write(ByteWriter out) {
    day.write(out);
    week.write(out);
    all.forEach(s -> s.write(out));
    Bits.write(out, dayOff4, dayOff12, dayRatioOff, weekOff24);
    out.u8(apart ? 1 : 0);
  }

  void read(ByteReader in) {
    day.read(in);
    week.read(in);
    all.forEach(s -> s.read(in));
    dayOff4 = Bits.read(in);
    dayOff12 = Bits.read(in);
    dayRatioOff = Bits.read(in);
    weekOff24 = Bits.read(in);
    apart = in.u8() == 1;
  }
}
