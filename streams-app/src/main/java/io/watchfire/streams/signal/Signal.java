/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.signal;

/**
 * A number per time bucket and group: the growth of the counters, or the reading of the gauges,
 * that a selector picks.
 *
 * @param selector which series
 * @param measure what of them counts
 */
public record Signal(Selector selector, Measure measure) {
  /** The signal of a PromQL selector, measured as its name's suffix says. */
  public static Signal of(String selector) {
    return new Signal(Selector.parse(selector), Measure.BY_SUFFIX);
  }
}
