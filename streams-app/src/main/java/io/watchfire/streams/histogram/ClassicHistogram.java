/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.histogram;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A histogram of which each bucket is a counter of its own with a bound as its label {@code le}, as
 * Prometheus has it. Its buckets come one by one, and count everything up to their bound.
 *
 * @param bounds in order; the last may be infinite
 * @param upTo observations up to each bound
 */
public record ClassicHistogram(double[] bounds, long[] upTo) implements Histogram {
  static final int KIND = 2;

  /** One bucket. */
  public static ClassicHistogram of(double bound, long upTo) {
    return new ClassicHistogram(new double[] {bound}, new long[] {upTo});
  }

  @Override
  public long count() {
    ExplicitHistogram whole = whole();
    return whole == null ? 0 : whole.count();
  }

  @Override
  public int size() {
    return bounds.length;
  }

  @Override
  public @Nullable Histogram since(Histogram before) {
    if (!(before instanceof ClassicHistogram known) || !Arrays.equals(bounds, known.bounds)) {
      return null;
    }
    long[] added = new long[upTo.length];
    for (int i = 0; i < added.length; i++) {
      added[i] = upTo[i] - known.upTo[i];
      if (added[i] < 0) {
        return null;
      }
    }
    return new ClassicHistogram(bounds, added);
  }

  /** Adds bound by bound, as PromQL does where it sums by {@code le}. */
  @Override
  public @Nullable Histogram plus(Histogram other) {
    if (!(other instanceof ClassicHistogram more)) {
      return null;
    }
    TreeMap<Double, Long> sum = new TreeMap<>();
    for (ClassicHistogram one : List.of(this, more)) {
      for (int i = 0; i < one.bounds.length; i++) {
        sum.merge(one.bounds[i], one.upTo[i], Long::sum);
      }
    }
    return new ClassicHistogram(
        sum.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
        sum.values().stream().mapToLong(Long::longValue).toArray());
  }

  @Override
  public List<Bucket> buckets() {
    ExplicitHistogram whole = whole();
    return whole == null ? List.of() : whole.buckets();
  }

  /**
   * With buckets that exclude each other; null if the infinite one is missing, or all others. A
   * bound that not every producer has may count less than a lower one; then nothing lies between.
   */
  private @Nullable ExplicitHistogram whole() {
    int last = bounds.length - 1;
    if (last < 1 || bounds[last] != Double.POSITIVE_INFINITY) {
      return null;
    }
    long[] counts = new long[bounds.length];
    long below = 0;
    for (int i = 0; i < counts.length; i++) {
      counts[i] = Math.max(0, upTo[i] - below);
      below += counts[i];
    }
    return new ExplicitHistogram(Arrays.copyOf(bounds, last), counts);
  }

  @Override
  public void write(ByteWriter out) {
    out.u8(KIND).varint(bounds.length);
    for (int i = 0; i < bounds.length; i++) {
      out.float64(bounds[i]).varint(upTo[i]);
    }
  }

  static ClassicHistogram readRest(ByteReader in) {
    double[] bounds = new double[in.count(9)];
    long[] upTo = new long[bounds.length];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = in.float64();
      upTo[i] = in.varint();
    }
    return new ClassicHistogram(bounds, upTo);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ClassicHistogram that
        && Arrays.equals(bounds, that.bounds)
        && Arrays.equals(upTo, that.upTo);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(bounds) + Arrays.hashCode(upTo);
  }

  @Override
  public String toString() {
    return "classic " + Arrays.toString(bounds) + " " + Arrays.toString(upTo);
  }
}
