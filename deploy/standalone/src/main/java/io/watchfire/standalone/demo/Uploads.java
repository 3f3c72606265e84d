/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.demo;

import io.watchfire.schemas.otlp.OtlpMetricsWriter;
import io.watchfire.schemas.otlp.Temporality;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * The upload service, whose troubles no failing request shows: files that do not come any more, and
 * a disk that fills.
 */
final class Uploads {
  /** Whose uploads can be made fewer. */
  static final String TENANT = "globex";

  /** How long it has been running when the demonstration begins. */
  static final Duration HISTORY = Duration.ofMinutes(18);

  /** When its disk has reached the limit of the demonstration's rule, after the beginning. */
  static final Duration FULL = Duration.ofSeconds(45);

  static final String NAME = "upload-api";
  static final double LIMIT = 90;

  private static final double PER_SECOND = 40;

  /** The share of uploads that still come while most stay away. */
  private static final double LEFT = 0.25;

  private static final double FILLS_PER_SECOND = 0.0726;
  private static final double NOISE = 0.1;
  private static final double MOST = 99;

  /** So that exports in steps of so many seconds are one to each bucket of the rules. */
  private static final int ALIGNED = 5;

  private final Random random;
  private final long startSecond;
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private long lastSecond;

  /**
   * @param beginning of the demonstration, in seconds since the epoch
   */
  Uploads(long seed, long beginning) {
    this.random = new Random(seed);
    long start = beginning - HISTORY.toSeconds();
    this.startSecond = start - start % ALIGNED;
    this.lastSecond = startSecond;
  }

  /** Until when it has exported, in seconds since the epoch. */
  long lastSecond() {
    return lastSecond;
  }

  /**
   * What it exports at a later second.
   *
   * @param withheld whether most of the tenant's uploads have stayed away since the last
   */
  byte[] export(long second, boolean withheld) {
    for (String tenant : Service.TENANTS) {
      double share = withheld && tenant.equals(TENANT) ? LEFT : 1;
      double expected = PER_SECOND * share * (second - lastSecond);
      counts.merge(
          tenant,
          Math.max(0, Math.round(expected + Math.sqrt(expected) * random.nextGaussian())),
          Long::sum);
    }
    lastSecond = second;
    return write(nanos(second));
  }

  /** In percent. */
  double disk(long second) {
    double left = startSecond + HISTORY.plus(FULL).toSeconds() - second;
    return Math.min(MOST, LIMIT - left * FILLS_PER_SECOND + NOISE * random.nextGaussian());
  }

  private byte[] write(long nanos) {
    OtlpMetricsWriter out = new OtlpMetricsWriter();
    out.beginResource(
        Map.of(
            "service.name",
            NAME,
            "service.namespace",
            "mcp",
            "service.instance.id",
            NAME + "-0",
            "k8s.cluster.name",
            "demo"));
    out.beginCounter("mcp.uploads", "{file}", Temporality.CUMULATIVE);
    counts.forEach(
        (tenant, count) ->
            out.number(
                new OtlpMetricsWriter.Point(Map.of("tenant", tenant), nanos(startSecond), nanos),
                count));
    out.endMetric();
    out.beginGauge("mcp.disk.used", "%");
    out.number(new OtlpMetricsWriter.Point(Map.of(), 0, nanos), disk(lastSecond));
    out.endMetric();
    out.endResource();
    return out.toByteArray();
  }

  private static long nanos(long second) {
    return Math.multiplyExact(second, Duration.ofSeconds(1).toNanos());
  }
}
