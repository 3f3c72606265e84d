/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.slo;

import java.util.Arrays;

/**
 * The partial aggregation of a sliding window: a circular array of buckets of one width. A bucket
 * is found by its end alone, without a search: its slot is its number modulo the capacity. Nothing
 * is moved when time goes on; who owns the ring removes what became too old, and the slot is free
 * for the bucket that comes round next.
 *
 * <p>Adding costs O(1). Memory is three longs a slot, taken when the first event comes, so that
 * levels of a group that has none cost nothing.
 */
final class BucketRing {
  private static final long EMPTY = Long.MIN_VALUE;
  private static final long[] NONE = {};

  private final long widthMillis;
  private final int capacity;
  private long[] ends = NONE;
  private long[] numerators = NONE;
  private long[] totals = NONE;

  /**
   * An empty ring.
   *
   * @param widthMillis of each bucket
   * @param spanMillis how far apart the ends of two buckets may lie
   */
  BucketRing(long widthMillis, long spanMillis) {
    this.widthMillis = widthMillis;
    this.capacity = Math.toIntExact(Math.ceilDiv(spanMillis, widthMillis)) + 1;
  }

  /**
   * Adds to the bucket of that end; begins it if there is none.
   *
   * @return its slot
   * @throws IllegalStateException if an older bucket still holds the slot
   */
  int add(long end, long numerator, long total) {
    if (ends.length == 0) {
      ends = new long[capacity];
      Arrays.fill(ends, EMPTY);
      numerators = new long[capacity];
      totals = new long[capacity];
    }
    int slot = (int) Math.floorMod(end / widthMillis, (long) ends.length);
    if (ends[slot] != end) {
      if (ends[slot] != EMPTY) {
        throw new IllegalStateException(
            "bucket ring of width " + widthMillis + " is full at " + end + ", holds " + ends[slot]);
      }
      ends[slot] = end;
      numerators[slot] = 0;
      totals[slot] = 0;
    }
    numerators[slot] += numerator;
    totals[slot] += total;
    return slot;
  }

  /** How many slots there are; 0 until the first event came. */
  int slots() {
    return ends.length;
  }

  boolean isEmpty(int slot) {
    return ends[slot] == EMPTY;
  }

  /** The end of the slot's bucket; before all time if it is empty. */
  long end(int slot) {
    return ends[slot];
  }

  long numerator(int slot) {
    return numerators[slot];
  }

  long total(int slot) {
    return totals[slot];
  }

  /** Frees the slot. */
  void remove(int slot) {
    ends[slot] = EMPTY;
  }
}
