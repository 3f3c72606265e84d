/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.detector;

import io.watchfire.streams.codec.ByteWriter;

/**
 * Judges one series, value by value, by what it has seen so far; never by what comes later. The
 * same values give the same verdicts, whether or not the state was written and read in between.
 * State and work per value are bounded.
 */
public interface Detector {
  /**
   * Judges a value, then remembers it.
   *
   * @param timeMillis of the bucket, milliseconds since the epoch; later than the last one
   * @param value what was measured; NaN if nothing was, which is a gap and not judged
   * @param learn whether the value may change what is normal; without, it only becomes part of the
   *     recent past
   */
  Verdict next(long timeMillis, double value, boolean learn);

  /** Writes the state, for {@code DetectorType.read}. */
  void write(ByteWriter out);
}
