/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.query;

/** How what was measured in a time bucket becomes one number. */
public enum Quantity {
  /** Events of the numerator per second. */
  RATE("RATE"),
  /** All events per second. */
  TOTAL_RATE("TOTAL_RATE"),
  /** Share of the events that are in the numerator, 0 to 1. */
  RATIO("RATIO"),
  /** Share of the events that are not in the numerator, 0 to 1. */
  REST("REST"),
  /** The sum of what was observed by its count, in the metric's own unit. */
  MEAN("MEAN"),
  /** The value that a share of what was observed does not exceed, in the metric's own unit. */
  QUANTILE("QUANTILE"),
  /** Mean of the readings. */
  GAUGE_MEAN("GAUGE_MEAN"),
  /** Lowest reading. */
  GAUGE_MIN("GAUGE_MIN"),
  /** Highest reading. */
  GAUGE_MAX("GAUGE_MAX"),
  /** Readings of all series added, each for as long as it held. */
  GAUGE_SUM("GAUGE_SUM");

  private final String text;

  Quantity(String text) {
    this.text = text;
  }

  /** The name under which stores keep what was learnt of it; it never changes. */
  public String text() {
    return text;
  }

  /** Whether it is events per second. */
  public boolean isRate() {
    return this == RATE || this == TOTAL_RATE;
  }

  /** Whether it is of gauges. */
  public boolean ofGauges() {
    return switch (this) {
      case RATE, TOTAL_RATE, RATIO, REST, MEAN, QUANTILE -> false;
      case GAUGE_MEAN, GAUGE_MIN, GAUGE_MAX, GAUGE_SUM -> true;
    };
  }
}
