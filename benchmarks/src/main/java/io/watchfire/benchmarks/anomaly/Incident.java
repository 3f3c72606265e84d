/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

import java.util.Random;

/** What goes wrong in made series. */
enum Incident {
  /** One row far off. */
  SPIKE(1, 1, 6, 14),
  /** A few rows low. */
  DIP(2, 15, 4, 9),
  /** Some rows high. */
  BURST(4, 40, 4, 9),
  /** Hours at another level. */
  SHIFT(120, 300, 4, 8),
  /** Wild swings. */
  NOISE(30, 120, 3, 5);

  private final int shortest;
  private final int longest;
  private final double least;
  private final double most;

  Incident(int shortest, int longest, double least, double most) {
    this.shortest = shortest;
    this.longest = longest;
    this.least = least;
    this.most = most;
  }

  int length(Random random) {
    return shortest + random.nextInt(longest - shortest + 1);
  }

  /** How strong, in spreads of the ordinary noise; negative for low. */
  double size(Random random) {
    double size = least + random.nextDouble() * (most - least);
    boolean low = this == DIP || (this != BURST && this != NOISE && random.nextInt(3) == 0);
    return low ? -size : size;
  }

  /** The value under the incident, where the ordinary noise has that spread. */
  double apply(double value, double spread, double size, Random random) {
    double off =
        this == NOISE ? size * random.nextGaussian() : size * (0.85 + 0.3 * random.nextDouble());
    return value + off * spread;
  }
}
