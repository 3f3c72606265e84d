/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.engine;

import io.watchfire.streams.alerting.EvaluationResult;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.query.StepBuckets.Closed;
import java.time.Instant;
import java.util.Map;

/** What evaluates the numbers of one group: a detector of anomalies, a forecast, or limits. */
sealed interface Evaluator permits AnomalyEvaluator, ForecastEvaluator, ThresholdEvaluator {
  /** Evaluates a bucket that is later than the last one; the same buckets give the same answers. */
  EvaluationResult evaluate(Closed bucket);

  /** Does as told, from the next number on. */
  void apply(SeriesCommand command);

  /**
   * Whether a number of that time is judged but not learnt. That a freeze ends depends on the
   * numbers' time alone, so that judging them again gives the same state.
   */
  boolean frozen(long time);

  /** What was last found, in words that begin an alert. */
  String summary(boolean over);

  /** What was last found, in sentences. */
  String description();

  /** Since when that is so; as a rule since its alert began. */
  default Instant since(Instant startsAt) {
    return startsAt;
  }

  /** What was last found, in numbers. */
  Map<String, Double> numbers();

  /** On which side of what was expected that is: -1 below, 1 above, 0 where there is none. */
  default int side() {
    return 0;
  }

  /**
   * Event time of the newest data that what was last found rests on, in milliseconds; as a rule of
   * the last observation.
   */
  default long lastDataMillis(long lastObservedMillis) {
    return lastObservedMillis;
  }

  /** Whether too little was seen to judge. */
  boolean learning();

  /** Writes the state. */
  void write(ByteWriter out);

  /** Takes up what {@link #write} wrote. */
  void read(ByteReader in);
}
