/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.slo;

/**
 * The total aggregation of every window, kept up to date so that reading one costs O(1). An event
 * is added to each window that it lies in, O(windows). When the clock moves a window by a bucket
 * its sum is taken anew from the rings, O(their slots): once a bucket's width, not once an event.
 */
final class WindowSums {
  private final BucketLayout layout;
  private final BucketRing[] rings;
  private final long[] numerators;
  private final long[] totals;

  /**
   * All zero.
   *
   * @param rings the buckets that sums are taken of, finest first; not copied
   */
  WindowSums(BucketLayout layout, BucketRing[] rings) {
    this.layout = layout;
    this.rings = rings;
    this.numerators = new long[rings.length];
    this.totals = new long[rings.length];
  }

  long numerator(int window) {
    return numerators[window];
  }

  long total(int window) {
    return totals[window];
  }

  /** Adds events of one time to every window that reaches them. */
  void add(long timeMillis, long clockMillis, long numerator, long total) {
    for (int i = 0; i < rings.length; i++) {
      if (timeMillis > layout.horizon(i, clockMillis) && timeMillis <= layout.end(i, clockMillis)) {
        numerators[i] += numerator;
        totals[i] += total;
      }
    }
  }

  /** Takes the sum of a window anew, of its own level and the finer ones. */
  void sumAnew(int window, long clockMillis) {
    long from = layout.horizon(window, clockMillis);
    long to = layout.end(window, clockMillis);
    long numerator = 0;
    long total = 0;
    for (int i = 0; i <= window; i++) {
      BucketRing ring = rings[i];
      for (int slot = 0; slot < ring.slots(); slot++) {
        long end = ring.end(slot);
        if (end > from && end <= to) {
          numerator += ring.numerator(slot);
          total += ring.total(slot);
        }
      }
    }
    numerators[window] = numerator;
    totals[window] = total;
  }
}
