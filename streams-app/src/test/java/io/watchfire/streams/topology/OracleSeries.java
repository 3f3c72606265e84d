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
  private static final int REMEMBERED = 256;
  private static final long JITTER = 2_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final long UNKNOWN_INTERVAL = 60 * SECOND;
  private static final String COUNT = "count";

  /** Quantities of a point whose growth nobody knows, since the buckets are others. */
  static final long UNKNOWN = Long.MIN_VALUE;

  /** What a point was, and how much each of its quantities grew. */
  record Result(Outcome outcome, Map<String, Long> grown) {}

  /** When which start of a resource was first told, in the order in which that was. */
  static final class Starts {
    private final List<long[]> first = new ArrayList<>();

    void told(long start, long time) {
      if (!knows(start, Long.MAX_VALUE)) {
        first.add(new long[] {start, time});
      }
    }

    boolean knows(long start, long before) {
      return first.stream().anyMatch(known -> known[0] == start && known[1] < before);
    }

    boolean before(long start, long time, long spacing) {
      return first.stream()
          .anyMatch(
              known ->
                  known[0] == start
                      ? known[1] < time
                      : Math.abs(known[0] - start) <= JITTER && known[1] < time - spacing);
    }
  }

  /** What one writer told last. */
  private record Told(long time, String layout, Map<String, Long> values, boolean forgotten) {}

  private final boolean delta;
  private boolean seen;
  private long newest;
  private final Map<Long, Told> writers = new TreeMap<>();
  private long latest;
  private long floor = Long.MIN_VALUE;
  private List<long[]> taken = new ArrayList<>();

  OracleSeries(boolean delta) {
    this.delta = delta;
  }

  boolean seen() {
    return seen;
  }

  long newest() {
    return delta ? newest : writers.get(last()).time();
  }

  /** Time of what the writer of a point told before; beyond all time if it told nothing. */
  long before(Measurement point) {
    return delta
        ? newest
        : writers.containsKey(writer(point)) ? writers.get(writer(point)).time() : Long.MAX_VALUE;
  }

  /**
   * @param interval of the family; 0 unknown
   */
  Result take(
      Measurement point, Map<String, Long> quantities, long interval, Starts starts, long wall) {
    latest = (wall + 60_000) * 1_000_000;
    if (point.stale()) {
      return nothing(Outcome.STALE);
    }
    return delta ? increment(point, quantities) : total(point, quantities, interval, starts);
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

  private static long start(Measurement point) {
    return point.start() > point.time() ? 0 : point.start();
  }

  /** Who told the newest point. */
  private long last() {
    long last = writers.keySet().iterator().next();
    for (Map.Entry<Long, Told> writer : writers.entrySet()) {
      last = writer.getValue().time() > writers.get(last).time() ? writer.getKey() : last;
    }
    return last;
  }

  /** The start under which a point's writer is known. */
  private long writer(Measurement point) {
    long start = start(point);
    if (writers.isEmpty() || writers.containsKey(start)) {
      return start;
    }
    return start == 0 || last() == 0 ? last() : start;
  }

  private Result total(
      Measurement point, Map<String, Long> quantities, long interval, Starts starts) {
    long start = start(point);
    long lookback = 2 * (interval == 0 ? UNKNOWN_INTERVAL : interval);
    boolean young = start > 0 && start < point.time() && start >= point.time() - lookback;
    long spacing = interval == 0 ? SECOND : interval / 2;
    boolean counts = young || starts.before(start, point.time(), spacing);
    if (!seen) {
      starts.told(start, point.time());
      tell(start, point, quantities);
      return counts
          ? new Result(Outcome.FIRST, quantities)
          : baseline(Outcome.BASELINE, quantities);
    }
    long writer = writer(point);
    Told known = writers.get(writer);
    if (known == null) {
      boolean jitter = !starts.knows(start, point.time());
      starts.told(start, point.time());
      return began(point, quantities, jitter ? spacing : Long.MAX_VALUE, counts);
    }
    if (point.time() != known.time() && !follows(point, known)) {
      return nothing(Outcome.OUT_OF_ORDER);
    }
    if (point.time() == known.time()) {
      boolean same = known.forgotten() || known.values().equals(quantities);
      return nothing(
          same && known.layout().equals(point.layout()) ? Outcome.DUPLICATE : Outcome.CONFLICT);
    }
    writers.remove(writer);
    tell(start == 0 ? writer : start, point, quantities);
    return grown(known, point, quantities);
  }

  /** After a time that nobody can have seen yet whatever is not ahead follows. */
  private boolean follows(Measurement point, Told told) {
    return point.time() > told.time() || (told.time() > latest && point.time() <= latest);
  }

  /** A writer that was not known. */
  private Result began(
      Measurement point, Map<String, Long> quantities, long spacing, boolean counts) {
    long start = start(point);
    Told before = writers.get(last());
    if (follows(point, before)) {
      long apart = Math.abs(start - last());
      long since = point.time() - before.time();
      boolean looks = start == point.time();
      boolean restarts = start >= before.time();
      boolean jitters = apart <= JITTER && since > spacing && !isLower(before, point, quantities);
      if (looks || (!restarts && jitters)) {
        writers.remove(last());
        tell(start, point, quantities);
        return grown(before, point, quantities);
      }
      if (restarts) {
        tell(start, point, quantities);
        return new Result(Outcome.RESET, quantities);
      }
    }
    tell(start, point, quantities);
    return counts ? new Result(Outcome.FIRST, quantities) : baseline(Outcome.BASELINE, quantities);
  }

  private static boolean isLower(Told before, Measurement point, Map<String, Long> quantities) {
    boolean same = before.layout().equals(point.layout());
    return before.values().entrySet().stream()
        .filter(known -> same || known.getKey().equals(COUNT))
        .anyMatch(known -> quantities.get(known.getKey()) < known.getValue());
  }

  private static Result grown(Told before, Measurement point, Map<String, Long> quantities) {
    if (before.forgotten()) {
      return baseline(Outcome.BASELINE, quantities);
    }
    if (isLower(before, point, quantities)) {
      return new Result(Outcome.RESET, quantities);
    }
    boolean same = before.layout().equals(point.layout());
    Map<String, Long> grown = new TreeMap<>();
    quantities.forEach(
        (name, value) -> {
          long growth = value - before.values().get(name);
          grown.put(name, growth < 0 ? UNKNOWN : growth);
        });
    return new Result(same ? Outcome.INCREMENT : Outcome.BOUNDS_CHANGED, grown);
  }

  private static Result baseline(Outcome outcome, Map<String, Long> quantities) {
    Map<String, Long> zeros = new TreeMap<>(quantities);
    zeros.replaceAll((name, value) -> 0L);
    return new Result(outcome, zeros);
  }

  private void tell(long start, Measurement point, Map<String, Long> quantities) {
    seen = true;
    newest = Math.max(newest, point.time());
    writers.put(start, new Told(point.time(), point.layout(), quantities, false));
  }

  /** What an idle series keeps: when it started, or up to when its time was taken. */
  void forgetValues(long idleBefore) {
    if (delta && newest < idleBefore && taken.size() > 1) {
      floor = taken.getLast()[1];
      taken = new ArrayList<>(List.of(new long[] {floor - 1, floor}));
    } else if (!delta) {
      long last = last();
      writers.entrySet().removeIf(w -> w.getKey() != last && w.getValue().time() < idleBefore);
      Told told = writers.get(last);
      if (told.time() < idleBefore) {
        writers.put(last, new Told(told.time(), told.layout(), told.values(), true));
      }
    }
  }
}
