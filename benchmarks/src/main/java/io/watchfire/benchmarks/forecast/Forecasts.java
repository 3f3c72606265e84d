/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.forecast;

import io.watchfire.streams.forecast.Forecast;
import io.watchfire.streams.forecast.GaugeForecast;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the series of all families through the forecast and its rivals. */
@Command(
    name = "forecasts",
    description = "Measures what forecasts are worth, on series that label themselves.")
public final class Forecasts implements Runnable {
  @Option(names = "--train", description = "the seeds that parameters were chosen on")
  private boolean train;

  @Option(names = "--seeds", defaultValue = "3", description = "how many seeds (default: 3)")
  private int seeds;

  @Option(names = "--each", defaultValue = "40", description = "series per family and seed")
  private int each;

  @Option(
      names = "--rivals",
      defaultValue = "true",
      fallbackValue = "true",
      negatable = true,
      description = "runs the rules that people use as well (default)")
  private boolean rivals;

  @Option(names = "--budgets-only", description = "leaves the gauges out")
  private boolean only;

  @Option(names = "--fast-only", description = "leaves out what looks a day ahead")
  private boolean fast;

  @Override
  public void run() {
    long first = train ? 1 : 101;
    Budgets.run(first, seeds, each);
    if (only) {
      return;
    }
    if (!fast) {
      System.out.println("the eight families of the report");
      report(seeds(first).flatMap(seed -> Families.reported(seed, each).stream()).toList());
      System.out.println("the project's own families");
      report(seeds(first).flatMap(seed -> Families.own(seed, each).stream()).toList());
    }
    System.out.println("four hours ahead, two days at a minute");
    report(seeds(first).flatMap(seed -> FastFamilies.of(seed, each).stream()).toList());
    Path shop = Path.of("../shared/data/online-boutique");
    if (Files.isDirectory(shop)) {
      System.out.println("recorded: memory of the pods of a shop, four hours ahead");
      report(RecordedGauges.read(shop));
    } else {
      System.out.println("recorded: skipped, there is no " + shop);
    }
  }

  private Stream<Long> seeds(long first) {
    return LongStream.range(first, first + seeds).boxed();
  }

  private void report(List<Gauge> gauges) {
    if (rivals) {
      Map<String, Function<Gauge, Rule>> rules = new LinkedHashMap<>();
      rules.put("predict_linear[1h]", g -> Rivals.predictLinear(g, 1));
      rules.put("predict_linear[6h]", g -> Rivals.predictLinear(g, 6));
      rules.put("[6h], < 40 % left, for 1h", g -> Rivals.guarded(g, 6));
      rules.put("Theil-Sen[24h]", g -> Rivals.theilSen(g, 24));
      rules.forEach(
          (name, rule) -> {
            Tally tally =
                gauges.parallelStream()
                    .collect(Tally::new, (t, g) -> t.run(g, rule.apply(g)), Tally::add);
            System.out.printf("%-28s %s%n", name, tally.row());
          });
    }
    Map<String, Result> families =
        gauges.parallelStream()
            .collect(
                TreeMap::new,
                (map, g) -> map.computeIfAbsent(g.family(), f -> new Result()).run(g),
                (a, b) -> b.forEach((f, r) -> a.computeIfAbsent(f, x -> new Result()).add(r)));
    Result all = new Result();
    families.values().forEach(all::add);
    System.out.printf("%-28s %s%n    %s%n", "forecast", all.tally.row(), all.coverage.row());
    families.forEach(
        (family, result) ->
            System.out.printf(
                "  %-20s %s%n    %s%n", family, result.tally.row(), result.coverage.row()));
  }

  /** What came of the forecast's own rule. */
  private static final class Result {
    private final Tally tally = new Tally();
    private final Coverage coverage = new Coverage();

    void run(Gauge gauge) {
      GaugeForecast forecast = new GaugeForecast(gauge.settings());
      int[] i = {0};
      tally.run(
          gauge,
          (time, value) -> {
            Forecast next = forecast.next(time, value);
            if (i[0] % 12 == 0) {
              coverage.run(gauge, next, i[0]);
            }
            i[0]++;
            return next.holds();
          });
    }

    void add(Result other) {
      tally.add(other.tally);
      coverage.add(other.coverage);
    }
  }
}
