/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.histogram;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Buckets of an exponential histogram on one side of zero. None of either end is empty, so that
 * equal counts are the same.
 *
 * @param first index of the first; 0 if there is none
 */
public record BucketCounts(long first, long[] counts) {
  static final BucketCounts EMPTY = new BucketCounts(0, new long[0]);

  /** Counts from an index on, without the empty ones of either end. */
  public static BucketCounts of(long first, long[] counts) {
    int from = 0;
    int to = counts.length;
    while (from < to && counts[from] == 0) {
      from++;
    }
    while (to > from && counts[to - 1] == 0) {
      to--;
    }
    return from == to
        ? EMPTY
        : new BucketCounts(first + from, Arrays.copyOfRange(counts, from, to));
  }

  long count() {
    return Arrays.stream(counts).sum();
  }

  /** How often neighbours have to be made one until there are no more than that. */
  static int halvings(BucketCounts one, BucketCounts other, int most) {
    int halvings = 0;
    while (spanAfter(one, other, halvings) > most) {
      halvings++;
    }
    return halvings;
  }

  private static long spanAfter(BucketCounts one, BucketCounts other, int halvings) {
    if (one.counts.length == 0 && other.counts.length == 0) {
      return 0;
    }
    if (one.counts.length == 0 || other.counts.length == 0) {
      BucketCounts filled = one.counts.length == 0 ? other : one;
      return (filled.last() >> halvings) - (filled.first >> halvings) + 1;
    }
    long first = Math.min(one.first, other.first) >> halvings;
    return (Math.max(one.last(), other.last()) >> halvings) - first + 1;
  }

  /** The counts at a scale that is lower by so much. */
  BucketCounts halved(int times) {
    if (times == 0 || counts.length == 0) {
      return this;
    }
    long lowest = first >> times;
    long[] fewer = new long[(int) ((last() >> times) - lowest) + 1];
    for (int i = 0; i < counts.length; i++) {
      fewer[(int) (((first + i) >> times) - lowest)] += counts[i];
    }
    return new BucketCounts(lowest, fewer);
  }

  /** What was added; null if any bucket holds less. The scales are the same. */
  @Nullable BucketCounts since(BucketCounts before) {
    BucketCounts added = combined(before, -1);
    for (long count : added.counts) {
      if (count < 0) {
        return null;
      }
    }
    return added;
  }

  /** Both together; the scales are the same, and such that they span few buckets. */
  BucketCounts plus(BucketCounts more) {
    return combined(more, 1);
  }

  private BucketCounts combined(BucketCounts other, int sign) {
    if (other.counts.length == 0) {
      return this;
    }
    long lowest = counts.length == 0 ? other.first : Math.min(first, other.first);
    long highest = counts.length == 0 ? other.last() : Math.max(last(), other.last());
    long[] sum = new long[(int) (highest - lowest) + 1];
    for (int i = 0; i < counts.length; i++) {
      sum[(int) (first + i - lowest)] += counts[i];
    }
    for (int i = 0; i < other.counts.length; i++) {
      sum[(int) (other.first + i - lowest)] += sign * other.counts[i];
    }
    return of(lowest, sum);
  }

  private long last() {
    return first + counts.length - 1;
  }

  void write(ByteWriter out) {
    out.varint(counts.length);
    if (counts.length > 0) {
      out.zigzag(first);
    }
    for (long count : counts) {
      out.varint(count);
    }
  }

  static BucketCounts read(ByteReader in) {
    long[] counts = new long[in.count(1)];
    long first = counts.length > 0 ? in.zigzag() : 0;
    for (int i = 0; i < counts.length; i++) {
      counts[i] = in.varint();
    }
    return new BucketCounts(first, counts);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BucketCounts that
        && first == that.first
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(first) + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return first + " " + Arrays.toString(counts);
  }
}
