/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.ensemble;

/**
 * How much was seen of a series.
 *
 * @param rows how many values
 * @param windowsPerRow of a row in windows, at least 1: of long rows there were few seasons, so
 *     they are less evidence
 */
record Seen(long rows, double windowsPerRow) {
  /** As a number of values of five minutes or less. */
  double values() {
    return rows / windowsPerRow;
  }
}
