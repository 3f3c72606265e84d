/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How long Kafka's logs are, in bytes.
 *
 * @param byTopic without what was deleted or compacted
 */
record Written(Map<String, Long> byTopic) {
  /** The logs of all topics below a directory. */
  static Written of(Path directory) throws IOException {
    Map<String, Long> byTopic = new TreeMap<>();
    List<Path> logs;
    try (Stream<Path> files = Files.walk(directory.resolve("kafka"))) {
      logs = files.filter(file -> file.toString().endsWith(".log")).toList();
    }
    for (Path log : logs) {
      String partition = log.getName(log.getNameCount() - 2).toString();
      byTopic.merge(partition.replaceFirst("-\\d+$", ""), size(log), Long::sum);
    }
    return new Written(byTopic);
  }

  /** What this process has caused to be written to disk, as the system counts. */
  static long toDisk() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/io"))) {
      if (line.startsWith("write_bytes:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return 0;
  }

  /** Megabytes a minute by topic, as words; the sum first. */
  String since(Written before, double minutes) {
    Map<String, Double> grown = new TreeMap<>();
    byTopic.forEach(
        (topic, bytes) ->
            grown.put(topic, (bytes - before.byTopic.getOrDefault(topic, 0L)) / 1e6 / minutes));
    double all = grown.values().stream().mapToDouble(Double::doubleValue).sum();
    return String.format(Locale.ROOT, "%.1f in all", all)
        + grown.entrySet().stream()
            .filter(topic -> topic.getValue() >= 0.1)
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .map(topic -> String.format(Locale.ROOT, ", %s %.1f", topic.getKey(), topic.getValue()))
            .collect(Collectors.joining());
  }

  private static long size(Path log) throws IOException {
    try {
      return Files.size(log);
    } catch (NoSuchFileException e) {
      return 0; // rolled or deleted since it was listed
    }
  }
}
