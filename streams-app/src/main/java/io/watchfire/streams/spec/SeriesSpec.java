/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec;

import io.watchfire.streams.query.Quantity;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The series of numbers that a rule judges, one for each group.
 *
 * @param indicator name of what is measured
 * @param own what is measured, if the rule says so itself; null if it judges the one of an
 *     objective
 * @param quantity how it becomes a number
 * @param quantile which one, for {@link Quantity#QUANTILE}; else NaN
 * @param step of the time buckets, whole seconds that divide a day
 * @param minEvents a bucket with fewer events is passed over; 0 takes all
 */
public record SeriesSpec(
    String indicator,
    @Nullable Indicator own,
    Quantity quantity,
    double quantile,
    Duration step,
    long minEvents) {

  /** Of any quantity but a quantile. */
  public SeriesSpec(
      String indicator, @Nullable Indicator own, Quantity quantity, Duration step, long minEvents) {
    this(indicator, own, quantity, Double.NaN, step, minEvents);
  }
}
