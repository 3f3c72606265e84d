/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

/** On which side of its limit a gauge is in trouble. */
public enum Side {
  /** Crossing upward is bad: disk or memory in use, consumer lag. */
  ABOVE("above", 1),
  /** Crossing downward is bad: free space, days left of a certificate. */
  BELOW("below", -1);

  private final String text;
  private final int sign;

  Side(String text, int sign) {
    this.text = text;
    this.sign = sign;
  }

  /** The name in configuration. */
  public String text() {
    return text;
  }

  /** Turns a value so that more is worse, and such a value back. */
  double turn(double value) {
    return sign * value;
  }
}
