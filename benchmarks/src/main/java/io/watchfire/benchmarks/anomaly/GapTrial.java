/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

import io.watchfire.streams.anomaly.AlertPolicy;
import io.watchfire.streams.anomaly.AlertPolicySettings;
import io.watchfire.streams.anomaly.DetectorType;
import io.watchfire.streams.anomaly.Monitor;
import io.watchfire.streams.anomaly.MonitorResult;
import io.watchfire.streams.anomaly.detector.DetectorSettings;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Cuts gaps out of series at random places and counts what alerts after them: a gap is no anomaly,
 * and what is ordinary without it is so behind it. A place counts only where the whole series is
 * calm: no incident is labelled there, and no value in the gap or behind it is rare.
 */
final class GapTrial {
  /** Values behind a gap that are looked at. */
  static final int BEHIND = 10;

  private static final double RARE = 0.5;
  private static final int LEARNING = 300;
  private static final double LEARNING_SHARE = 0.15;

  private final DetectorType type;
  private final DetectorSettings settings;
  private final int places;

  /**
   * @param places how many gaps of each length are cut out of a series, each alone
   */
  GapTrial(DetectorType type, DetectorSettings settings, int places) {
    this.type = type;
    this.settings = settings;
    this.places = places;
  }

  /** Cuts gaps of so many milliseconds out of a series. */
  GapCount of(LabelledSeries given, long gapMillis, long seed) {
    LabelledSeries series = forward(given);
    int from = (int) Math.max(LEARNING, LEARNING_SHARE * series.rows());
    List<Cut> cuts = cuts(series, gapMillis, from, new Random(seed));
    GapCount count = GapCount.NONE;
    if (cuts.isEmpty()) {
      return count;
    }
    Monitor whole = new Monitor(type.create(settings), new AlertPolicy(policy()));
    MonitorResult[] results = new MonitorResult[series.rows()];
    byte[][] learnt = new byte[cuts.size()][];
    int next = 0;
    for (int row = 0; row < series.rows(); row++) {
      while (next < cuts.size() && cuts.get(next).first() == row) {
        learnt[next++] = written(whole);
      }
      results[row] = show(whole, series, row);
    }
    for (int i = 0; i < cuts.size(); i++) {
      if (calm(series, cuts.get(i), results)) {
        count = count.plus(behind(read(learnt[i]), series, cuts.get(i)));
      }
    }
    return count;
  }

  /** Without rows whose time is not later than all before. */
  private static LabelledSeries forward(LabelledSeries series) {
    int[] kept = new int[series.rows()];
    int[] at = new int[series.rows()];
    int rows = 0;
    long last = Long.MIN_VALUE;
    for (int row = 0; row < series.rows(); row++) {
      at[row] = rows;
      if (series.times()[row] > last) {
        last = series.times()[row];
        kept[rows++] = row;
      }
    }
    int[] rest = Arrays.copyOf(kept, rows);
    return new LabelledSeries(
        series.name(),
        Arrays.stream(rest).mapToLong(row -> series.times()[row]).toArray(),
        Arrays.stream(rest).mapToDouble(row -> series.values()[row]).toArray(),
        Arrays.stream(series.incidents())
            .map(incident -> new int[] {at[incident[0]], at[incident[1]]})
            .toArray(int[][]::new));
  }

  /**
   * Rows that are left out.
   *
   * @param first the first of them
   * @param then the row behind them
   */
  private record Cut(int first, int then) {}

  private List<Cut> cuts(LabelledSeries series, long gapMillis, int from, Random random) {
    List<Cut> cuts = new ArrayList<>();
    int last = series.rows() - BEHIND;
    for (int i = 0; i < places && from < last; i++) {
      int first = from + random.nextInt(last - from);
      long until = series.times()[first - 1] + gapMillis;
      int found = Arrays.binarySearch(series.times(), until);
      int then = found < 0 ? -found - 1 : found;
      if (then > first && then <= last && series.times()[then] < until + gapMillis / 2) {
        cuts.add(new Cut(first, then));
      }
    }
    cuts.sort((a, b) -> Integer.compare(a.first(), b.first()));
    return cuts;
  }

  private static boolean calm(LabelledSeries series, Cut cut, MonitorResult[] results) {
    int end = cut.then() + BEHIND;
    for (int[] incident : series.incidents()) {
      if (incident[0] < end && incident[1] >= cut.first()) {
        return false;
      }
    }
    for (int row = cut.first(); row < end; row++) {
      if (results[row].firing() || results[row].verdict().score() >= RARE) {
        return false;
      }
    }
    return !Double.isNaN(series.values()[cut.then()]);
  }

  private GapCount behind(Monitor monitor, LabelledSeries series, Cut cut) {
    boolean first = show(monitor, series, cut.then()).starts();
    boolean any = first;
    for (int row = cut.then() + 1; row < cut.then() + BEHIND; row++) {
      any |= show(monitor, series, row).starts();
    }
    return new GapCount(1, first ? 1 : 0, any ? 1 : 0);
  }

  private static MonitorResult show(Monitor monitor, LabelledSeries series, int row) {
    return monitor.next(series.times()[row], series.values()[row]);
  }

  private byte[] written(Monitor monitor) {
    ByteWriter out = new ByteWriter(1 << 13);
    monitor.write(out);
    return out.toBytes();
  }

  private Monitor read(byte[] bytes) {
    return Monitor.read(new ByteReader(bytes), policy(), in -> type.read(in, settings));
  }

  private static AlertPolicySettings policy() {
    return AlertPolicySettings.DEFAULT;
  }
}
