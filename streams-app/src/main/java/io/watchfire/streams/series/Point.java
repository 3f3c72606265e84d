/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.series;

import io.watchfire.streams.histogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * One matched data point, reduced to the numbers that rules asked for.
 *
 * @param series identity within its resource and metric family
 * @param kind what the values are
 * @param stale the producer says that no value was recorded
 * @param startNanos since the epoch; 0 if unknown
 * @param timeNanos since the epoch, above 0
 * @param layout changes when the histogram's bounds or scale do; 0 for plain numbers
 * @param components what is counted, each distinct: the identities of {@code ingest.Component}
 * @param values one per component, not negative; of a gauge the bits of its reading
 * @param histogram all buckets, where a rule asked for them; else null
 */
public record Point(
    long series,
    Kind kind,
    boolean stale,
    long startNanos,
    long timeNanos,
    long layout,
    long[] components,
    long[] values,
    @Nullable Histogram histogram) {
  /** The component that stands for all buckets of a histogram. */
  public static final long BUCKETS = 3;

  private static final long[] NONE = {};

  /** Plain numbers. */
  public Point(
      long series,
      Kind kind,
      boolean stale,
      long startNanos,
      long timeNanos,
      long layout,
      long[] components,
      long[] values) {
    this(series, kind, stale, startNanos, timeNanos, layout, components, values, null);
  }

  /** Whether that component is about buckets, which mean nothing beside others. */
  boolean ofBuckets(int component) {
    return histogram != null && components[component] == BUCKETS;
  }

  /** The same of another start. */
  Point startedAt(long otherNanos) {
    return otherNanos == startNanos
        ? this
        : new Point(
            series, kind, stale, otherNanos, timeNanos, layout, components, values, histogram);
  }

  /** When it was, but no longer what it said. */
  Point withoutValues() {
    return new Point(series, kind, stale, startNanos, timeNanos, layout, NONE, NONE);
  }

  /** What the values of a point are. */
  public enum Kind {
    /** Totals since start. */
    CUMULATIVE,
    /** Increments over {@code (start, time]}. */
    DELTA,
    /** A reading. */
    GAUGE
  }
}
