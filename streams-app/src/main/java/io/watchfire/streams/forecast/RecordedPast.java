/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

import io.watchfire.streams.slo.BucketLayout;
import io.watchfire.streams.slo.BucketLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A past that buckets are put into, in any order: by hand, or by {@code Buckets.copyTo}. */
public final class RecordedPast implements Past, BucketLog {
  private final BucketLayout layout;
  private final boolean countsGood;
  private final List<Bucket> buckets = new ArrayList<>();
  private boolean sorted = true;

  /**
   * Nothing yet.
   *
   * @param layout says how wide the buckets of a level are
   * @param countsGood whether what is counted are the good events instead of the bad ones
   */
  public RecordedPast(BucketLayout layout, boolean countsGood) {
    this.layout = layout;
    this.countsGood = countsGood;
  }

  @Override
  public void put(int level, long end, long counted, long total) {
    long bad = Math.clamp(countsGood ? total - counted : counted, 0, Math.max(0, total));
    buckets.add(new Bucket(end, layout.width(level), bad, total));
    sorted = false;
  }

  @Override
  public void delete(int level, long end) {
    throw new UnsupportedOperationException("a recorded past only grows");
  }

  @Override
  public int size() {
    return buckets.size();
  }

  @Override
  public long end(int i) {
    return at(i).end();
  }

  @Override
  public long width(int i) {
    return at(i).width();
  }

  @Override
  public long bad(int i) {
    return at(i).bad();
  }

  @Override
  public long total(int i) {
    return at(i).total();
  }

  private Bucket at(int i) {
    if (!sorted) {
      buckets.sort(Comparator.comparingLong(Bucket::end));
      sorted = true;
    }
    return buckets.get(i);
  }

  private record Bucket(long end, long width, long bad, long total) {}
}
