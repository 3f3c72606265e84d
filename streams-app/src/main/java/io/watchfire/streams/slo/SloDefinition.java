/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.slo;

import io.watchfire.streams.alerting.Timing;
import io.watchfire.streams.query.Origin;
import java.util.List;

/**
 * What of a rule each of its groups needs to know.
 *
 * @param objective the promise
 * @param timing the patience of its alerts
 * @param countsGood whether the numerator counts good events instead of bad ones
 * @param origins who made the numbers of each source
 */
public record SloDefinition(
    Objective objective, Timing timing, boolean countsGood, List<Origin> origins) {
  /** Copies the list. */
  public SloDefinition {
    origins = List.copyOf(origins);
  }

  /** Of what processes tell themselves. */
  public SloDefinition(Objective objective, Timing timing, boolean countsGood) {
    this(objective, timing, countsGood, List.of());
  }
}
