/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.promql;

/** Bounds of histograms as labels, {@code le="0.5"}. */
public final class Bounds {
  private Bounds() {}

  /** A bound as Prometheus writes it; NaN if it is none. */
  public static double number(String text) {
    if (text.equals("+Inf") || text.equals("Inf")) {
      return Double.POSITIVE_INFINITY;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
