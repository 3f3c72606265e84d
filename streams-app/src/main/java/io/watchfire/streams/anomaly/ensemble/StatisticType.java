/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.ensemble;

/**
 * The statistics of the default detector as data: what each is called and how much of its surprisal
 * counts by default. The weights were found by search; docs/anomalies.md says on what, and what
 * they are worth on what they were not searched on.
 */
public enum StatisticType {
  /** How far a value is from the forecast by the last eight, in sizes of the forecast's errors. */
  ERROR(Kind.DISTANCE, "value after the last few", 0.65),
  /** How far a value is from the level of the last 300, in spreads. */
  DISTANCE(Kind.DISTANCE, "distance from the level", 0.76),
  /** How far the mean of the last three values is from the level. */
  THREE(Kind.DISTANCE, "last three values", 0.85),
  /** The difference from the value before. */
  JUMP(Kind.VALUE, "jump from the last value", 0.72),
  /** How far a value is from the level of the last 60. */
  FAST(Kind.VALUE, "distance from the last 60 values", 0.76),
  /** How far a value is from the level of the last 2,000. */
  SLOW(Kind.VALUE, "distance from the last 2,000 values", 0.85),
  /** How far a window is above the mean of all time. */
  ABOVE(Kind.WINDOW, "height above all before", 0.42),
  /** How far a window is below the mean of all time. */
  BELOW(Kind.WINDOW, "depth below all before", 0.67),
  /** How far a window is outside the range of all time. */
  RANGE(Kind.WINDOW, "distance beyond the range of before", 0.81),
  /** Half an hour against the eight hours before. */
  SHIFT(Kind.WINDOW, "level over half an hour", 0.22),
  /** Six hours against the six before, as a ratio. */
  HALF_DAYS(Kind.WINDOW, "level over hours", 0.77),
  /** The spread of four hours. */
  WIDE(Kind.WINDOW, "spread over hours", 0.72),
  /** How little eight hours stray. */
  STILL(Kind.WINDOW, "calm over half a day", 0.65),
  /** Off the profile of the day, over some windows. */
  DAY_SHORT(Kind.WINDOW, "time of day", 0.36),
  /** Off the profile of the day, over an hour. */
  DAY_LONG(Kind.WINDOW, "hours at this time of day", 0.49),
  /** Off the profile of the day as a ratio. */
  DAY_RATIO(Kind.WINDOW, "ratio to this time of day", 0.28),
  /** Off the profile of the week, over 24 windows. */
  WEEK(Kind.WINDOW, "day of the week", 0.85);

  /** How a statistic is judged. */
  enum Kind {
    /**
     * A distance in spreads, row by row. It means much the same in every series: while few values
     * were seen it is judged by the {@link StudentPrior}.
     */
    DISTANCE,
    /** A statistic of single values, row by row, which only its own past can judge. */
    VALUE,
    /** A statistic of windows, which fades until it is renewed. */
    WINDOW
  }

  private final Kind kind;
  private final String words;
  private final double weight;

  StatisticType(Kind kind, String words, double weight) {
    this.kind = kind;
    this.words = words;
    this.weight = weight;
  }

  Kind kind() {
    return kind;
  }

  /** What it is called, in words that complete "because of its ...". */
  public String words() {
    return words;
  }

  double weight() {
    return weight;
  }
}
