/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import io.watchfire.streams.topology.Measurement.Export;
import io.watchfire.streams.topology.Producer.Health;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A made-up history of services and what their telemetry goes through on its way. */
final class Scenario {
  /** Something that happens. */
  sealed interface Step {}

  /** A record arrives. */
  record Send(List<Export> exports, boolean json) implements Step {}

  /** Wall time passes while we sleep, in milliseconds. */
  record Sleep(long millis) implements Step {}

  /** Wall time passes, in milliseconds. */
  record Pass(long millis) implements Step {}

  static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final int MAX_REMEMBERED = 30;
  private static final List<List<String>> ROLES =
      List.of(
          List.of("http"),
          List.of("http", "latency"),
          List.of("ok"),
          List.of("all"),
          List.of("ok", "all"),
          List.of("rpc"),
          List.of("rpc", "latency"));

  final List<Step> steps = new ArrayList<>();
  final Map<String, OracleRule> rules = new LinkedHashMap<>();
  private final Random random;
  private final Random endings;
  private final boolean small;
  private final List<Producer> producers = new ArrayList<>();
  private final Map<String, Health> health = new HashMap<>();
  private final List<Export> held = new ArrayList<>();
  private final List<Export> sent = new ArrayList<>();
  private long wall = START.toEpochMilli();

  private Scenario(long seed) {
    random = new Random(seed * 0x9E3779B97F4A7C15L);
    endings = new Random(seed);
    small = random.nextInt(3) > 0;
    rule("availability", OracleRule.AVAILABILITY, false);
    rule("jobs", OracleRule.JOBS, true);
    rule("latency", OracleRule.LATENCY, true);
    rule("exponential", OracleRule.EXPONENTIAL, true);
    for (int i = 2 + random.nextInt(4); i > 0; i--) {
      producers.add(producer(i));
    }
  }

  static Scenario of(long seed, int length) {
    Scenario scenario = new Scenario(seed);
    for (int i = 0; i < length; i++) {
      scenario.go();
    }
    scenario.held.forEach(late -> scenario.send(List.of(late)));
    scenario.pass(20_000);
    return scenario;
  }

  private void rule(String name, String sli, boolean countsGood) {
    List<OracleRule.Pair> tiers =
        small
            ? List.of(
                pair("page", pick("10", "20"), 30_000, 300_000),
                pair("page", pick("15", "25"), 60_000, 600_000),
                pair("ticket", "30", 120_000, 1_200_000))
            : List.of(
                pair("page", "2", 300_000, 3_600_000),
                pair("page", "5", 1_800_000, 21_600_000),
                pair("ticket", "10", 7_200_000, 86_400_000),
                pair("ticket", "10", 21_600_000, 259_200_000));
    rules.put(
        name,
        new OracleRule(
            name,
            sli,
            countsGood,
            new BigDecimal(small ? pick("90", "95", "99") : pick("99", "99.9", "99.95")),
            small ? 3_600_000 : 30L * 86_400_000,
            tiers,
            random.nextBoolean() ? new long[] {10, 100, 5, 0} : new long[] {1, 2, 0, 0},
            random.nextInt(3) == 0 ? 20_000 : 0,
            random.nextInt(3) == 0 ? 45_000 : 0,
            pick("hold", "hold", "resolve", "keep")));
  }

  /** A tier whose alert ends as by default, as Sloth's, or as the file says otherwise. */
  private OracleRule.Pair pair(String severity, String percent, long shorter, long longer) {
    String share = List.of("0.8", "1", "0.5", "0.95").get(endings.nextInt(4));
    long hold = List.of(0L, 40_000L, shorter).get(share.equals("1") ? 0 : endings.nextInt(3));
    String written = ", clearBelow: " + share + ", hold: " + hold / 1000 + "s";
    if (share.equals("0.8")) {
      long quarter = 15 * 60_000;
      hold = shorter <= quarter ? Math.min(3 * shorter, quarter) : shorter;
      written = "";
    }
    return new OracleRule.Pair(
        severity, new BigDecimal(percent), shorter, longer, new BigDecimal(share), hold, written);
  }

  private Producer producer(int number) {
    Map<String, String> resource = new LinkedHashMap<>();
    String service = pick("checkout", "search");
    if (random.nextInt(6) > 0) {
      resource.put("service.name", service);
      resource.put("service.instance.id", "pod-" + number);
      if (random.nextInt(3) == 0) {
        resource.put("tenant.id", "acme");
      }
    }
    long interval = (small ? 5 + random.nextInt(10) : 60) * Producer.SECOND;
    List<String> roles = ROLES.get(random.nextInt(ROLES.size()));
    return new Producer(random, resource, service, roles, wall * 1_000_000, interval);
  }

