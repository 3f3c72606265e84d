/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.watchfire.streams.topology.ServingProcess.Served;
import io.watchfire.streams.topology.ServingProcess.Start;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The processes of one service with one quirk, and what of what they served was told so that it can
 * be known: not what a process served before we first saw it, and not what it told nobody before it
 * was killed.
 */
final class ServingFleet {
  private static final long SECOND = 1_000_000_000L;
  private static final String SCRAPER =
      "github.com/open-telemetry/opentelemetry-collector-contrib/receiver/prometheusreceiver";

  /** What is odd about a fleet. */
  enum Kind {
    /** Pods that start while we look, and are replaced. */
    PODS,
    /** Processes that are old when we first see them. */
    OLD_PODS,
    /** Several workers behind one resource, of which one is replaced. */
    WORKERS,
    /** Workers that are forked at once. */
    FORKED,
    /** Starts that jitter by milliseconds, or step back by a second and stay. */
    JITTER,
    /** Two replicas of a Collector that scrape, each with its first scrape as the start. */
    REPLICAS,
    /** No start at all. */
    UNKNOWN_START,
    /** Increments that arrive twice and in any order. */
    DELTA,
    /** Totals that arrive twice and late. */
    LATE,
    /** Sums that are missing, no numbers, or falling. */
    SUMS,
    /** Bounds that change while the process goes on. */
    BOUNDS,
    /** One record for each series. */
    SPLIT
  }

  private record Delivery(Instant when, byte[] record) {}

  private static final class Member {
    private final ServingProcess process;
    private final int resource;
    private final long intervalSeconds;
    private final long offsetSeconds;
    private Served before = Served.NONE;
    private Served told = Served.NONE;
    private boolean seen;

    Member(ServingProcess process, int resource, long intervalSeconds, long offsetSeconds) {
      this.process = process;
      this.resource = resource;
      this.intervalSeconds = intervalSeconds;
      this.offsetSeconds = offsetSeconds;
    }
  }

  private final Kind kind;
  private final Random random;
  private final long begunSecond;
  private final Start start;
  private final long interval;
  private final List<Member> members = new ArrayList<>();
  private final List<Delivery> late = new ArrayList<>();
  private Served gone = Served.NONE;
  private long replicaStartNanos;
  private long otherStartNanos;
  private int pods;
  private boolean changedBounds;

  ServingFleet(Kind kind, Random random, Instant begun) {
    this.kind = kind;
    this.random = random;
    this.begunSecond = begun.getEpochSecond();
    this.start =
        switch (kind) {
          case UNKNOWN_START -> Start.UNKNOWN;
          case WORKERS, FORKED, JITTER, REPLICAS -> Start.PROCESS;
          default -> random.nextBoolean() ? Start.PROCESS : Start.SERIES;
        };
    this.interval = List.of(10L, 15L, 30L, 60L).get(random.nextInt(4));
    long age = isOld() ? 3_600 + random.nextInt(7_200) : 0;
    int size = 1 + random.nextInt(4);
    long offset = random.nextInt((int) interval);
    for (int i = 0; i < size; i++) {
      long apart = kind == Kind.FORKED ? 0 : 5 * i;
      long startNanos =
          (begunSecond - age + apart) * SECOND + (kind == Kind.FORKED ? i * 3_000_000L : 0);
      int phase = (int) (kind == Kind.FORKED ? offset : (offset + apart) % interval);
      add(startNanos, phase);
    }
  }

  private boolean isOld() {
    return switch (kind) {
      case OLD_PODS, JITTER, REPLICAS, UNKNOWN_START, FORKED -> true;
      case WORKERS, SUMS, BOUNDS, LATE -> random.nextBoolean();
      case PODS, DELTA, SPLIT -> false;
    };
  }

  private void add(long startNanos, long offset) {
    boolean shared = kind == Kind.WORKERS || kind == Kind.FORKED;
    ServingProcess process = new ServingProcess(start, kind == Kind.DELTA, startNanos);
    if (kind == Kind.SUMS) {
      process.sums = ServingProcess.Sums.values()[random.nextInt(4)];
    }
    members.add(new Member(process, shared ? 0 : pods++, interval, offset));
    long ageSeconds = begunSecond - startNanos / SECOND;
    if (ageSeconds > 0) {
      process.serve(startNanos + SECOND, 2_000 + random.nextInt(100_000), random.nextInt(3));
    }
  }

