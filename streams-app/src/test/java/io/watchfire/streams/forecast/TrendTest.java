/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TrendTest {
  private static double[] hours(int n) {
    double[] x = new double[n];
    Arrays.setAll(x, i -> i / 4.0);
    return x;
  }

  private static double[] line(int n, double slope, double noise, long seed) {
    Random random = new Random(seed);
    double[] y = new double[n];
    Arrays.setAll(y, i -> slope * i / 4 + noise * random.nextGaussian());
    return y;
  }

  @Test
  void aQuarterOfWildPointsDoesNotMoveTheSlope() {
    double[] y = line(96, 2, 0.1, 3);
    for (int i = 10; i < 34; i++) {
      y[i] += 500;
    }
    assertThat(Trend.of(hours(96), y, 96).slope()).isCloseTo(2, Offset.offset(0.7));
  }

  @Test
  void boundsAreWrongAboutOneTimeInTenEach() {
    int above = 0;
    int below = 0;
    for (int seed = 0; seed < 500; seed++) {
      Trend trend = Trend.of(hours(48), line(48, 1, 1, seed), 48);
      above += trend.lower() > 1 ? 1 : 0;
      below += trend.upper() < 1 ? 1 : 0;
    }
    assertThat(above).as("of 500, seeds 0 to 499").isBetween(20, 75);
    assertThat(below).as("of 500, seeds 0 to 499").isBetween(20, 75);
  }

  @Test
  void autocorrelatedNoiseWidensTheBounds() {
    int wrong = 0;
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      double[] y = new double[96];
      double drift = 0;
      for (int i = 0; i < 96; i++) {
        drift = 0.8 * drift + random.nextGaussian();
        y[i] = drift;
      }
      wrong += Trend.of(hours(96), y, 96).lower() > 0 ? 1 : 0;
    }
    assertThat(wrong).as("of 300 without a trend, seeds 0 to 299").isLessThan(60);
  }

  @Test
  void plateausOfAQuantisedGaugeGiveAZeroWithinTheBounds() {
    double[] y = new double[48];
    y[47] = 5;
    Trend trend = Trend.of(hours(48), y, 48);
    assertThat(trend.lower()).isZero();
    assertThat(trend.upper()).isZero();
  }

  @Test
  void everyRankIsFoundAmongTies() {
    double[] values = {3, 1, 2, 2, 5, 2, 4, 1};
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    for (int rank = 0; rank < values.length; rank++) {
      assertThat(Ranks.select(values.clone(), values.length, rank)).isEqualTo(sorted[rank]);
    }
    assertThat(Ranks.median(values.clone(), 8)).isEqualTo(2);
  }
}
