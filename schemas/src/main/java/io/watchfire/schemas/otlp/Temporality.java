/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

/** What a point of a sum or histogram counts. */
public enum Temporality {
  /** Not said: not legal for sums and histograms, and all that gauges and summaries have. */
  UNSPECIFIED,
  /** What happened in (start, time]. */
  DELTA,
  /** What happened since start. */
  CUMULATIVE;

  static Temporality of(long number) {
    return number == 1 ? DELTA : number == 2 ? CUMULATIVE : UNSPECIFIED;
  }
}
