/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.signal;

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
record Cell(Sum sum, @Nullable Level level, @Nullable Histograms histograms) {
  /** Most buckets of histograms that are kept, whatever bounds there are. */
  static final int MOST_BUCKETS = 1_024;

  static Cell empty(long end, int source) {
    return new Cell(new Sum(end, source, 0, 0, false, false), null, null);
  }

  Cell plus(Sum more) {
    Sum both =
        new Sum(
            sum.time(),
            sum.source(),
            sum.counted() + more.counted(),
            sum.total() + more.total(),
            sum.countedSeen() || more.countedSeen(),
            sum.totalSeen() || more.totalSeen());
    return new Cell(both, level, histograms);
  }

  Cell plus(Level more) {
    return new Cell(sum, level == null ? more : level.plus(more), histograms);
  }

  /** Null if histograms of too many different bounds have come together. */
  @Nullable Cell plus(Distribution more) {
    Histograms both = histograms == null ? more.histograms() : histograms.plus(more.histograms());
    return both.size() <= MOST_BUCKETS ? new Cell(sum, level, both) : null;
  }

  /** Events that were counted, where the quantity is of events. */
  long events(Quantity quantity) {
    return switch (quantity) {
      case RATE -> sum.counted();
      case QUANTILE -> histograms == null ? 0 : histograms.count();
      default -> sum.total();
    };
  }

  void write(long end, boolean ofHistograms, ByteWriter out) {
    out.varint(end).varint(sum.counted()).varint(sum.total());
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

  static Cell read(ByteReader in, int source, boolean ofHistograms) {
    long end = in.varint();
    long counted = in.varint();
    long total = in.varint();
    int seen = in.u8();
    Sum sum = new Sum(end, source, counted, total, (seen & 1) != 0, (seen & 2) != 0);
    Level level = in.u8() == 0 ? null : level(in, end, source);
    return new Cell(sum, level, ofHistograms ? Histograms.read(in) : null);
  }

  private static Level level(ByteReader in, long end, int source) {
    return new Level(
        end, source, in.varint(), in.float64(), in.float64(), in.float64(), in.float64());
  }
}
