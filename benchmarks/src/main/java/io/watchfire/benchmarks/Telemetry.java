/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One export of one service, about 120 bytes a point, of which a rule wants some; encoded once and
 * then only given its times and values, so that making load costs little.
 */
final class Telemetry {
  /** The metric that the rule of the load wants. */
  static final String WANTED = "bench.requests";

  /** The metric of the trials of latency; deltas. */
  static final String TRIAL = "trial.requests";

  private static final int POINTS_PER_METRIC = 6;
  private static final long TIME = 0x1a2b3c4d5e6f7081L;
  private static final long VALUE = 0x2b3c4d5e6f70811aL;
  private static final long START = 0x3c4d5e6f70811a2bL;

  private final byte[] bytes;
  private final int[] times;
  private final int[] values;
  private final int[] starts;

  private Telemetry(byte[] bytes) {
    this.bytes = bytes;
    this.times = find(bytes, TIME);
    this.values = find(bytes, VALUE);
    this.starts = find(bytes, START);
  }

  /**
   * Cumulative counters of a service.
   *
   * @param points of the export, a multiple of six
   * @param wanted how many of them the rule wants; one of six of these counts errors, and stays
   */
  static Telemetry of(String service, int points, int wanted) {
    ScopeMetrics.Builder scope = ScopeMetrics.newBuilder();
    for (int first = 0; first < points; first += POINTS_PER_METRIC) {
      int here = Math.min(POINTS_PER_METRIC, points - first);
      boolean isWanted = first < wanted;
      Sum.Builder sum =
          Sum.newBuilder()
              .setIsMonotonic(true)
              .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
      for (int i = 0; i < here; i++) {
        sum.addDataPoints(point(i, first, isWanted && i == 0));
      }
      String name = isWanted ? WANTED : "bench.other." + first / POINTS_PER_METRIC;
      scope.addMetrics(Metric.newBuilder().setName(name).setUnit("{request}").setSum(sum));
    }
    return of(service, scope);
  }

  /** A burst of a service: deltas of one second, as many good as bad, or only good ones. */
  static Telemetry burst(String service, long good, long bad) {
    Sum.Builder sum =
        Sum.newBuilder()
            .setIsMonotonic(true)
            .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
    sum.addDataPoints(delta("good", good)).addDataPoints(delta("bad", bad));
    return of(
        service,
        ScopeMetrics.newBuilder().addMetrics(Metric.newBuilder().setName(TRIAL).setSum(sum)));
  }

  /** The bytes at a time. */
  byte[] at(long startNanos, long timeNanos, long value) {
    byte[] copy = bytes.clone();
    ByteBuffer out = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
    for (int at : times) {
      out.putLong(at, timeNanos);
    }
    for (int at : values) {
      out.putLong(at, value);
    }
    for (int at : starts) {
      out.putLong(at, startNanos);
    }
    return copy;
  }

  private static Telemetry of(String service, ScopeMetrics.Builder scope) {
    Resource.Builder resource =
        Resource.newBuilder()
            .addAttributes(attribute("service.name", service))
            .addAttributes(attribute("service.namespace", "bench"))
            .addAttributes(attribute("service.instance.id", service + "-7d9f8b6c5-x2x4z"))
            .addAttributes(attribute("telemetry.sdk.language", "java"));
    return new Telemetry(
        MetricsData.newBuilder()
            .addResourceMetrics(
                ResourceMetrics.newBuilder().setResource(resource).addScopeMetrics(scope))
            .build()
            .toByteArray());
  }

  private static NumberDataPoint point(int number, int first, boolean error) {
    return NumberDataPoint.newBuilder()
        .setStartTimeUnixNano(START)
        .setTimeUnixNano(TIME)
        .setAsInt(error ? 7 : VALUE)
        .addAttributes(attribute("http.route", "/api/v1/items/" + (first + number)))
        .addAttributes(attribute("method", number % 2 == 0 ? "GET" : "POST"))
        .addAttributes(attribute("status_code", error ? "500" : "200"))
        .build();
  }

  private static NumberDataPoint delta(String outcome, long count) {
    return NumberDataPoint.newBuilder()
        .setStartTimeUnixNano(START)
        .setTimeUnixNano(TIME)
        .setAsInt(count)
        .addAttributes(attribute("outcome", outcome))
        .build();
  }

  private static KeyValue attribute(String name, String value) {
    return KeyValue.newBuilder()
        .setKey(name)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static int[] find(byte[] bytes, long mark) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int[] found = new int[bytes.length / 8];
    int count = 0;
    for (int at = 0; at + 8 <= bytes.length; at++) {
      if (in.getLong(at) == mark) {
        found[count++] = at;
      }
    }
    return Arrays.copyOf(found, count);
  }
}
