/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads labelled series from files: NAB, and CSV with the columns time, value, label. */
final class Corpus {
  private static final Pattern FILE =
      Pattern.compile("\"([^\"]+\\.csv)\": \\[(\\]|.*?\\n    \\])", Pattern.DOTALL);
  private static final Pattern WINDOW = Pattern.compile("\"([-0-9: .]+)\",\\s*\"([-0-9: .]+)\"");
  private static final int SAME_STRETCH = 3;

  private record Row(long time, double value, boolean bad) {}

  private Corpus() {}

  /** The series of the Numenta Anomaly Benchmark; rows in the order of the file. */
  static List<LabelledSeries> nab(Path root) {
    Map<String, List<String[]>> windows =
        windows(read(root.resolve("labels/combined_windows.json")));
    List<LabelledSeries> series = new ArrayList<>();
    windows.forEach(
        (file, edges) -> {
          List<Row> rows = rows(root.resolve("data").resolve(file));
          int[][] incidents =
              edges.stream()
                  .map(e -> new int[] {first(rows, millis(e[0])), first(rows, millis(e[1]))})
                  .toArray(int[][]::new);
          series.add(of(file, rows, incidents));
        });
    return series;
  }

  private static Map<String, List<String[]>> windows(String json) {
    Map<String, List<String[]>> windows = new TreeMap<>();
    Matcher file = FILE.matcher(json);
    while (file.find()) {
      List<String[]> edges = new ArrayList<>();
      Matcher window = WINDOW.matcher(file.group(2));
      while (window.find()) {
        edges.add(new String[] {window.group(1), window.group(2)});
      }
      windows.put(file.group(1), edges);
    }
    return new LinkedHashMap<>(windows);
  }

  private static int first(List<Row> rows, long time) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).time == time) {
        return i;
      }
    }
    throw new IllegalStateException("window edge " + time + " (expected: the time of a row)");
  }

  /** Every CSV file below a directory; labels at most three rows apart are one incident. */
  static List<LabelledSeries> labelled(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(f -> f.toString().endsWith(".csv"))
          .sorted()
          .map(f -> sorted(root.relativize(f).toString(), rows(f)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LabelledSeries sorted(String name, List<Row> unsorted) {
    List<Row> rows = unsorted.stream().sorted(Comparator.comparingLong(Row::time)).toList();
    List<int[]> incidents = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (!rows.get(i).bad) {
        continue;
      }
      if (!incidents.isEmpty() && i - incidents.getLast()[1] <= SAME_STRETCH) {
        incidents.getLast()[1] = i;
      } else {
        incidents.add(new int[] {i, i});
      }
    }
    return of(name, rows, incidents.toArray(int[][]::new));
  }

  private static LabelledSeries of(String name, List<Row> rows, int[][] incidents) {
    return new LabelledSeries(
        name,
        rows.stream().mapToLong(Row::time).toArray(),
        rows.stream().mapToDouble(Row::value).toArray(),
        incidents);
  }

  private static List<Row> rows(Path file) {
    List<Row> rows = new ArrayList<>();
    for (String line : read(file).lines().toList()) {
      String[] cells = line.replace("\"", "").replace("\uFEFF", "").split(",", -1);
      if (cells.length >= 2
          && !cells[0].isEmpty()
          && Character.isDigit(cells[0].charAt(0))
          && !cells[1].isBlank()) {
        boolean bad = cells.length > 2 && cells[2].strip().equals("1");
        rows.add(new Row(millis(cells[0]), Double.parseDouble(cells[1]), bad));
      }
    }
    return rows;
  }

  private static long millis(String text) {
    String iso = text.strip().replace(' ', 'T').replace("Z", "");
    return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
