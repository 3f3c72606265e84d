/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.query;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.histogram.Histograms;
import org.jspecify.annotations.Nullable;

/**
 * What was measured in one bucket of time.
 *
 * @param level null if no gauge was read
 * @param histograms null if none was observed
 */
record TimeBucket(Sum sum, @Nullable GaugeAggregate level, @Nullable Histograms histograms) {
  /** Most buckets of histograms that are kept, whatever bounds there are. */
  static final int MOST_BUCKETS = 1_024;

  static TimeBucket empty(long endMillis, int source) {
    return new TimeBucket(new Sum(endMillis, source, 0, 0, false, false), null, null);
  }

  TimeBucket plus(Sum more) {
    Sum both =
        new Sum(
            sum.timeMillis(),
            sum.source(),
            sum.counted() + more.counted(),
            sum.total() + more.total(),
            sum.countedSeen() || more.countedSeen(),
            sum.totalSeen() || more.totalSeen());
    return new TimeBucket(both, level, histograms);
  }

  TimeBucket plus(GaugeAggregate more) {
    return new TimeBucket(sum, level == null ? more : level.plus(more), histograms);
  }

  /** Null if histograms of too many different bounds have come together. */
  @Nullable TimeBucket plus(Distribution more) {
    Histograms both = histograms == null ? more.histograms() : histograms.plus(more.histograms());
    return both.size() <= MOST_BUCKETS ? new TimeBucket(sum, level, both) : null;
  }

  /** Events that were counted, where the quantity is of events. */
  long events(Quantity quantity) {
    return switch (quantity) {
      case RATE -> sum.counted();
      case QUANTILE -> histograms == null ? 0 : histograms.count();
      default -> sum.total();
    };
  }

  void write(long endMillis, boolean ofHistograms, ByteWriter out) {
    out.varint(endMillis).varint(sum.counted()).varint(sum.total());
    out.u8((sum.countedSeen() ? 1 : 0) | (sum.totalSeen() ? 2 : 0));
    out.u8(level == null ? 0 : 1);
    if (level != null) {
      out.varint(level.points()).float64(level.sum()).float64(level.lowest());
      out.float64(level.highest()).float64(level.area());
    }
    if (ofHistograms) {
      (histograms == null ? Histograms.NONE : histograms).write(out);
    }
  }

  static TimeBucket read(ByteReader in, int source, boolean ofHistograms) {
    long endMillis = in.varint();
    long counted = in.varint();
    long total = in.varint();
    int seen = in.u8();
    Sum sum = new Sum(endMillis, source, counted, total, (seen & 1) != 0, (seen & 2) != 0);
    GaugeAggregate level = in.u8() == 0 ? null : level(in, endMillis, source);
    return new TimeBucket(sum, level, ofHistograms ? Histograms.read(in) : null);
  }

  private static GaugeAggregate level(ByteReader in, long endMillis, int source) {
    return new GaugeAggregate(
        endMillis, source, in.varint(), in.float64(), in.float64(), in.float64(), in.float64());
  }
}
