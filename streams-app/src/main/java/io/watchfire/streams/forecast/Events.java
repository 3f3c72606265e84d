/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

import java.util.Arrays;

/** How many events had come up to any time of a past; within a bucket they came evenly. */
final class Events {
  private final long[] timesMillis;
  private final double[] bad;
  private final double[] total;

  Events(Past past) {
    int n = past.size();
    timesMillis = new long[2 * n];
    bad = new double[2 * n];
    total = new double[2 * n];
    for (int i = 0; i < n; i++) {
      timesMillis[2 * i] = past.end(i) - past.width(i);
      timesMillis[2 * i + 1] = past.end(i);
      bad[2 * i] = i == 0 ? 0 : bad[2 * i - 1];
      total[2 * i] = i == 0 ? 0 : total[2 * i - 1];
      bad[2 * i + 1] = bad[2 * i] + past.bad(i);
      total[2 * i + 1] = total[2 * i] + past.total(i);
    }
  }

  /** When the first began. */
  long begin() {
    return timesMillis[0];
  }

  double bad(long from, long to) {
    return upTo(bad, to) - upTo(bad, from);
  }

  double total(long from, long to) {
    return upTo(total, to) - upTo(total, from);
  }

  private double upTo(double[] sums, long timeMillis) {
    int i = Arrays.binarySearch(timesMillis, timeMillis);
    if (i >= 0) {
      return sums[i];
    }
    int next = -i - 1;
    if (next == 0) {
      return 0;
    }
    if (next == timesMillis.length) {
      return sums[next - 1];
    }
    double share =
        (double) (timeMillis - timesMillis[next - 1]) / (timesMillis[next] - timesMillis[next - 1]);
    return sums[next - 1] + share * (sums[next] - sums[next - 1]);
  }
}
