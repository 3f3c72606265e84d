/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.series;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some dozens of series of one resource and metric family under one key of the store, so that a
 * record of many points costs a get and a put, not one per series.
 */
final class SeriesBlock {
  static final int MAX_SERIES = 64;
  private static final int VERSION = 2;

  /** With buckets of histograms; other blocks stay readable for instances that know none. */
  private static final int VERSION_WITH_HISTOGRAMS = 3;

  private final String tenant;
  private final List<Series> series;
  private long intervalNanos;
  private boolean changed;

  private SeriesBlock(String tenant, long intervalNanos, List<Series> series) {
    this.tenant = tenant;
    this.intervalNanos = intervalNanos;
    this.series = series;
  }

  static SeriesBlock empty(String tenant) {
    return new SeriesBlock(tenant, 0, new ArrayList<>());
  }

  static SeriesBlock read(byte[] value) {
    ByteReader in = ByteReader.versioned(value, VERSION_WITH_HISTOGRAMS, "series block");
    String tenant = in.string();
    long intervalNanos = in.varint();
    int count = in.count(25);
    List<Series> series = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      series.add(Series.read(in));
    }
    SeriesBlock block = new SeriesBlock(tenant, intervalNanos, series);
    block.readOthers(in);
    return block;
  }

  byte[] write() {
    boolean histograms = series.stream().anyMatch(Series::hasHistogram);
    int version = histograms ? VERSION_WITH_HISTOGRAMS : VERSION;
    ByteWriter out = ByteWriter.versioned(version, 16 + 64 * series.size());
    out.string(tenant).varint(intervalNanos).varint(series.size());
    series.forEach(one -> one.write(out));
    writeOthers(out);
    return out.toBytes();
  }

  /**
   * Writers beside the newest of a series stand behind all series, where instances that know one
   * writer only have stopped to read.
   */
  private void writeOthers(ByteWriter out) {
    List<CumulativeStream> others = new ArrayList<>(0);
    for (Series one : series) {
      if (one instanceof CumulativeSeries cumulative) {
        others.addAll(cumulative.others());
      }
    }
    if (!others.isEmpty()) {
      out.varint(others.size());
      others.forEach(other -> other.write(out));
    }
  }

  private void readOthers(ByteReader in) {
    for (int i = in.hasMore() ? in.count(25) : 0; i > 0; i--) {
      CumulativeStream other = CumulativeStream.read(in, in.u8() == Series.WITH_HISTOGRAM);
      if (find(other.newest().series()) instanceof CumulativeSeries known) {
        known.restore(other);
      }
    }
  }

  /** Whose series these are. */
  String tenant() {
    return tenant;
  }

  int size() {
    return series.size();
  }

  boolean full() {
    return series.size() >= MAX_SERIES;
  }

  boolean changed() {
    return changed;
  }

  /** How far apart the points of a series of this family last were; 0 unknown. */
  long intervalNanos() {
    return intervalNanos;
  }

  void intervalNanos(long nanos) {
    if (intervalNanos != nanos) {
      intervalNanos = nanos;
      changed = true;
    }
  }

  @Nullable Series find(long id) {
    for (Series one : series) {
      if (one.id() == id) {
        return one;
      }
    }
    return null;
  }

  void add(Series one) {
    series.add(one);
    changed = true;
  }

  void touched() {
    changed = true;
  }

  /**
   * Lets values go that had no point since {@code idleBeforeNanos}, and whole series since {@code
   * goneBeforeNanos}.
   */
  void evict(long idleBeforeNanos, long goneBeforeNanos) {
    changed |= series.removeIf(one -> one.lastNanos() < goneBeforeNanos);
    for (Series one : series) {
      changed |= one.forgetIdle(idleBeforeNanos);
    }
  }
}
