/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import io.watchfire.schemas.otlp.OtlpSpansWriter;
import io.watchfire.schemas.otlp.Temporality;
import io.watchfire.standalone.MarketRecords.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * What a market tells, every five minutes of event time, whatever the time it takes to tell it:
 * days in which everything is learnt, then faults that last over the moment at which the release
 * changes, then their ends and other faults. The same seed and start tell the same.
 */
final class Market {
  static final Duration STEP = Duration.ofMinutes(5);

  /** Steps before that one teach what is usual; the last of them have one broken shop. */
  static final int LEARNT = 800;

  /** The release changes before that step. */
  static final int CHANGE = LEARNT + 20;

  static final int STEPS = CHANGE + 130;

  /** What the written rules judge: eight rules of three regions, shops, and hosts. */
  static final int SERIES = 8 * 3 + 16 + 2;

  /** The region whose orders fail before the change and recover after it. */
  static final String RECOVERS = "eu";

  /** The region whose orders fail, and which falls silent, before the change. */
  static final String SILENT = "us";

  /** The region whose orders fail long after the change. */
  static final String FAILS = "ap";

  private static final int SILENT_FROM = CHANGE - 6;
  private static final int RECOVERED = CHANGE + 10;
  private static final int FAILS_FROM = CHANGE + 60;
  private static final int STOCKS = 4;
  private static final int SHOPS = 16;
  private static final int BROKEN_SHOPS = 12;
  private static final int SPANS = 20;

  private final Random random;
  private final Instant start;
  private final MarketRecords records = new MarketRecords();
  private final List<List<Sent>> steps = new ArrayList<>();
  private final List<Map<String, Fleet.Counts>> counts = new ArrayList<>();
  private final Map<String, Fleet.Counts> counted = new TreeMap<>();
  private final Map<String, Long> sales = new TreeMap<>();

  Market(long seed, Instant start) {
    this.random = new Random(seed);
    this.start = start;
    for (int step = 0; step < STEPS; step++) {
      steps.add(tell(step));
      counts.add(new TreeMap<>(counted));
    }
  }

  /** Event time of a step. */
  Instant time(int step) {
    return start.plus(STEP.multipliedBy(step));
  }

  /** What is told in a step; first, the step before it again where the release has changed. */
  List<Sent> step(int step) {
    List<Sent> all = new ArrayList<>(step == CHANGE ? steps.get(step - 1) : List.of());
    all.addAll(steps.get(step));
    return all;
  }

  /** Bad and total events by status key, of the steps before that one. */
  Map<String, Fleet.Counts> counts(int step) {
    return counts.get(step - 1);
  }

  /** The end of a series' last bucket that the steps before that one close by themselves. */
  Instant judged(String instance, int step) {
    return time((instance.equals(SILENT) ? Math.min(step, SILENT_FROM) : step) - 2);
  }

  private List<Sent> tell(int step) {
    List<Sent> told = new ArrayList<>();
    for (String region : List.of(RECOVERS, SILENT, FAILS)) {
      if (!region.equals(SILENT) || step < SILENT_FROM) {
        told.add(orders(region, step));
      }
    }
    for (int i = 0; i < STOCKS; i++) {
      told.add(stock("stock-" + i, step));
    }
    told.add(sales(step));
    told.add(disks(step));
    told.add(records.web(usual(step, 200), time(step)));
    told.add(spans(step));
    List<Sent> sent = new ArrayList<>();
    for (Sent one : told) {
      sent.add(one);
      if (random.nextInt(50) == 0) {
        sent.add(one);
      }
    }
    return sent;
  }

  private Sent orders(String region, int step) {
    long total = Math.round(usual(step, 100) * rush(region, step));
    long bad = fails(region, step) ? total / 2 : 0;
    count("acme//checkout/instance=" + region, bad, total);
    Temporality temporality = region.equals(FAILS) ? Temporality.DELTA : Temporality.CUMULATIVE;
    return records.orders(region, temporality, total - bad, bad, time(step));
  }

  private static boolean fails(String region, int step) {
    return switch (region) {
      case RECOVERS -> step >= LEARNT && step < RECOVERED;
      case SILENT -> step >= LEARNT;
      default -> step >= FAILS_FROM;
    };
  }

  /** How many times the usual number of orders come. */
  private static double rush(String region, int step) {
    boolean shortage = within(step, 500, 20) || within(step, CHANGE + 30, 15);
    if (region.equals(RECOVERS) && shortage) {
      return 0.2;
    }
    return region.equals(FAILS) && within(step, CHANGE - 8, 16) ? 3 : 1;
  }

  private Sent stock(String name, int step) {
    boolean broken = within(step, 300, 120);
    long moves = 30 + random.nextInt(10);
    count("acme//stock/instance=" + name, broken ? moves : 0, moves);
    return records.stock(name, broken ? 0 : moves, broken ? moves : 0, time(step));
  }

  private Sent sales(int step) {
    for (int shop = 0; shop < SHOPS; shop++) {
      int from = shop == 0 ? LEARNT - 10 : LEARNT + 5;
      boolean broken = shop < BROKEN_SHOPS && step >= from && step < RECOVERED;
      long sold = broken ? 20 : 950 + random.nextInt(100);
      sales.merge("s%02d".formatted(shop), sold, Long::sum);
    }
    return records.sales(sales, time(step));
  }

  private Sent disks(int step) {
    int since = step - (LEARNT - 180);
    double leak = since > 0 && step < FAILS_FROM ? since * 0.25 : 0;
    double a = 20 + random.nextDouble() + leak;
    return records.disks(Map.of("a", a, "b", 20 + random.nextDouble()), time(step));
  }

  private Sent spans(int step) {
    boolean broken = within(step, CHANGE - 5, 18);
    OtlpSpansWriter writer = new OtlpSpansWriter();
    writer.beginResource(Map.of("tenant.id", "acme", "service.name", "gateway"));
    long end = Telemetry.nanos(time(step));
    for (int i = 0; i < SPANS; i++) {
      writer.span(
          new OtlpSpansWriter.Identity(
              random.nextLong() | 1, random.nextLong() | 1, random.nextLong() | 1, 0),
          new OtlpSpansWriter.Span(
              "GET /", 2, end - 50_000_000, end, broken && i % 2 == 0 ? 2 : 1, Map.of()));
    }
    writer.endResource();
    count("acme//gateway/service_name=gateway", broken ? SPANS / 2 : 0, SPANS);
    return new Sent("otlp_spans", "gateway", writer.toByteArray());
  }

  /** More by day than by night, and noise. */
  private double usual(int step, double level) {
    double day = 2 * Math.PI * step / Duration.ofDays(1).dividedBy(STEP);
    return level * (1 + 0.3 * Math.sin(day) + 0.06 * random.nextGaussian());
  }

  private void count(String key, long bad, long total) {
    counted.merge(
        key, new Fleet.Counts(bad, total), (before, more) -> before.plus(more.bad(), more.total()));
  }

  private static boolean within(int step, int from, int length) {
    return step >= from && step < from + length;
  }
}
