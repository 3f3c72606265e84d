/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

/** The value of a rank among numbers, without sorting them all (quickselect). */
final class Ranks {
  private Ranks() {}

  /** The median of the first {@code n} values, at least one; reorders them. */
  static double median(double[] values, int n) {
    double upper = select(values, n, n / 2);
    return n % 2 == 1 ? upper : (upper + select(values, n, n / 2 - 1)) / 2;
  }

  /** The value that {@code rank} of the first {@code n} values are not above; reorders them. */
  static double select(double[] values, int n, int rank) {
    int from = 0;
    int to = n - 1;
    while (from < to) {
      double pivot = middleOfThree(values[from], values[(from + to) >>> 1], values[to]);
      int left = from;
      int right = to;
      while (left <= right) {
        while (values[left] < pivot) {
          left++;
        }
        while (values[right] > pivot) {
          right--;
        }
        if (left <= right) {
          double kept = values[left];
          values[left++] = values[right];
          values[right--] = kept;
        }
      }
      if (rank <= right) {
        to = right;
      } else if (rank >= left) {
        from = left;
      } else {
        return values[rank];
      }
    }
    return values[rank];
  }

  private static double middleOfThree(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
