/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.histogram;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A histogram whose buckets grow by a fixed factor, 2 to the power of 2 to the power of minus the
 * scale. A side with more buckets than SDKs keep is brought to a lower scale, which loses nothing
 * but resolution: neighbours become one.
 *
 * @param zeroThreshold up to which observations count as zero
 * @param zeros how many do
 * @param positive bucket k holds what is above the factor's k-th power, up to the next
 * @param negative the same of values below zero, by their size
 */
public record ExponentialHistogram(
    int scale, double zeroThreshold, long zeros, BucketCounts positive, BucketCounts negative)
    implements Histogram {
  static final int KIND = 1;

  /** Most buckets of a side: as many as SDKs keep unless told otherwise. */
  static final int MOST_BUCKETS = 160;

  private static final int MOST_SCALE = 64;
  private static final int ENOUGH_HALVINGS = 62;

  /** A histogram as a data point has it. */
  public static ExponentialHistogram of(
      int scale, double zeroThreshold, long zeros, BucketCounts positive, BucketCounts negative) {
    // Beyond these a double tells nothing apart that it does not at them.
    return new ExponentialHistogram(
            Math.clamp(scale, -MOST_SCALE, MOST_SCALE), zeroThreshold, zeros, positive, negative)
        .fitted();
  }

  @Override
  public long count() {
    return zeros + positive.count() + negative.count();
  }

  @Override
  public int size() {
    return 1 + positive.counts().length + negative.counts().length;
  }

  @Override
  public @Nullable Histogram since(Histogram before) {
    if (!(before instanceof ExponentialHistogram other)) {
      return null;
    }
    int common = common(other);
    ExponentialHistogram now = at(common);
    ExponentialHistogram known = other.at(common);
    BucketCounts addedPositive = now.positive.since(known.positive);
    BucketCounts addedNegative = now.negative.since(known.negative);
    if (addedPositive == null || addedNegative == null || zeros < known.zeros) {
      return null;
    }
    return new ExponentialHistogram(
        common, zeroThreshold, zeros - known.zeros, addedPositive, addedNegative);
  }

  /** At the lower of both scales; of the zero buckets the wider one holds all. */
  @Override
  public @Nullable Histogram plus(Histogram other) {
    if (!(other instanceof ExponentialHistogram more)) {
      return null;
    }
    int common = common(more);
    ExponentialHistogram one = at(common);
    ExponentialHistogram two = more.at(common);
    return new ExponentialHistogram(
        common,
        Math.max(zeroThreshold, more.zeroThreshold),
        zeros + more.zeros,
        one.positive.plus(two.positive),
        one.negative.plus(two.negative));
  }

  @Override
  public List<Bucket> buckets() {
    List<Bucket> buckets = new ArrayList<>(size());
    for (int i = 0; i < negative.counts().length; i++) {
      long index = negative.first() + i;
      buckets.add(new Bucket(-bound(index + 1), -bound(index), negative.counts()[i], true));
    }
    buckets.add(zeroBucket());
    for (int i = 0; i < positive.counts().length; i++) {
      long index = positive.first() + i;
      buckets.add(new Bucket(bound(index), bound(index + 1), positive.counts()[i], true));
    }
    return buckets;
  }

  /** Zeros are on the side on which everything else is. */
  private Bucket zeroBucket() {
    boolean onlyPositive = negative.counts().length == 0 && positive.counts().length > 0;
    boolean onlyNegative = positive.counts().length == 0 && negative.counts().length > 0;
    return new Bucket(
        onlyPositive ? 0 : 0 - zeroThreshold, onlyNegative ? 0 : zeroThreshold, zeros, false);
  }

  /** Finite and above zero, whatever the index. */
  private double bound(long index) {
    double value = Math.pow(2, Math.scalb((double) index, -scale));
    return Math.clamp(value, Double.MIN_NORMAL, Double.MAX_VALUE);
  }

  /** The highest scale at which both, and the sum of both, have no more buckets than allowed. */
  private int common(ExponentialHistogram other) {
    int lower = Math.min(scale, other.scale);
    ExponentialHistogram one = at(lower);
    ExponentialHistogram two = other.at(lower);
    return lower
        - Math.max(
            BucketCounts.halvings(one.positive, two.positive, MOST_BUCKETS),
            BucketCounts.halvings(one.negative, two.negative, MOST_BUCKETS));
  }

  private ExponentialHistogram fitted() {
    return at(common(this));
  }

  private ExponentialHistogram at(int lower) {
    if (lower == scale) {
      return this;
    }
    int halvings = (int) Math.min(ENOUGH_HALVINGS, (long) scale - lower);
    return new ExponentialHistogram(
        lower, zeroThreshold, zeros, positive.halved(halvings), negative.halved(halvings));
  }

  @Override
  public void write(ByteWriter out) {
    out.u8(KIND).zigzag(scale).float64(zeroThreshold).varint(zeros);
    positive.write(out);
    negative.write(out);
  }

  static ExponentialHistogram readRest(ByteReader in) {
    int scale = (int) in.zigzag();
    double zeroThreshold = in.float64();
    long zeros = in.varint();
    return new ExponentialHistogram(
        scale, zeroThreshold, zeros, BucketCounts.read(in), BucketCounts.read(in));
  }
}