  private void go() {
    if (random.nextInt(15) == 0) {
      changeHealth(pick("checkout", "search"));
    }
    for (Producer producer : producers) {
      if (producer.next <= wall * 1_000_000) {
        disturb(producer);
        Health now = health.getOrDefault(producer.service, new Health(0.001, 100));
        export(producer.export(wall * 1_000_000, now));
      }
    }
    if (!held.isEmpty() && random.nextInt(6) == 0) {
      send(List.of(held.remove(random.nextInt(held.size()))));
    }
    passSome();
  }

  private void changeHealth(String service) {
    health.put(
        service,
        switch (random.nextInt(5)) {
          case 0 -> new Health(0, 0);
          case 1 -> new Health(0.03, 60);
          case 2 -> new Health(0.9, 200);
          case 3 -> new Health(0.4, 200);
          default -> new Health(0.001, 150);
        });
  }

  private void disturb(Producer producer) {
    switch (random.nextInt(60)) {
      case 0, 1 -> producer.restart(wall * 1_000_000);
      case 2 -> producer.changeBounds();
      case 3 -> producer.skew = 3 * Producer.SECOND;
      case 4 -> producer.skew = 20 * Producer.SECOND;
      case 5 -> producer.skew = 90 * Producer.SECOND;
      case 6 -> producer.skew = -20 * Producer.SECOND;
      case 7, 8, 9 -> producer.skew = 0;
      case 10 -> producer.interval = (small ? 5 + random.nextInt(25) : 60) * Producer.SECOND;
      default -> {}
    }
  }

  private void export(Export export) {
    switch (random.nextInt(40)) {
      case 0, 1 -> {}
      case 2, 3, 4 -> held.add(export);
      case 5, 6 -> {
        send(List.of(export));
        send(List.of(export));
      }
      case 7, 8 -> {
        send(List.of(export));
        send(List.of(sent.get(random.nextInt(sent.size()))));
      }
      case 9 -> {
        send(List.of(export));
        send(List.of(with(export, Odd.CONFLICT)));
      }
      case 10 -> send(List.of(export, sent.isEmpty() ? export : sent.getFirst()));
      case 11 -> send(List.of(with(export, Odd.STALE)));
      case 12 -> send(List.of(export, with(export, Odd.values()[random.nextInt(7)])));
      default -> send(List.of(export));
    }
  }

  private enum Odd {
    CONFLICT,
    OLDER_PROCESS,
    STALE,
    TIMELESS,
    NEGATIVE,
    GAUGE,
    UNMATCHED
  }

  private static Export with(Export export, Odd odd) {
    List<Measurement> points = new ArrayList<>();
    for (Measurement point : export.points()) {
      boolean counter = point.kind() == Measurement.Kind.COUNTER;
      switch (odd) {
        case CONFLICT -> points.add(counter ? point.withCount(point.count() + 7) : point);
        case OLDER_PROCESS -> points.add(point.fromOlderProcess());
        case STALE -> points.add(point.asStale());
        case TIMELESS -> points.add(point.at(0));
        case NEGATIVE -> points.add(counter ? point.withCount(-1) : point);
        case GAUGE -> points.add(counter ? point.as(Measurement.Kind.GAUGE) : point);
        case UNMATCHED -> points.add(point.named("something.else"));
      }
    }
    return new Export(export.resource(), points);
  }

  private void send(List<Export> exports) {
    steps.add(new Send(exports, random.nextBoolean()));
    sent.addAll(exports);
    while (sent.size() > MAX_REMEMBERED) {
      sent.removeFirst();
    }
  }

  private void passSome() {
    int dice = random.nextInt(100);
    if (dice < 6) {
      pass(250);
    } else if (dice < 85) {
      pass(1000L * (1 + random.nextInt(small ? 6 : 40)));
    } else if (dice < 98) {
      pass(1000L * (1 + random.nextInt(small ? 30 : 180)));
    } else if (dice == 99 && !small && random.nextInt(3) == 0) {
      steps.add(new Sleep(8L * 86_400_000));
      wall += 8L * 86_400_000;
    } else {
      pass(1000L * (1 + random.nextInt(small ? 1500 : 9_000)));
    }
  }

  private void pass(long millis) {
    steps.add(new Pass(millis));
    wall += millis;
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
