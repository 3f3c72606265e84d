/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A process that serves requests and knows how many, and how many it failed. What it exports is
 * true, in the odd ways in which SDKs tell it: a series comes into being with its first event.
 */
final class ServingProcess {
  static final String METRIC = "http.server.request.duration";
  static final String CODE = "http.response.status_code";
  private static final List<Double> FINE = List.of(0.1, 0.5, 1.0);
  private static final List<Double> COARSE = List.of(0.5, 5.0);
  private static final double FAST_SECONDS = 0.2;
  private static final double SLOW_SECONDS = 2.0;

  /** What its points tell as their start. */
  enum Start {
    /** That of the process, as Python's SDK and Java's. */
    PROCESS,
    /** That of the series, as Node's SDK. */
    SERIES,
    /** None, as Prometheus. */
    UNKNOWN
  }

  /** What becomes of the sum of durations, which no count depends on. */
  enum Sums {
    TRUE,
    ABSENT,
    NOT_A_NUMBER,
    FALLING
  }

  /** How much a process did: all of it, or what it told so far. */
  record Served(long total, long failed) {
    static final Served NONE = new Served(0, 0);

    Served plus(Served other) {
      return new Served(total + other.total, failed + other.failed);
    }

    Served minus(Served other) {
      return new Served(total - other.total, failed - other.failed);
    }
  }

  private static final class Counted {
    private final long bornNanos;
    private long fast;
    private long slow;
    private long sentFast;
    private long sentSlow;

    Counted(long bornNanos) {
      this.bornNanos = bornNanos;
    }
  }

  private final Start start;
  private final boolean delta;
  private final Map<String, Counted> byCode = new TreeMap<>();
  private Served served = Served.NONE;
  private long startNanos;
  private long exportedNanos;
  Sums sums = Sums.TRUE;
  boolean coarse;

  /** What the start that it tells differs by from the true one. */
  long startErrorNanos;

  ServingProcess(Start start, boolean delta, long startNanos) {
    this.start = start;
    this.delta = delta;
    this.startNanos = startNanos;
    this.exportedNanos = startNanos;
  }

  /** Serves some requests; the failed ones are slow. */
  void serve(long nowNanos, long ok, long failed) {
    if (ok > 0) {
      byCode.computeIfAbsent("200", code -> new Counted(nowNanos)).fast += ok;
    }
    if (failed > 0) {
      byCode.computeIfAbsent("503", code -> new Counted(nowNanos)).slow += failed;
    }
    served = served.plus(new Served(ok + failed, failed));
  }

  Served served() {
    return served;
  }

  /** What is told without saying that it has happened since then. */
  Served servedBefore(long nanos) {
    if (start != Start.SERIES) {
      return served;
    }
    long total = 0;
    long failed = 0;
    for (Counted counted : byCode.values()) {
      boolean old = counted.bornNanos < nanos;
      total += old ? counted.fast + counted.slow : 0;
      failed += old ? counted.slow : 0;
    }
    return new Served(total, failed);
  }

  long startNanos() {
    return startNanos;
  }

  /** What it tells at that moment; after that it may be killed and nothing told is lost. */
  Metric export(long nowNanos, long skewNanos) {
    Histogram.Builder histogram =
        Histogram.newBuilder()
            .setAggregationTemporality(
                delta
                    ? AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA
                    : AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    byCode.forEach(
        (code, counted) -> histogram.addDataPoints(point(code, counted, nowNanos, skewNanos)));
    exportedNanos = nowNanos;
    return Metric.newBuilder().setName(METRIC).setUnit("s").setHistogram(histogram).build();
  }

  private HistogramDataPoint point(String code, Counted counted, long nowNanos, long skewNanos) {
    long fast = counted.fast - (delta ? counted.sentFast : 0);
    long slow = counted.slow - (delta ? counted.sentSlow : 0);
    counted.sentFast = counted.fast;
    counted.sentSlow = counted.slow;
    HistogramDataPoint.Builder point =
        HistogramDataPoint.newBuilder()
            .addAttributes(Otlp.attribute(CODE, code))
            .setTimeUnixNano(nowNanos + skewNanos)
            .setCount(fast + slow)
            .addAllExplicitBounds(coarse ? COARSE : FINE)
            .addAllBucketCounts(coarse ? List.of(fast, slow, 0L) : List.of(0L, fast, 0L, slow));
    long told = told(counted);
    if (told != 0) {
      point.setStartTimeUnixNano(told + skewNanos);
    }
    double sum = fast * FAST_SECONDS + slow * SLOW_SECONDS;
    switch (sums) {
      case TRUE -> point.setSum(sum);
      case ABSENT -> point.clearSum();
      case NOT_A_NUMBER -> point.setSum(Double.NaN);
      case FALLING -> point.setSum(Math.max(0, 1e6 - sum));
    }
    return point.build();
  }

  private long told(Counted counted) {
    if (delta) {
      return exportedNanos;
    }
    return switch (start) {
      case PROCESS -> startNanos + startErrorNanos;
      case SERIES -> counted.bornNanos + startErrorNanos;
      case UNKNOWN -> 0;
    };
  }
}
