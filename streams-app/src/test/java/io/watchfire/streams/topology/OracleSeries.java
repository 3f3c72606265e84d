/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import io.watchfire.streams.series.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One series by the rules as they are written down: everything it took, kept as it came. */
final class OracleSeries {
  private static final int REMEMBERED = 8;

  /** What a point was, and how much each of its quantities grew. */
  record Result(Outcome outcome, Map<String, Long> grown) {}

  /** When a series was first seen, for a first point that may count. */
  interface Lookback {
    long nanos();
  }

  private final boolean delta;
  private boolean seen;
  private long start;
  private long newest;
  private String layout = "";
  private Map<String, Long> values = Map.of();
  private boolean forgotten;
  private long floor = Long.MIN_VALUE;
  private List<long[]> taken = new ArrayList<>();

  OracleSeries(boolean delta) {
    this.delta = delta;
  }

  boolean seen() {
    return seen;
  }

  long newest() {
    return newest;
  }

  Result take(Measurement point, Map<String, Long> quantities, Lookback lookback) {
    if (point.stale()) {
      return nothing(Outcome.STALE);
    }
    return delta ? increment(point, quantities) : total(point, quantities, lookback);
  }

  private static Result nothing(Outcome outcome) {
    return new Result(outcome, Map.of());
  }

  private Result increment(Measurement point, Map<String, Long> quantities) {
    long from =
        point.start() == 0 || point.start() >= point.time() ? point.time() - 1 : point.start();
    if (from < floor) {
      return nothing(Outcome.LATE);
    }
    for (long[] range : taken) {
      if (from < range[1] && point.time() > range[0]) {
        boolean inside = from >= range[0] && point.time() <= range[1];
        return nothing(inside ? Outcome.DUPLICATE : Outcome.CONFLICT);
      }
    }
    taken.add(new long[] {from, point.time()});
    joinTouching();
    if (taken.size() > REMEMBERED) {
      floor = taken.remove(0)[1];
    }
    Outcome outcome = seen ? Outcome.INCREMENT : Outcome.FIRST;
    seen = true;
    newest = Math.max(newest, point.time());
    return new Result(outcome, quantities);
  }

  private void joinTouching() {
    taken.sort((a, b) -> Long.compare(a[0], b[0]));
    List<long[]> joined = new ArrayList<>();
    for (long[] range : taken) {
      if (!joined.isEmpty() && joined.getLast()[1] == range[0]) {
        joined.getLast()[1] = range[1];
      } else {
        joined.add(range);
      }
    }
    taken = joined;
  }

  private Result total(Measurement point, Map<String, Long> quantities, Lookback lookback) {
    long from = point.start() > point.time() ? 0 : point.start();
    if (!seen) {
      boolean young = from > 0 && from < point.time() && from >= point.time() - lookback.nanos();
      keep(point, from, quantities);
      return young ? new Result(Outcome.FIRST, quantities) : baseline(Outcome.BASELINE, quantities);
    }
    if (point.time() < newest) {
      return nothing(Outcome.OUT_OF_ORDER);
    }
    if (point.time() == newest) {
      boolean same = forgotten || values.equals(quantities);
      return nothing(same && layout.equals(point.layout()) ? Outcome.DUPLICATE : Outcome.CONFLICT);
    }
    if (from != 0 && from < start) {
      return nothing(Outcome.OLDER_START);
    }
    Result result = grown(point, from, quantities);
    keep(point, Math.max(start, from), quantities);
    return result;
  }

  private Result grown(Measurement point, long from, Map<String, Long> quantities) {
    if (start != 0 && from > start) {
      return from == point.time()
          ? baseline(Outcome.RESET, quantities)
          : new Result(Outcome.RESET, quantities);
    }
    if (forgotten) {
      return baseline(Outcome.BASELINE, quantities);
    }
    if (!layout.equals(point.layout())) {
      return baseline(Outcome.BOUNDS_CHANGED, quantities);
    }
    Map<String, Long> grown = new TreeMap<>();
    quantities.forEach((name, value) -> grown.put(name, value - values.get(name)));
    return grown.values().stream().anyMatch(growth -> growth < 0)
        ? new Result(Outcome.RESET, quantities)
        : new Result(Outcome.INCREMENT, grown);
  }

  private static Result baseline(Outcome outcome, Map<String, Long> quantities) {
    Map<String, Long> zeros = new TreeMap<>(quantities);
    zeros.replaceAll((name, value) -> 0L);
    return new Result(outcome, zeros);
  }

  private void keep(Measurement point, long from, Map<String, Long> quantities) {
    seen = true;
    forgotten = false;
    start = from;
    newest = point.time();
    layout = point.layout();
    values = quantities;
  }

  /** What an idle series keeps: when it started, or up to when its time was taken. */
  void forgetValues() {
    forgotten = true;
    if (taken.size() > 1) {
      floor = taken.getLast()[1];
      taken = new ArrayList<>(List.of(new long[] {floor - 1, floor}));
    }
  }
}
