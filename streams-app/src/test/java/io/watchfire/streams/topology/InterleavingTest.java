/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.streams.query.Sum;
import io.watchfire.streams.topology.Measurement.Export;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Partitions are read at different speeds: what that may change, and what it must not. */
class InterleavingTest {
  private static final long INTERVAL = Duration.ofSeconds(60).toMillis();

  @TempDir Path state;

  static IntStream seeds() {
    return IntStream.range(1, 9);
  }

  /** An export and when its record was appended. */
  private record Arrival(Export export, Instant appended) {}

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void resourcesInAnyOrderAmongEachOtherAddTheSameAtTheSameTimes(int seed) {
    Scenario scenario = Scenario.of(20_000 + seed, 110);
    List<Arrival> arrivals = arrivals(scenario);
    Map<String, TreeMap<Long, List<Long>>> inOrder = run(scenario, arrivals, "in-order");
    Map<String, TreeMap<Long, List<Long>>> shuffled =
        run(scenario, interleaved(arrivals, new Random(seed)), "shuffled");
    assertThat(inOrder).isNotEmpty();
    assertThat(shuffled).as("seed %d", seed).isEqualTo(inOrder);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void swappedExportsOfAResourceMoveAnIncrementByOneIntervalAtMost(int seed) {
    Random random = new Random(seed);
    Scenario rules = Scenario.of(1, 0);
    List<Arrival> inOrder = exports(random);
    List<Arrival> swapped = new ArrayList<>(inOrder);
    for (int i = 1; i + 2 < swapped.size(); i += 2) {
      if (random.nextBoolean()) {
        Collections.swap(swapped, i, i + 1);
      }
    }
    String group = "availability\0default\0\0service_name\0checkout";
    TreeMap<Long, List<Long>> reference = run(rules, inOrder, "in-order").get(group);
    TreeMap<Long, List<Long>> moved = run(rules, swapped, "swapped").get(group);
    assertThat(moved).isNotEqualTo(reference);
    for (int side = 0; side < 2; side++) {
      assertThat(until(moved, Long.MAX_VALUE, side))
          .isEqualTo(until(reference, Long.MAX_VALUE, side))
          .isPositive();
      for (long time : reference.keySet()) {
        assertThat(until(moved, time, side))
            .as("seed %d, up to %d", seed, time)
            .isBetween(until(reference, time - INTERVAL, side), until(reference, time, side));
      }
    }
  }

  private static long until(TreeMap<Long, List<Long>> added, long time, int side) {
    return added.headMap(time, true).values().stream().mapToLong(sums -> sums.get(side)).sum();
  }

  private static List<Arrival> exports(Random random) {
    List<Arrival> exports = new ArrayList<>();
    long start = Otlp.nanos(Scenario.START);
    long good = 0;
    long bad = 0;
    for (int i = 1; i <= 40; i++) {
      good += random.nextInt(100);
      bad += random.nextInt(10);
      long time = start + i * INTERVAL * 1_000_000;
      List<Measurement> points =
          List.of(counter("200", start, time, good), counter("503", start, time, bad));
      exports.add(
          new Arrival(
              new Export(Map.of("service.name", "checkout"), points),
              Scenario.START.plusMillis(i * INTERVAL)));
    }
    return exports;
  }

  private static Measurement counter(String code, long start, long time, long value) {
    return new Measurement(
        Measurement.Kind.COUNTER,
        "http.requests",
        "",
        Map.of("code", code),
        false,
        false,
        start,
        time,
        value,
        List.of(),
        List.of(),
        0,
        0);
  }

  private static List<Arrival> arrivals(Scenario scenario) {
    List<Arrival> arrivals = new ArrayList<>();
    Instant wall = Scenario.START;
    for (Scenario.Step step : scenario.steps) {
      switch (step) {
        case Scenario.Pass pass -> wall = wall.plusMillis(pass.millis());
        case Scenario.Sleep sleep -> wall = wall.plusMillis(sleep.millis());
        case Scenario.Send send -> {
          for (Export export : send.exports()) {
            arrivals.add(new Arrival(export, wall));
          }
        }
      }
    }
    return arrivals;
  }

  private static List<Arrival> interleaved(List<Arrival> arrivals, Random random) {
    Map<Map<String, String>, Deque<Arrival>> byResource = new LinkedHashMap<>();
    arrivals.forEach(
        arrival ->
            byResource
                .computeIfAbsent(arrival.export().resource(), r -> new ArrayDeque<>())
                .add(arrival));
    List<Deque<Arrival>> queues = new ArrayList<>(byResource.values());
    List<Arrival> interleaved = new ArrayList<>();
    while (!queues.isEmpty()) {
      Deque<Arrival> queue = queues.get(random.nextInt(queues.size()));
      for (int i = random.nextInt(10); i >= 0 && !queue.isEmpty(); i--) {
        interleaved.add(queue.removeFirst());
      }
      if (queue.isEmpty()) {
        queues.remove(queue);
      }
    }
    return interleaved;
  }

  /** What the series stage adds to each group at each event time: numerator, denominator. */
  private Map<String, TreeMap<Long, List<Long>>> run(
      Scenario scenario, List<Arrival> arrivals, String name) {
    Map<String, TreeMap<Long, List<Long>>> added = new TreeMap<>();
    // All of it is received afterwards, so that the order decides nothing about what is ahead.
    Instant received = arrivals.getLast().appended().plus(Duration.ofDays(1));
    try (Pipeline pipeline =
        new Pipeline(EngineAgainstOracleTest.specs(scenario), received, state.resolve(name))) {
      for (Arrival arrival : arrivals) {
        pipeline.send(
            Pipeline.METRICS, Encodings.protobuf(List.of(arrival.export())), arrival.appended());
      }
      for (Map.Entry<byte[], SumsRecord> sums : pipeline.sums) {
        TreeMap<Long, List<Long>> ofGroup =
            added.computeIfAbsent(
                new String(sums.getKey(), StandardCharsets.UTF_8), g -> new TreeMap<>());
        for (Sum sum : sums.getValue().sums()) {
          ofGroup.merge(
              sum.timeMillis(),
              List.of(sum.numerator(), sum.total()),
              (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1)));
        }
      }
    }
    return added;
  }
}
