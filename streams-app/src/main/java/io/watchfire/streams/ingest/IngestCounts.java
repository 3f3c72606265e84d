/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

/**
 * What ingest did with data points and spans. Invariant, asserted in tests: every point of a
 * decodable record is counted exactly once in {@link #matched}, {@link #unmatched} or {@link
 * #refused}.
 */
public interface IngestCounts {
  /** A rule took it. */
  void matched(long points);

  /**
   * Its time is further ahead of its receipt than clocks may differ, so it counts when it was
   * received. It is one of those that were matched.
   */
  void ahead(long points);

  /** No rule wanted it. */
  void unmatched(long points);

  /** A rule wanted it, but it cannot be used. */
  void refused(Refusal cause, long points);
}
