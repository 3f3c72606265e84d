/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import java.util.EnumMap;
import java.util.Map;

/** Counts of one record, kept back until it is known to be whole. */
final class CountsOfRecord implements IngestCounts {
  private long matched;
  private long ahead;
  private long unmatched;
  private final Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);

  @Override
  public void matched(long points) {
    matched += points;
  }

  @Override
  public void ahead(long points) {
    ahead += points;
  }

  @Override
  public void unmatched(long points) {
    unmatched += points;
  }

  @Override
  public void refused(Refusal cause, long points) {
    refused.merge(cause, points, Long::sum);
  }

  void clear() {
    matched = 0;
    ahead = 0;
    unmatched = 0;
    refused.clear();
  }

  void addTo(IngestCounts counts) {
    counts.matched(matched);
    counts.ahead(ahead);
    counts.unmatched(unmatched);
    refused.forEach(counts::refused);
  }
}
