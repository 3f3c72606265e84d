/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.engine;

import io.watchfire.alerting.Evidence;
import io.watchfire.codec.ByteReader;
import io.watchfire.codec.ByteWriter;
import java.util.Map;

/** What judges the numbers of one group: a detector of anomalies, or a forecast. */
sealed interface Judge permits AnomalyJudge, ForecastJudge {
  /** What an operator may tell it. */
  enum Command {
    /** Judge, but do not learn. */
    FREEZE,
    /** Learn again. */
    THAW,
    /** Begin anew. */
    FORGET
  }

  /**
   * Judges a number; the same numbers give the same answers.
   *
   * @param time end of the bucket in milliseconds since the epoch, later than the last one
   * @param value NaN where there is none
   */
  Evidence judge(long time, double value);

  /** Does as told. */
  void obey(Command command);

  /** What was last found, in words that begin an alert. */
  String summary(boolean over);

  /** What was last found, in sentences. */
  String description();

  /** What was last found, in numbers. */
  Map<String, Double> numbers();

  /** On which side of what was expected that is: -1 below, 1 above, 0 where there is none. */
  default int side() {
    return 0;
  }

  /** Whether too little was seen to judge. */
  boolean learning();

  /** Writes the state. */
  void write(ByteWriter out);

  /** Takes up what {@link #write} wrote. */
  void read(ByteReader in);
}
