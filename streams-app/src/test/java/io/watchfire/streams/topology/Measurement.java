/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import java.util.List;
import java.util.Map;

/**
 * A data point as a producer sends it; times in nanoseconds.
 *
 * @param start 0 if the producer does not say
 * @param count the counter's value, or the observations of a histogram
 * @param buckets observations by bucket; empty for a counter
 * @param bounds of an explicit histogram
 * @param scale of an exponential histogram, whose buckets begin at {@code offset}
 */
record Measurement(
    Kind kind,
    String metric,
    String unit,
    Map<String, String> labels,
    boolean delta,
    boolean stale,
    long start,
    long time,
    long count,
    List<Long> buckets,
    List<Double> bounds,
    int scale,
    int offset) {
  enum Kind {
    COUNTER,
    GAUGE,
    EXPLICIT,
    EXPONENTIAL
  }

  /** What one resource sends at once. */
  record Export(Map<String, String> resource, List<Measurement> points) {}

  Measurement withCount(long other) {
    return new Measurement(
        kind, metric, unit, labels, delta, stale, start, time, other, buckets, bounds, scale,
        offset);
  }

  Measurement asStale() {
    return new Measurement(
        kind, metric, unit, labels, delta, true, start, time, 0, List.of(), List.of(), scale,
        offset);
  }

  Measurement as(Kind other) {
    return new Measurement(
        other, metric, unit, labels, delta, stale, start, time, count, buckets, bounds, scale,
        offset);
  }

  Measurement named(String other) {
    return new Measurement(
        kind, other, unit, labels, delta, stale, start, time, count, buckets, bounds, scale,
        offset);
  }

  /** From a process that began before this one and still writes after it. */
  Measurement fromOlderProcess() {
    return new Measurement(
        kind,
        metric,
        unit,
        labels,
        delta,
        stale,
        start == 0 ? 0 : start - 600_000_000_000L,
        time + 1_000_000,
        count,
        buckets,
        bounds,
        scale,
        offset);
  }

  Measurement at(long otherTime) {
    return new Measurement(
        kind, metric, unit, labels, delta, stale, start, otherTime, count, buckets, bounds, scale,
        offset);
  }

  /** What tells two layouts of a histogram apart. */
  String layout() {
    return switch (kind) {
      case COUNTER, GAUGE -> "";
      case EXPLICIT -> bounds.toString();
      case EXPONENTIAL -> "2^-" + scale;
    };
  }
}
