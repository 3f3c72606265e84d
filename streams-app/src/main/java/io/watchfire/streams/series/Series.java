/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.series;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.codec.CorruptValueException;

/** What is remembered of one series. */
sealed interface Series permits CumulativeSeries, DeltaSeries, GaugeSeries {
  int CUMULATIVE = 0;
  int DELTA = 1;
  int GAUGE = 2;

  /** A cumulative one of which all buckets are remembered; blocks know it from version 3 on. */
  int WITH_HISTOGRAM = 3;

  /** Its identity within resource and family. */
  long id();

  /** Time of the newest point. */
  long lastNanos();

  /** What its points are. */
  default Point.Kind kind() {
    return switch (this) {
      case CumulativeSeries cumulative -> Point.Kind.CUMULATIVE;
      case DeltaSeries delta -> Point.Kind.DELTA;
      case GaugeSeries gauge -> Point.Kind.GAUGE;
    };
  }

  /** Time of the newest point of the one who wrote this; beyond all time if that is not known. */
  default long lastNanosOf(Point point) {
    return lastNanos();
  }

  /** Takes a point that is not the first. */
  Increment next(Point point, Arrival arrival);

  /** Whether it remembers buckets. */
  default boolean hasHistogram() {
    return false;
  }

  /**
   * Lets go of values that had no point since then; what tells a restart from a return stays. Says
   * whether there were any.
   */
  boolean forgetIdle(long beforeNanos);

  void write(ByteWriter out);

  static Series read(ByteReader in) {
    int kind = in.u8();
    return switch (kind) {
      case CUMULATIVE -> CumulativeSeries.read(in, false);
      case WITH_HISTOGRAM -> CumulativeSeries.read(in, true);
      case DELTA -> DeltaSeries.read(in);
      case GAUGE -> GaugeSeries.read(in);
      default -> throw new CorruptValueException("series kind: " + kind + " (expected: 0 to 3)");
    };
  }
}
