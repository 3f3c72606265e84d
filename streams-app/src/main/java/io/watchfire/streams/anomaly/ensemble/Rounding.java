/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.ensemble;

/** What is a difference and what only comes of computing. */
final class Rounding {
  /** Differences below this share of the level are none. */
  private static final double SHARE = 1e-6;

  private Rounding() {}

  /** The size of a difference, or 0 if it is none beside such a level. */
  static double told(double size, double level) {
    return size > SHARE * Math.abs(level) ? size : 0;
  }
}
