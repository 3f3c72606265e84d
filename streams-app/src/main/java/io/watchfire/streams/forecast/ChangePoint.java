/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

/**
 * Since when the bad share has been what it is now: the latest time at which it changed by more
 * than chance. Found by the likelihood ratio of two Poisson rates against one, again and again in
 * what follows the last change (binary segmentation: A. J. Scott and M. Knott, "A cluster analysis
 * method for grouping means", Biometrics 30, 1974). Bad events come in bunches, so it takes more
 * than a Poisson process would need.
 */
final class ChangePoint {
  private static final double ENOUGH = 8;
  private static final int MOST_CHANGES = 16;

  private ChangePoint() {}

  /** The begin of the newest stretch without a change, milliseconds since the epoch. */
  static long sinceMillis(Past past) {
    int first = 0;
    for (int change = 0; change < MOST_CHANGES; change++) {
      int next = change(past, first);
      if (next == first) {
        break;
      }
      first = next;
    }
    return past.end(first) - past.width(first);
  }

  /** The bucket from {@code first} on that parts the rest best; {@code first} if nothing does. */
  private static int change(Past past, int first) {
    double allBad = 0;
    double allTotal = 0;
    for (int i = first; i < past.size(); i++) {
      allBad += past.bad(i);
      allTotal += past.total(i);
    }
    double whole = fit(allBad, allTotal);
    double gain = ENOUGH;
    int best = first;
    double bad = 0;
    double total = 0;
    for (int i = past.size() - 1; i > first; i--) {
      bad += past.bad(i);
      total += past.total(i);
      double more = fit(bad, total) + fit(allBad - bad, allTotal - total) - whole;
      if (more > gain) {
        gain = more;
        best = i;
      }
    }
    return best;
  }

  /** The greatest log likelihood of so many bad ones, but for what does not depend on the share. */
  private static double fit(double bad, double total) {
    return bad <= 0 ? 0 : bad * Math.log(bad / total) - bad;
  }
}
