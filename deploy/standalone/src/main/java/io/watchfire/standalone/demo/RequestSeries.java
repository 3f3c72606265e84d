/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.demo;

import io.watchfire.schemas.otlp.OtlpMetricsWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** One cumulative histogram of request durations, as an OpenTelemetry SDK keeps it. */
final class RequestSeries {
  /** The bounds that the OpenTelemetry conventions advise, in seconds. */
  static final List<Double> BOUNDS =
      List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

  private final Map<String, ?> attributes;
  private final long startNanos;
  private final long[] buckets = new long[BOUNDS.size() + 1];
  private long count;
  private double sum;

  RequestSeries(Map<String, ?> attributes, long startNanos) {
    this.attributes = attributes;
    this.startNanos = startNanos;
  }

  void record(double seconds) {
    int bucket = 0;
    while (bucket < BOUNDS.size() && seconds > BOUNDS.get(bucket)) {
      bucket++;
    }
    buckets[bucket]++;
    count++;
    sum += seconds;
  }

  long count() {
    return count;
  }

  void write(OtlpMetricsWriter out, long nowNanos) {
    List<Long> counts = new ArrayList<>(buckets.length);
    for (long bucket : buckets) {
      counts.add(bucket);
    }
    out.histogram(
        new OtlpMetricsWriter.Point(attributes, startNanos, nowNanos),
        count,
        OptionalDouble.of(sum),
        BOUNDS,
        counts);
  }
}
