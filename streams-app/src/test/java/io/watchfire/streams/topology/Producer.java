/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import io.watchfire.streams.topology.Measurement.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A made-up process that counts and exports; times in nanoseconds. */
final class Producer {
  static final long SECOND = 1_000_000_000L;
  private static final List<Double> FINE = List.of(0.05, 0.1, 0.25, 0.5, 1.0);
  private static final List<Double> COARSE = List.of(0.1, 0.25, 1.0);
  private static final int EXPONENTIAL_OFFSET = 44;
  private static final int EXPONENTIAL_BUCKETS = 16;

  /** What a producer says about when its series started. */
  enum Starts {
    PROCESS,
    SERIES,
    UNKNOWN
  }

  /** How a service is doing. */
  record Health(double errors, int traffic) {}

  private static final class Counted {
    final Kind kind;
    final String metric;
    final Map<String, String> labels;
    final long born;
    long count;
    long[] buckets;
    long sentCount;
    long[] sentBuckets;

    Counted(Kind kind, String metric, Map<String, String> labels, long born, int buckets) {
      this.kind = kind;
      this.metric = metric;
      this.labels = labels;
      this.born = born;
      this.buckets = new long[buckets];
      this.sentBuckets = new long[buckets];
    }
  }

  final Map<String, String> resource;
  final String service;
  long interval;
  long next;
  long skew;
  private final Random random;
  private final List<String> roles;
  private final boolean delta;
  private final Starts starts;
  private final Map<String, Counted> counters = new LinkedHashMap<>();
  private boolean coarse;
  private long processStart;
  private long lastExport;

  Producer(
      Random random,
      Map<String, String> resource,
      String service,
      List<String> roles,
      long now,
      long interval) {
    this.random = random;
    this.resource = resource;
    this.service = service;
    this.roles = roles;
    this.interval = interval;
    this.delta = random.nextInt(3) == 0;
    this.starts = Starts.values()[random.nextInt(3)];
    this.processStart = now - random.nextLong(200) * SECOND;
    this.lastExport = processStart;
    this.next = now + random.nextLong(interval);
  }

  /** The process starts anew; whether its start time tells depends on what it says of starts. */
  void restart(long now) {
    counters.clear();
    coarse = random.nextBoolean();
    processStart = Math.max(lastExport, now - random.nextLong(interval));
    lastExport = processStart;
  }

  /** A changed configuration: histograms count from zero, in other buckets. */
  void changeBounds() {
    coarse = !coarse;
  }

  Measurement.Export export(long wall, Health health) {
    long time = wall + skew - random.nextLong(SECOND);
    count(health);
    List<Measurement> points = new ArrayList<>();
    counters.values().forEach(one -> points.add(point(one, time)));
    for (Counted one : counters.values()) {
      one.sentCount = one.count;
      one.sentBuckets = one.buckets.clone();
    }
    lastExport = Math.max(time, lastExport);
    next = wall + interval - random.nextLong(interval / 5 + 1);
    return new Measurement.Export(resource, points);
  }

  private void count(Health health) {
    int requests = health.traffic() == 0 ? 0 : random.nextInt(health.traffic());
    int failed = 0;
    for (int i = 0; i < requests; i++) {
      failed += random.nextDouble() < health.errors() ? 1 : 0;
    }
    for (String role : roles) {
      switch (role) {
        case "http" -> {
          add(Kind.COUNTER, "http.requests", Map.of("code", "200"), requests - failed);
          add(Kind.COUNTER, "http.requests", Map.of("code", "404"), requests / 50);
          add(Kind.COUNTER, "http.requests", Map.of("code", "503"), failed);
        }
        case "ok" -> add(Kind.COUNTER, "jobs.ok", Map.of(), requests - failed);
        case "all" -> add(Kind.COUNTER, "jobs.all", Map.of(), requests);
        case "latency" -> {
          String metric = "http.server.request.duration";
          observe(Kind.EXPLICIT, metric, requests - failed, failed);
        }
        default -> observe(Kind.EXPONENTIAL, "rpc.server.call.duration", requests, failed);
      }
    }
  }

  private void add(Kind kind, String metric, Map<String, String> labels, int more) {
    Map<String, String> all = new TreeMap<>(labels);
    if (resource.isEmpty()) {
      all.put("service.name", service);
    }
    String key = metric + all;
    if (more > 0 || counters.containsKey(key)) {
      counters.computeIfAbsent(key, k -> new Counted(kind, metric, all, lastExport, 0)).count +=
          more;
    }
  }

  private void observe(Kind kind, String metric, int fast, int slow) {
    int buckets = kind == Kind.EXPLICIT ? bounds().size() + 1 : exponentialBuckets();
    String key = metric + buckets;
    counters.values().removeIf(one -> one.kind == kind && one.buckets.length != buckets);
    if (fast + slow == 0 && !counters.containsKey(key)) {
      return;
    }
    Map<String, String> labels = resource.isEmpty() ? Map.of("service.name", service) : Map.of();
    Counted one =
        counters.computeIfAbsent(key, k -> new Counted(kind, metric, labels, lastExport, buckets));
    for (int i = 0; i < fast + slow; i++) {
      int half = buckets / 2;
      int bucket = i < fast ? random.nextInt(half) : half + random.nextInt(buckets - half);
      one.buckets[bucket]++;
    }
    one.count += fast + slow;
  }

  private List<Double> bounds() {
    return coarse ? COARSE : FINE;
  }

  private int exponentialBuckets() {
    return coarse ? EXPONENTIAL_BUCKETS / 2 : EXPONENTIAL_BUCKETS;
  }

  private Measurement point(Counted one, long time) {
    List<Long> buckets = new ArrayList<>();
    for (int i = 0; i < one.buckets.length; i++) {
      buckets.add(delta ? one.buckets[i] - one.sentBuckets[i] : one.buckets[i]);
    }
    return new Measurement(
        one.kind,
        one.metric,
        one.kind == Kind.EXPLICIT ? "s" : one.kind == Kind.EXPONENTIAL ? "ms" : "",
        one.labels,
        delta,
        false,
        start(one, time),
        time,
        delta ? one.count - one.sentCount : one.count,
        buckets,
        one.kind == Kind.EXPLICIT ? bounds() : List.of(),
        coarse ? 2 : 3,
        coarse ? EXPONENTIAL_OFFSET / 2 : EXPONENTIAL_OFFSET);
  }

  private long start(Counted one, long time) {
    if (starts == Starts.UNKNOWN) {
      return 0;
    }
    if (delta) {
      return Math.min(lastExport, time);
    }
    return starts == Starts.PROCESS ? processStart : one.born;
  }
}
