/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import io.watchfire.schemas.otlp.OtlpMetricsWriter;
import io.watchfire.schemas.otlp.Temporality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Orders of two regions and the disks of two hosts, every five seconds of event time, whatever the
 * time it takes to tell them: orders break in and soar, disks leak and are cleared. The same seed
 * and start tell the same.
 */
final class Shop {
  static final Duration STEP = Duration.ofSeconds(5);
  static final int STEPS = 2_400;

  static final String RULES =
      orders("orders", "") + orders("orders-ewma", "detector: ewma\n  ") + disks();

  /** Rules by the metric's groups: each has a reading for every bucket but the last ones. */
  static final int GROUPS = 6;

  private static final List<String> REGIONS = List.of("eu", "us");
  private static final List<String> HOSTS = List.of("a", "b");
  private static final int BREAK_FROM = 500;
  private static final int BREAK_EVERY = 450;
  private static final int BREAK = 40;
  private static final int LEAK_FROM = 700;
  private static final int LEAK_EVERY = 900;
  private static final int LEAK = 300;

  private final Random random;
  private final Instant start;
  private final Map<String, Long> counts = new HashMap<>();

  Shop(long seed, Instant start) {
    this.random = new Random(seed);
    this.start = start;
  }

  /** Event time of a step. */
  Instant time(int step) {
    return start.plus(STEP.multipliedBy(step));
  }

  /** What is told in a step, now and then twice. */
  List<Fleet.Sent> step(int step) {
    List<Fleet.Sent> records = new ArrayList<>();
    for (String region : REGIONS) {
      add(records, region, orders(region, step));
    }
    for (String host : HOSTS) {
      add(records, host, disk(host, step));
    }
    return records;
  }

  private void add(List<Fleet.Sent> records, String key, byte[] value) {
    records.add(new Fleet.Sent(key, value));
    if (random.nextInt(50) == 0) {
      records.add(new Fleet.Sent(key, value));
    }
  }

  private byte[] orders(String region, int step) {
    long usual = 100 + Math.round(8 * random.nextGaussian());
    boolean broken = within(step, BREAK_FROM, BREAK_EVERY, BREAK);
    long now = broken ? (region.equals("eu") ? usual / 20 : usual * 3) : usual;
    counts.merge(region, now, Long::sum);
    return Telemetry.of("acme", "checkout", region)
        .counter(
            "orders",
            Temporality.CUMULATIVE,
            "region",
            Map.of(region, counts.get(region)),
            start,
            time(step))
        .bytes();
  }

  private byte[] disk(String host, int step) {
    int since = (step - LEAK_FROM) % LEAK_EVERY;
    boolean leaks = host.equals("a") && within(step, LEAK_FROM, LEAK_EVERY, LEAK);
    double used = 20 + random.nextDouble() + (leaks ? since * 0.25 : 0);
    Telemetry to = Telemetry.of("acme", "node", host);
    to.writer().beginGauge("disk.used", "{percent}");
    to.writer()
        .number(
            new OtlpMetricsWriter.Point(Map.of("host", host), 0, Telemetry.nanos(time(step))),
            used);
    to.writer().endMetric();
    return to.bytes();
  }

  private static boolean within(int step, int from, int every, int length) {
    return step >= from && (step - from) % every < length;
  }

  private static String orders(String name, String detector) {
    return """
    ---
    apiVersion: watchfire/v1
    kind: AnomalyRule
    metadata:
      name: %s
    spec:
      rate: orders_total
      by: [region]
      step: 5s
      rest: 10m
      clearAfter: 1m
      %s
    """
        .formatted(name, detector);
  }

  private static String disks() {
    return """
    ---
    apiVersion: watchfire/v1
    kind: ForecastRule
    metadata:
      name: disk
    spec:
      gauge: disk.used
      aggregate: max
      by: [host]
      step: 5s
      limit: 100
      horizon: 1h
      nearness: 1
      longWindow: 20m
      shortWindow: 5m
      for: 1m
      keepFiringFor: 2m
    """;
  }
}
