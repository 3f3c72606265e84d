/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

import io.watchfire.standalone.detect.Row;
import io.watchfire.standalone.detect.Scored;
import io.watchfire.standalone.detect.Series;
import io.watchfire.standalone.detect.SeriesRun;
import io.watchfire.streams.anomaly.DetectorType;
import io.watchfire.streams.spec.FalseAlerts;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which alerts started when, against the faults. A fault counts as noticed by alerts that start up
 * to three minutes after it; how long a fault lasts is not recorded, so what starts up to a quarter
 * of an hour after one (its end, and what follows) is taken for neither right nor wrong.
 */
final class ShopVerdict {
  private static final long NOTICED = Duration.ofMinutes(3).toMillis();
  private static final long AFTERMATH = Duration.ofMinutes(15).toMillis();
  private static final double HOUR = 3_600_000;

  private final List<InjectedFault> faults;
  private final NavigableMap<Long, List<ShopSignal>> alerts = new TreeMap<>();
  private final TreeSet<Long> minutes = new TreeSet<>();

  ShopVerdict(DetectorType type, Map<ShopSignal, Series> signals, List<InjectedFault> faults) {
    this.faults = faults;
    SeriesRun run =
        new SeriesRun(type::create, FalseAlerts.parse(FalseAlerts.DEFAULT), ZoneOffset.UTC);
    signals.forEach(
        (signal, series) -> {
          series.rows().stream().map(Row::time).forEach(minutes::add);
          for (Scored scored : run.run(series)) {
            if (scored.result().starts()) {
              alerts.computeIfAbsent(scored.row().time(), time -> new ArrayList<>()).add(signal);
            }
          }
        });
  }

  /** The signals whose alerts notice a fault, the faulty service's first, by time. */
  List<ShopSignal> noticing(InjectedFault fault) {
    List<ShopSignal> all = within(fault.time().toEpochMilli(), NOTICED);
    List<ShopSignal> own =
        new ArrayList<>(all.stream().filter(s -> s.service().equals(fault.service())).toList());
    own.addAll(all.stream().filter(s -> !s.service().equals(fault.service())).toList());
    return own;
  }

  boolean noticedAtItsService(InjectedFault fault) {
    return noticing(fault).stream().anyMatch(s -> s.service().equals(fault.service()));
  }

  /** Alerts that start long after any fault, or before the first. */
  int falseAlerts() {
    return alerts.entrySet().stream()
        .filter(at -> quiet(at.getKey()))
        .mapToInt(at -> at.getValue().size())
        .sum();
  }

  /** Recorded time that is far from any fault. */
  double quietHours() {
    long quiet = 0;
    Long before = null;
    for (long minute : minutes) {
      if (before != null && minute - before <= 3 * 60_000 && quiet(minute)) {
        quiet += minute - before;
      }
      before = minute;
    }
    return quiet / HOUR;
  }

  /** Share of three quiet minutes in which some alert starts: what noticing by chance comes to. */
  double chance() {
    int windows = 0;
    int hit = 0;
    long next = Long.MIN_VALUE;
    for (long minute : minutes) {
      if (minute >= next && quiet(minute) && quiet(minute + NOTICED)) {
        windows++;
        hit += within(minute, NOTICED).isEmpty() ? 0 : 1;
        next = minute + NOTICED;
      }
    }
    return windows == 0 ? 0 : (double) hit / windows;
  }

  private List<ShopSignal> within(long from, long length) {
    return alerts.subMap(from, false, from + length, true).values().stream()
        .flatMap(List::stream)
        .toList();
  }

  private boolean quiet(long time) {
    return faults.stream()
        .mapToLong(fault -> fault.time().toEpochMilli())
        .noneMatch(at -> time >= at && time <= at + AFTERMATH);
  }
}
