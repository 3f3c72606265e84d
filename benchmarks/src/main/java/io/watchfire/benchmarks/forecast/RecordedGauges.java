/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.forecast;

import io.watchfire.streams.forecast.ForecastSettings;
import io.watchfire.streams.forecast.Side;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Memory of the pods of a recorded shop, by the minute, one series per pod and day. Nobody set a
 * limit there, so limits are set above what the series begins with: every one is a series of its
 * own.
 */
final class RecordedGauges {
  private static final long MINUTE = 60_000;
  private static final double[] ABOVE_BEGIN = {1.05, 1.1, 1.2, 1.4};
  private static final int BEGIN = 60;

  private RecordedGauges() {}

  static List<Gauge> read(Path folder) {
    List<Gauge> gauges = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().filter(RecordedGauges::isMetrics).toList()) {
        series(file).forEach((service, points) -> add(gauges, points));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return gauges;
  }

  private static boolean isMetrics(Path file) {
    return file.getFileName().toString().startsWith("pod-metrics-");
  }

  private static Map<String, NavigableMap<Long, Double>> series(Path file) throws IOException {
    Map<String, NavigableMap<Long, Double>> series = new TreeMap<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      reader
          .lines()
          .skip(1)
          .map(line -> line.split(",", -1))
          .forEach(
              row ->
                  series
                      .computeIfAbsent(row[2], s -> new TreeMap<>())
                      .put(Long.parseLong(row[1]) / 60, Double.parseDouble(row[4])));
    }
    return series;
  }

  private static void add(List<Gauge> gauges, NavigableMap<Long, Double> points) {
    long first = points.firstKey();
    double[] values = new double[(int) (points.lastKey() - first + 1)];
    for (int i = 0; i < values.length; i++) {
      values[i] = points.getOrDefault(first + i, Double.NaN);
    }
    double begin = points.values().stream().limit(BEGIN).mapToDouble(v -> v).max().orElseThrow();
    for (double factor : ABOVE_BEGIN) {
      ForecastSettings settings = ForecastSettings.hoursAhead(begin * factor, Side.ABOVE);
      int judged = values.length - (int) (settings.horizon().toMillis() * 3 / 2 / MINUTE);
      if (judged > 0) {
        gauges.add(new Gauge("pod memory", settings, MINUTE, values, judged));
      }
    }
  }
}
