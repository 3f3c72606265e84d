/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.engine;

import io.watchfire.streams.query.Quantity;
import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {
  private Numbers() {}

  static String text(double value, Quantity quantity) {
    if (Double.isNaN(value)) {
      return "nothing known";
    }
    return switch (quantity) {
      case RATE, TOTAL_RATE -> plain(value) + "/s";
      case RATIO, REST -> plain(value * 100) + " %";
      case MEAN, QUANTILE, GAUGE_MEAN, GAUGE_MIN, GAUGE_MAX, GAUGE_SUM -> plain(value);
    };
  }

  /** How many, in round figures. */
  static String count(double value) {
    if (value >= 1e6) {
      return "more than a million values";
    }
    return String.format(Locale.ROOT, "%,.0f values", Double.isNaN(value) ? 1 : value);
  }

  private static String plain(double value) {
    double size = Math.abs(value);
    if (size >= 1e6 || (size > 0 && size < 1e-3)) {
      return String.format(Locale.ROOT, "%.3g", value);
    }
    return String.format(Locale.ROOT, size >= 100 ? "%.0f" : "%.3g", value);
  }
}
