/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes series with known incidents. The same settings and seed give the same series.
 *
 * @param step from row to row, milliseconds
 * @param rows how many
 * @param between mean number of rows from one incident to the next; 0 for none at all
 * @param gaps share of rows that are missing
 */
record SeriesMaker(long step, int rows, int between, double gaps, ZoneId zone) {
  private static final List<Incident> KINDS = List.of(Incident.values());
  private static final long TWIN = 500_000_009L;
  private static final long START = 1_710_115_200_000L; // 2024-03-11, before both clock changes

  LabelledSeries make(Family family, long seed) {
    Random own = family.random(seed);
    double[] values = ordinary(family, own, own);
    // The same level and season with other noise: tells the spread of the noise row by row.
    double[] twin = ordinary(family, family.random(seed), family.random(seed + TWIN));
    Random random = new Random(seed * 31 + 7);
    List<int[]> incidents = between == 0 ? List.of() : spoil(family, values, twin, random);
    return thinned(family, seed, values, incidents, random);
  }

  private double[] ordinary(Family family, Random shape, Random noise) {
    MadeSignal signal = new MadeSignal(shape, noise, zone, START);
    double[] values = new double[rows];
    for (int i = 0; i < rows; i++) {
      signal.advance(START + i * step);
      values[i] = family.next(signal);
    }
    return values;
  }

  private List<int[]> spoil(Family family, double[] values, double[] twin, Random random) {
    List<int[]> incidents = new ArrayList<>();
    int row = rows / 7 + gap(random);
    while (row < rows - 400) {
      Incident kind = KINDS.get(random.nextInt(KINDS.size()));
      int length = kind.length(random);
      double size = kind.size(random);
      boolean counts = family == Family.SPARSE || family == Family.COUNTS;
      if (counts) {
        size = Math.abs(size);
      }
      double spread = spread(values, twin, row);
      for (int i = row; i < row + length; i++) {
        double value = kind.apply(values[i], spread, size, random);
        values[i] = counts ? Math.max(0, Math.round(value)) : value;
      }
      incidents.add(new int[] {row, row + length - 1});
      row += length + 300 + gap(random);
    }
    return incidents;
  }

  private int gap(Random random) {
    return (int) (-Math.log(1 - random.nextDouble()) * between);
  }

  private static double spread(double[] values, double[] twin, int row) {
    double squares = 0;
    int from = Math.max(0, row - 30);
    for (int i = from; i < row; i++) {
      squares += (values[i] - twin[i]) * (values[i] - twin[i]);
    }
    return Math.max(
        Math.sqrt(squares / 2 / Math.max(1, row - from)), 1e-3 * Math.abs(values[row]) + 0.3e-3);
  }

  private LabelledSeries thinned(
      Family family, long seed, double[] values, List<int[]> incidents, Random random) {
    long[] times = new long[rows];
    for (int i = 0; i < rows; i++) {
      times[i] = START + i * step;
      if (random.nextDouble() < gaps) {
        values[i] = Double.NaN;
      }
    }
    return new LabelledSeries(
        family.name() + "-" + seed, times, values, incidents.toArray(int[][]::new));
  }
}
