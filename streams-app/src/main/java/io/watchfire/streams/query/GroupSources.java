/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.query;

import java.util.List;
import java.util.Map;

/**
 * Which sources count for a group. Those of the processes themselves add up, whatever their
 * protocol; of all that was derived from spans one source counts at a time, and only where the
 * processes tell next to nothing themselves.
 */
public final class GroupSources {
  private static final int OWN = 0;

  private final List<Origin> origins;
  private final boolean choosing;
  private final SourceChoice choice;

  /**
   * Nothing was seen yet.
   *
   * @param origins of the rule's sources, by their numbers; what is not among them is own
   */
  public GroupSources(List<Origin> origins) {
    this.origins = List.copyOf(origins);
    this.choosing = origins.stream().anyMatch(origin -> origin != Origin.OWN);
    this.choice = new SourceChoice(this::rank);
  }

  /** Goes on with a source that counted last. */
  public void assume(int source, long lastTrafficMillis) {
    choice.assume(candidate(source), lastTrafficMillis);
  }

  /**
   * Whether a source counts.
   *
   * @param events that it saw
   * @param timeMillis event time
   */
  public boolean accepts(int source, long events, long timeMillis) {
    if (!choosing) {
      return true;
    }
    int candidate = candidate(source);
    int chosen = choice.choose(Map.of(candidate, events), timeMillis);
    return chosen == SourceChoice.NONE || chosen == candidate;
  }

  /** Whether a sum counts. */
  public boolean accepts(Sum sum) {
    return accepts(sum.source(), Math.max(sum.numerator(), sum.total()), sum.timeMillis());
  }

  private int candidate(int source) {
    return origin(source) == Origin.OWN ? OWN : source + 1;
  }

  private int rank(int candidate) {
    return candidate == OWN ? OWN : origin(candidate - 1).rank();
  }

  private Origin origin(int source) {
    return source < origins.size() ? origins.get(source) : Origin.OWN;
  }
}
