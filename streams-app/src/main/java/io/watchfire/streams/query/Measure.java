/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.query;

import java.time.Duration;

/** What of a series counts. */
public sealed interface Measure {
  /** The value of a counter; the number of observations of a histogram or summary. */
  record Count() implements Measure {}

  /** The sum of what a histogram or summary observed, in the metric's own unit. */
  record Sum() implements Measure {}

  /**
   * How many observations of a histogram were at most this long.
   *
   * @param limit above zero; converted by the metric's unit
   * @param roundUp where no bound of an explicit histogram equals the limit: whether the next bound
   *     above may stand in, up to twice the limit, or the rule is invalid
   */
  record UpTo(Duration limit, boolean roundUp) implements Measure {}

  /**
   * How many observations were at most this value in the metric's own unit, as Prometheus' {@code
   * le} says.
   */
  record UpToBound(double bound) implements Measure {}

  /** What the suffix of the selector's name says: {@code _count}, {@code _sum}, {@code _bucket}. */
  record BySuffix() implements Measure {}

  /** What a gauge reads. */
  record Value() implements Measure {}

  /** All buckets of a histogram. */
  record Buckets() implements Measure {}

  /** Counts. */
  Measure COUNT = new Count();

  /** Sums. */
  Measure SUM = new Sum();

  /** A gauge's reading. */
  Measure VALUE = new Value();

  /** All buckets. */
  Measure BUCKETS = new Buckets();

  /** By suffix. */
  Measure BY_SUFFIX = new BySuffix();
}
