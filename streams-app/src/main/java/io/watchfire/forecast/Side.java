/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.forecast;

/** On which side of its limit a gauge is in trouble. */
public enum Side {
  /** Crossing upward is bad: disk or memory in use, consumer lag. */
  ABOVE(1),
  /** Crossing downward is bad: free space, days left of a certificate. */
  BELOW(-1);

  private final int sign;

  Side(int sign) {
    this.sign = sign;
  }

  /** Turns a value so that more is worse, and such a value back. */
  double turn(double value) {
    return sign * value;
  }
}
