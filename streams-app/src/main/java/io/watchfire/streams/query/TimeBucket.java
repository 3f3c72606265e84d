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
 * @param gauge null if no gauge was read
 * @param histograms null if none was observed
 */
record TimeBucket(Sum sum, @Nullable GaugeAggregate gauge, @Nullable Histograms histograms) {
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
            sum.numerator() + more.numerator(),
            sum.total() + more.total(),
            sum.numeratorSeen() || more.numeratorSeen(),
            sum.totalSeen() || more.totalSeen());
    return new TimeBucket(both, gauge, histograms);
  }

  TimeBucket plus(GaugeAggregate more) {
    return new TimeBucket(sum, gauge == null ? more : gauge.plus(more), histograms);
  }

  /** Null if histograms of too many different bounds have come together. */
  @Nullable TimeBucket plus(Distribution more) {
    Histograms both = histograms == null ? more.histograms() : histograms.plus(more.histograms());
    return both.size() <= MOST_BUCKETS ? new TimeBucket(sum, gauge, both) : null;
  }

  /** Events that were counted, where the quantity is of events. */
  long events(Quantity quantity) {
    return switch (quantity) {
      case RATE -> sum.numerator();
      case QUANTILE -> histograms == null ? 0 : histograms.count();
      default -> sum.total();
    };
  }

  void write(long endMillis, boolean ofHistograms, ByteWriter out) {
    out.varint(endMillis).varint(sum.numerator()).varint(sum.total());
    out.u8((sum.numeratorSeen() ? 1 : 0) | (sum.totalSeen() ? 2 : 0));
    out.u8(gauge == null ? 0 : 1);
    if (gauge != null) {
      out.varint(gauge.points()).float64(gauge.sum()).float64(gauge.lowest());
      out.float64(gauge.highest()).float64(gauge.area());
    }
    if (ofHistograms) {
      (histograms == null ? Histograms.NONE : histograms).write(out);
    }
  }

  static TimeBucket read(ByteReader in, int source, boolean ofHistograms) {
    long endMillis = in.varint();
    long numerator = in.varint();
    long total = in.varint();
    int seen = in.u8();
    Sum sum = new Sum(endMillis, source, numerator, total, (seen & 1) != 0, (seen & 2) != 0);
    GaugeAggregate gauge = in.u8() == 0 ? null : gauge(in, endMillis, source);
    return new TimeBucket(sum, gauge, ofHistograms ? Histograms.read(in) : null);
  }

  private static GaugeAggregate gauge(ByteReader in, long endMillis, int source) {
    return new GaugeAggregate(
        endMillis, source, in.varint(), in.float64(), in.float64(), in.float64(), in.float64());
  }
}
