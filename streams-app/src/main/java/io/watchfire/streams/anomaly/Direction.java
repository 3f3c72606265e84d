/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly;

/** On which side of what was expected a value counts as an anomaly. */
public enum Direction {
  /** Only what is higher than expected. */
  ABOVE("above"),
  /** Only what is lower than expected. */
  BELOW("below"),
  /** Both. */
  BOTH("both");

  private final String text;

  Direction(String text) {
    this.text = text;
  }

  /** The name in configuration. */
  public String text() {
    return text;
  }

  /** Whether a deviation (value minus expected) is on this side. */
  boolean takes(double deviation) {
    return switch (this) {
      case ABOVE -> deviation > 0;
      case BELOW -> deviation < 0;
      case BOTH -> true;
    };
  }
}
