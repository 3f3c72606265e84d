/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertJson;
import io.watchfire.schemas.series.SeriesReading;
import io.watchfire.schemas.series.SeriesReadingJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What rules of series have written for everybody to read, committed records only.
 *
 * @param readings as JSON, in order, by rule and group and then by the end of their bucket
 * @param transitions as JSON, in order, by the alert's labels
 */
record SeriesOutcome(
    Map<String, Map<Instant, List<String>>> readings, Map<String, List<String>> transitions) {

  /**
   * Reads it all.
   *
   * @param until the last bucket that the data itself has closed; what closes later closes because
   *     nothing comes any more, when the machine finds the time
   */
  static SeriesOutcome read(String bootstrap, Instant until) {
    Map<String, Map<Instant, List<String>>> readings = new TreeMap<>();
    SeriesReadingJson json = new SeriesReadingJson();
    for (ConsumerRecord<byte[], byte[]> record :
        Outcome.records(bootstrap, "watchfire.anomalies")) {
      SeriesReading reading = json.read(record.value());
      if (!reading.time().isAfter(until)) {
        readings
            .computeIfAbsent(text(record.key()), key -> new TreeMap<>())
            .computeIfAbsent(reading.time(), time -> new ArrayList<>())
            .add(text(record.value()));
      }
    }
    Map<String, List<String>> transitions = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : Outcome.transitions(bootstrap)) {
      Alert alert = new AlertJson().read(record.value());
      transitions
          .computeIfAbsent(alert.labels().toString(), labels -> new ArrayList<>())
          .add(text(record.value()));
    }
    return new SeriesOutcome(readings, transitions);
  }

  /** Whether every group has been judged up to that bucket. */
  boolean reaches(Instant until, int groups) {
    return readings.size() == groups
        && readings.values().stream().allMatch(group -> group.containsKey(until));
  }

  /** Buckets that were judged more than once. */
  List<String> repeated() {
    List<String> repeated = new ArrayList<>();
    readings.forEach(
        (key, group) ->
            group.forEach(
                (time, found) -> {
                  if (found.size() > 1) {
                    repeated.add(key + " " + found);
                  }
                }));
    return repeated;
  }

  /** How many readings each group has, for messages. */
  Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    readings.forEach((key, group) -> counts.put(key, group.size()));
    return counts;
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
