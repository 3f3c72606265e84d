/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.api;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.watchfire.schemas.series.SeriesReading;
import io.watchfire.streams.engine.SeriesRule;
import io.watchfire.streams.query.MetricNames;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What anomaly rules last found, as gauges: the value, what was expected, the band and the score of
 * every series. Only so many series; when there are more, those that are least unusual are left
 * out. A series whose data stopped is left out as well: its last value would be drawn on for ever.
 */
final class SeriesMetrics implements MultiCollector {
  /** Buckets are judged up to a minute after their end. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final int STEPS = 3;
  private static final String SCORE = "score";

  private static final Comparator<SeriesReading> UNUSUAL_FIRST =
      Comparator.comparing(SeriesReading::firing)
          .thenComparingDouble(SeriesMetrics::score)
          .reversed();

  private final Supplier<List<SeriesRule>> rules;
  private final Supplier<Map<String, SeriesReading>> readings;
  private final int most;
  private final InstantSource clock;

  /**
   * @param rules at work now
   * @param readings what was last found, sorted by rule and group
   * @param most series
   */
  SeriesMetrics(
      Supplier<List<SeriesRule>> rules,
      Supplier<Map<String, SeriesReading>> readings,
      int most,
      InstantSource clock) {
    this.rules = rules;
    this.readings = readings;
    this.most = most;
    this.clock = clock;
  }

  @Override
  public MetricSnapshots collect() {
    Instant now = clock.instant();
    List<SeriesReading> current = new ArrayList<>();
    for (SeriesReading reading : readings.get().values()) {
      if (reading.numbers().containsKey(SCORE) && !isOver(reading, now)) {
        current.add(reading);
      }
    }
    current.sort(UNUSUAL_FIRST);
    Map<Labels, SeriesReading> shown = new LinkedHashMap<>();
    for (SeriesReading reading : current.subList(0, Math.min(most, current.size()))) {
      shown.putIfAbsent(labels(reading), reading);
    }
    return MetricSnapshots.of(
        gauge("value", "What came in the last bucket that was judged", shown),
        gauge("expected", "What was expected in it", shown),
        gauge("lower", "A value below is rare enough for an alert", shown),
        gauge("upper", "A value above is rare enough for an alert", shown),
        gauge(SCORE, "How rare the value is, 0 to 1; an alert is due from 0.5", shown),
        leftOut(current.size() - shown.size()));
  }

  private static boolean isOver(SeriesReading reading, Instant now) {
    return reading.time().plus(PATIENCE).plus(reading.step().multipliedBy(STEPS)).isBefore(now);
  }

  private static double score(SeriesReading reading) {
    return reading.numbers().getOrDefault(SCORE, 0.0);
  }

  private static MetricSnapshot gauge(
      String name, String help, Map<Labels, SeriesReading> readings) {
    GaugeSnapshot.Builder gauge =
        GaugeSnapshot.builder().name("watchfire_series_" + name).help(help);
    readings.forEach(
        (labels, reading) -> {
          Double number = reading.numbers().get(name);
          if (number != null) {
            gauge.dataPoint(point(labels, number));
          }
        });
    return gauge.build();
  }

  private static MetricSnapshot leftOut(int series) {
    return GaugeSnapshot.builder()
        .name("watchfire_series_left_out")
        .help("Series that are not among these, because there are too many")
        .dataPoint(point(Labels.EMPTY, series))
        .build();
  }

  private static GaugeDataPointSnapshot point(Labels labels, double value) {
    return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
  }

  private @Nullable SeriesRule rule(String name) {
    return rules.get().stream()
        .filter(rule -> rule.head().name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** Legal names; the rule's own name wins over a label that happens to be called so. */
  private Labels labels(SeriesReading reading) {
    Map<String, String> labels = new TreeMap<>();
    SeriesLabels.of(reading, rule(reading.rule()))
        .forEach((name, value) -> labels.put(MetricNames.label(name), value));
    labels.put("rule", reading.rule());
    return Labels.of(
        labels.keySet().toArray(String[]::new), labels.values().toArray(String[]::new));
  }
}
