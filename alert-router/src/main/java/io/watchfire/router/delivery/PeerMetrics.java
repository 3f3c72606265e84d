/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.watchfire.router.alertmanager.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** What one Alertmanager's delivery counts; the names are documented interface. */
public final class PeerMetrics implements AutoCloseable {
  private static final String TAG = "alertmanager";

  private final MeterRegistry registry;
  private final String name;
  private final Map<String, Integer> pending = new ConcurrentHashMap<>();
  private final AtomicInteger up = new AtomicInteger();
  private final AtomicReference<Double> skew = new AtomicReference<>(Double.NaN);
  private final List<Meter> gauges = new ArrayList<>();
  private final Timer latency;
  private final Timer delivery;

  public PeerMetrics(MeterRegistry registry, String name) {
    this.registry = registry;
    this.name = name;
    gauges.add(
        Gauge.builder("watchfire.router.pending", pending, PeerMetrics::sum)
            .description("States not yet taken")
            .tag(TAG, name)
            .register(registry));
    gauges.add(
        Gauge.builder("watchfire.router.alertmanager.up", up, AtomicInteger::get)
            .description("1 while it answers")
            .tag(TAG, name)
            .register(registry));
    gauges.add(
        Gauge.builder("watchfire.router.alertmanager.skew", skew, AtomicReference::get)
            .description("Seconds that its clock is ahead of ours")
            .tag(TAG, name)
            .register(registry));
    latency =
        Timer.builder("watchfire.router.request")
            .description("Time of one request with alerts")
            .tag(TAG, name)
            .publishPercentileHistogram()
            .register(registry);
    delivery =
        Timer.builder("watchfire.alert.delivery")
            .description("From the record that made the alert change to its acceptance")
            .tag(TAG, name)
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(10))
            .maximumExpectedValue(Duration.ofMinutes(10))
            .register(registry);
  }

  public void request(Outcome outcome, int alerts, Duration took) {
    latency.record(took);
    String result =
        switch (outcome) {
          case Outcome.Accepted a -> "accepted";
          case Outcome.Partial p -> "partial";
          case Outcome.Rejected r -> "rejected";
          case Outcome.Unavailable u -> "unavailable";
          case Outcome.Misconfigured m -> "misconfigured";
        };
    Counter.builder("watchfire.router.deliveries")
        .description("Alerts in requests, by what became of the request")
        .tag(TAG, name)
        .tag("result", result)
        .register(registry)
        .increment(alerts);
  }

  void delivered(Instant causedAt, Instant now) {
    Duration took = Duration.between(causedAt, now);
    delivery.record(took.isNegative() ? Duration.ZERO : took);
  }

  public void renamed() {
    registry.counter("watchfire.router.renamed.labels", TAG, name).increment();
  }

  void pending(String tenant, int states) {
    pending.put(tenant, states);
  }

  void skew(Duration ahead) {
    skew.set(ahead.toMillis() / 1000.0);
  }

  void up(boolean answers) {
    up.set(answers ? 1 : 0);
  }

  /** A member that is gone has no state; what was counted stays. */
  @Override
  public void close() {
    gauges.forEach(registry::remove);
  }

  private static double sum(Map<String, Integer> states) {
    return states.values().stream().mapToInt(Integer::intValue).sum();
  }
}