  /** What happens in a second: the records that arrive. */
  List<byte[]> second(Instant now) {
    long second = now.getEpochSecond() - begunSecond;
    boolean outage = second % 600 > 500;
    for (Member member : members) {
      if (member.process.startNanos() < now.getEpochSecond() * SECOND) {
        long failed = outage ? random.nextInt(4) : random.nextInt(60) == 0 ? 1 : 0;
        member.process.serve(now.getEpochSecond() * SECOND, random.nextInt(outage ? 2 : 5), failed);
      }
    }
    List<byte[]> records = new ArrayList<>();
    for (Member member : List.copyOf(members)) {
      if ((second + member.offsetSeconds) % member.intervalSeconds == 0
          && member.process.startNanos() < now.getEpochSecond() * SECOND) {
        records.addAll(export(member, now, second));
      }
    }
    if ((kind == Kind.PODS || kind == Kind.WORKERS) && random.nextInt(300) == 0) {
      replace(now);
    }
    for (Delivery delivery : List.copyOf(late)) {
      if (!delivery.when().isAfter(now)) {
        late.remove(delivery);
        records.add(delivery.record());
      }
    }
    return records;
  }

  /** What is still on its way. */
  List<byte[]> drain() {
    return late.stream().map(Delivery::record).toList();
  }

  /**
   * A process is killed, which tells nobody what it did since its last export, and another starts.
   */
  private void replace(Instant now) {
    Member killed = members.remove(random.nextInt(members.size()));
    gone = gone.plus(killed.told.minus(killed.before));
    add(now.getEpochSecond() * SECOND + 500_000_000L, random.nextInt((int) interval));
  }

  private List<byte[]> export(Member member, Instant now, long second) {
    long nanos = now.getEpochSecond() * SECOND + 900_000_000L;
    if (kind == Kind.FORKED) {
      nanos += member.process.startNanos() % SECOND;
    }
    if (kind == Kind.JITTER) {
      member.process.startErrorNanos =
          pods % 2 == 0 ? random.nextInt(-5_000_000, 5_000_000) : second > 400 ? -SECOND : 0;
    }
    if (kind == Kind.BOUNDS && random.nextInt(20) == 0) {
      member.process.coarse = !member.process.coarse;
      changedBounds = true;
    }
    tell(member);
    Metric metric = member.process.export(nanos, 0);
    List<byte[]> records = new ArrayList<>();
    if (kind == Kind.REPLICAS) {
      records.add(record(member, scraped(metric, nanos, second % (2 * interval) < interval)));
      return records;
    }
    if (kind == Kind.SPLIT) {
      metric
          .getHistogram()
          .getDataPointsList()
          .forEach(
              point ->
                  records.add(
                      record(
                          member,
                          metric.toBuilder()
                              .setHistogram(
                                  metric.getHistogram().toBuilder()
                                      .clearDataPoints()
                                      .addDataPoints(point))
                              .build())));
      return records;
    }
    records.add(record(member, metric));
    return delayed(records, now, second);
  }

  private List<byte[]> delayed(List<byte[]> records, Instant now, long second) {
    boolean delays = kind == Kind.DELTA || (kind == Kind.LATE && second > 300);
    if (!delays) {
      return records;
    }
    for (byte[] record : records) {
      for (int i = random.nextInt(3) == 0 ? 2 : 1; i > 0; i--) {
        late.add(new Delivery(now.plusSeconds(random.nextInt(200)), record));
      }
    }
    return List.of();
  }

  /** The first that is seen of an old process is where counting begins. */
  private void tell(Member member) {
    boolean old = member.process.startNanos() / SECOND < begunSecond - 200;
    if (!member.seen && (old || start == Start.UNKNOWN) && kind != Kind.DELTA) {
      member.before = member.process.servedBefore(begunSecond * SECOND - 200 * SECOND);
    }
    member.seen = true;
    member.told = member.process.served();
  }

  private Metric scraped(Metric metric, long nanos, boolean first) {
    if (first && replicaStartNanos == 0) {
      replicaStartNanos = nanos;
    }
    if (!first && otherStartNanos == 0) {
      otherStartNanos = nanos;
    }
    Metric.Builder out = metric.toBuilder();
    out.getHistogramBuilder()
        .getDataPointsBuilderList()
        .forEach(point -> point.setStartTimeUnixNano(first ? replicaStartNanos : otherStartNanos));
    return out.build();
  }

  private byte[] record(Member member, Metric metric) {
    Resource.Builder resource =
        Resource.newBuilder()
            .addAttributes(Otlp.attribute("service.name", service()))
            .addAttributes(Otlp.attribute("service.instance.id", "i" + member.resource));
    ScopeMetrics.Builder scope = ScopeMetrics.newBuilder().addMetrics(metric);
    if (kind == Kind.REPLICAS) {
      scope.setScope(InstrumentationScope.newBuilder().setName(SCRAPER).setVersion("0.155.0"));
    }
    return MetricsData.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder().setResource(resource).addScopeMetrics(scope))
        .build()
        .toByteArray();
  }

  String service() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  boolean changedBounds() {
    return changedBounds;
  }

  /** What of what was served can be known. */
  Served told() {
    Served told = gone;
    for (Member member : members) {
      told = told.plus(member.told.minus(member.before));
    }
    return told;
  }

  @Override
  public String toString() {
    return kind + " of " + members.size() + ", start " + start + ", every " + interval + " s";
  }
}
