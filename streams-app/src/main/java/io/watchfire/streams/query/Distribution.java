/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.query;

import io.watchfire.streams.histogram.Histograms;

/**
 * What histograms of one group counted at one event time, from one record of one resource.
 *
 * @param timeMillis event time
 * @param source which of the rule's sources they come from; a lower number is preferred
 * @param histograms what was added to them; none if they were observed for the first time
 */
public record Distribution(long timeMillis, int source, Histograms histograms) {

  /** Both together; time and source are the same. */
  public Distribution plus(Distribution other) {
    return new Distribution(timeMillis, source, histograms.plus(other.histograms));
  }
}
