/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.watchfire.standalone.detect.Row;
import io.watchfire.standalone.detect.Series;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Reads what was recorded of the shop: metrics of pods, span summaries, and the faults. */
final class ShopRecording {
  private static final Map<String, String> POD_COLUMNS =
      Map.of(
          "CpuUsageRate(%)", "cpu",
          "MemoryUsageRate(%)", "memory",
          "PodServerLatencyP90(s)", "latency p90",
          "PodWorkload(Ops)", "requests",
          "PodSuccessRate(%)", "success rate",
          "NetworkReceiveBytes", "network in",
          "NetworkTransmitBytes", "network out");

  /** The first day's times of one service are this many seconds ahead, by a slip of a digit. */
  private static final long SLIP = 200_000_000;

  private static final long FUTURE = 1_800_000_000;
  private static final long MINUTE = 60_000;

  private final ObjectMapper json = new ObjectMapper();
  private final Path directory;
  private final Map<ShopSignal, TreeMap<Long, Double>> values = new TreeMap<>();

  private ShopRecording(Path directory) {
    this.directory = directory;
  }

  /** Every signal as a series, in order of time. */
  static Map<ShopSignal, Series> series(Path directory) throws IOException {
    ShopRecording recording = new ShopRecording(directory);
    try (DirectoryStream<Path> days = Files.newDirectoryStream(directory, "pod-metrics-*.csv.gz")) {
      for (Path day : days) {
        recording.pods(day);
      }
    }
    recording.spans();
    Map<ShopSignal, Series> series = new TreeMap<>();
    recording.values.forEach((signal, points) -> series.put(signal, series(signal, points)));
    return series;
  }

  /** The faults, in order of time. */
  static List<InjectedFault> faults(Path directory) throws IOException {
    List<InjectedFault> faults = new ArrayList<>();
    for (JsonNode fault : new ObjectMapper().readTree(directory.resolve("faults.json").toFile())) {
      faults.add(
          new InjectedFault(
              Instant.parse(fault.path("injectTime").asText()),
              fault.path("service").asText(),
              fault.path("type").asText()));
    }
    faults.sort(java.util.Comparator.comparing(InjectedFault::time));
    return faults;
  }

  private static Series series(ShopSignal signal, Map<Long, Double> points) {
    List<Row> rows = new ArrayList<>();
    points.forEach((time, value) -> rows.add(new Row(time, "", "", value)));
    return new Series(signal.toString(), rows, List.of());
  }

  private void pods(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
        MappingIterator<Map<String, String>> rows =
            new CsvMapper()
                .readerFor(new TypeReference<Map<String, String>>() {})
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(in)) {
      while (rows.hasNext()) {
        Map<String, String> row = rows.next();
        long seconds = Long.parseLong(row.getOrDefault("TimeStamp", ""));
        long time = 1000 * (seconds > FUTURE ? seconds - SLIP : seconds);
        String service = row.getOrDefault("service", "");
        POD_COLUMNS.forEach(
            (column, name) -> put(service, name, time, number(row.getOrDefault(column, ""))));
      }
    }
  }

  /** A service's mean duration and own time per span, at the end of each minute. */
  private void spans() throws IOException {
    Map<ShopSignal, TreeMap<Long, double[]>> sums = new TreeMap<>();
    try (InputStream in =
            new GZIPInputStream(
                Files.newInputStream(directory.resolve("span-summaries.jsonl.gz")));
        MappingIterator<JsonNode> lines = json.readerFor(JsonNode.class).readValues(in)) {
      while (lines.hasNext()) {
        JsonNode line = lines.next();
        long end = Instant.parse(line.path("minute").asText()).toEpochMilli() + MINUTE;
        String service = line.path("service").asText();
        for (String of : List.of("durSum", "selfSum")) {
          String name = of.equals("durSum") ? "span duration" : "span own time";
          double[] sum =
              sums.computeIfAbsent(new ShopSignal(service, name), s -> new TreeMap<>())
                  .computeIfAbsent(end, minute -> new double[2]);
          sum[0] += line.path(of).asDouble();
          sum[1] += line.path("n").asDouble();
        }
      }
    }
    sums.forEach(
        (signal, minutes) ->
            minutes.forEach(
                (end, sum) -> put(signal.service(), signal.name(), end, sum[0] / sum[1])));
  }

  private static double number(String text) {
    return text.isBlank() ? Double.NaN : Double.parseDouble(text);
  }

  private void put(String service, String name, long time, double value) {
    values.computeIfAbsent(new ShopSignal(service, name), s -> new TreeMap<>()).put(time, value);
  }
}
