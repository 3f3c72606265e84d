/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.slo;

import java.time.Duration;
import java.util.Arrays;
import java.util.SortedSet;

/**
 * Which windows are kept and how wide the buckets of each are. A window's buckets are about a
 * thirtieth of it; each width divides its window and is a multiple of the next finer width, so that
 * old fine buckets merge into coarse ones without a remainder and every window is an exact sum.
 */
public final class BucketLayout {
  private static final int BUCKETS_PER_WINDOW = 30;
  private static final long FINEST_MILLIS = 1_000;

  private final long[] windows;
  private final long[] widths;

  private BucketLayout(long[] windows, long[] widths) {
    this.windows = windows;
    this.widths = widths;
  }

  /**
   * The layout for these windows.
   *
   * @throws IllegalArgumentException if a window is not a multiple of the buckets that the shorter
   *     windows need
   */
  public static BucketLayout of(SortedSet<Duration> wanted) {
    long[] windows = wanted.stream().mapToLong(Duration::toMillis).toArray();
    if (windows.length == 0) {
      throw new IllegalArgumentException("windows: none (expected: at least one)");
    }
    long[] widths = new long[windows.length];
    long finer = FINEST_MILLIS;
    for (int i = 0; i < windows.length; i++) {
      widths[i] = widthFor(windows[i], finer);
      finer = widths[i];
    }
    return new BucketLayout(windows, widths);
  }

  private static long widthFor(long window, long finer) {
    if (window < finer || window % finer != 0) {
      throw new IllegalArgumentException(
          "window: "
              + Duration.ofMillis(window)
              + " (expected: a multiple of "
              + Duration.ofMillis(finer)
              + ", the bucket of the next shorter window)");
    }
    long units = window / finer;
    long multiple = Math.max(1, units / BUCKETS_PER_WINDOW);
    while (units % multiple != 0) {
      multiple--;
    }
    return finer * multiple;
  }

  /** How many windows there are; they are numbered from the shortest, 0. */
  public int size() {
    return windows.length;
  }

  /** The length of a window in milliseconds. */
  public long window(int i) {
    return windows[i];
  }

  /** The width of a window's buckets in milliseconds. */
  public long width(int i) {
    return widths[i];
  }

  /**
   * The number of the window of that length.
   *
   * @throws IllegalArgumentException if it is not kept
   */
  public int indexOf(Duration window) {
    int i = Arrays.binarySearch(windows, window.toMillis());
    if (i < 0) {
      throw new IllegalArgumentException("window: " + window + " (expected: one of the layout)");
    }
    return i;
  }

  /** The end of window {@code i} at a clock: the clock rounded up to the window's bucket. */
  public long end(int i, long clockMillis) {
    return roundUp(clockMillis, widths[i]);
  }

  /** Everything at or before this time has left window {@code i} at that clock. */
  public long horizon(int i, long clockMillis) {
    return end(i, clockMillis) - windows[i];
  }

  static long roundUp(long millis, long width) {
    return Math.ceilDiv(millis, width) * width;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof BucketLayout other
        && Arrays.equals(windows, other.windows)
        && Arrays.equals(widths, other.widths);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(windows) + Arrays.hashCode(widths);
  }
}
