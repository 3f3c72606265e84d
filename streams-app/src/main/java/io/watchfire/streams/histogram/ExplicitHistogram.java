/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.histogram;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A histogram whose producer chose the bounds.
 *
 * @param bounds upper bounds, finite, each above the one before; at least one
 * @param counts one more than bounds: the last bucket has no upper bound
 */
public record ExplicitHistogram(double[] bounds, long[] counts) implements Histogram {
  static final int KIND = 0;

  @Override
  public long count() {
    return Arrays.stream(counts).sum();
  }

  @Override
  public int size() {
    return counts.length;
  }

  @Override
  public @Nullable Histogram since(Histogram before) {
    if (!(before instanceof ExplicitHistogram known) || !Arrays.equals(bounds, known.bounds)) {
      return null;
    }
    long[] added = new long[counts.length];
    for (int i = 0; i < added.length; i++) {
      added[i] = counts[i] - known.counts[i];
      if (added[i] < 0) {
        return null;
      }
    }
    return new ExplicitHistogram(bounds, added);
  }

  @Override
  public @Nullable Histogram plus(Histogram other) {
    if (!(other instanceof ExplicitHistogram more) || !Arrays.equals(bounds, more.bounds)) {
      return null;
    }
    long[] sum = new long[counts.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = counts[i] + more.counts[i];
    }
    return new ExplicitHistogram(bounds, sum);
  }

  /**
   * As PromQL takes them: the lowest bucket begins at 0 if its bound is above, or else all of it is
   * at its bound; all of the last bucket is at the highest bound.
   */
  @Override
  public List<Bucket> buckets() {
    List<Bucket> buckets = new ArrayList<>(counts.length);
    double low = Math.min(0, bounds[0]);
    for (int i = 0; i < bounds.length; i++) {
      buckets.add(new Bucket(low, bounds[i], counts[i], false));
      low = bounds[i];
    }
    buckets.add(new Bucket(low, low, counts[bounds.length], false));
    return buckets;
  }

  @Override
  public void write(ByteWriter out) {
    out.u8(KIND).varint(bounds.length);
    for (double bound : bounds) {
      out.float64(bound);
    }
    for (long count : counts) {
      out.varint(count);
    }
  }

  static ExplicitHistogram readRest(ByteReader in) {
    double[] bounds = new double[in.count(9)];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = in.float64();
    }
    long[] counts = new long[bounds.length + 1];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = in.varint();
    }
    return new ExplicitHistogram(bounds, counts);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ExplicitHistogram that
        && Arrays.equals(bounds, that.bounds)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(bounds) + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "explicit " + Arrays.toString(bounds) + " " + Arrays.toString(counts);
  }
}
