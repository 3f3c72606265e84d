/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All rules at work, of every kind; names are unique among them.
 *
 * @param slos objectives
 * @param anomalies rules of anomalies
 * @param forecasts rules of forecasts
 * @param thresholds rules of limits
 * @param absences rules of what should be received
 */
public record Rules(
    List<SloSpec> slos,
    List<AnomalySpec> anomalies,
    List<ForecastSpec> forecasts,
    List<ThresholdSpec> thresholds,
    List<AbsenceSpec> absences) {
  /** Copies the lists. */
  public Rules {
    slos = List.copyOf(slos);
    anomalies = List.copyOf(anomalies);
    forecasts = List.copyOf(forecasts);
    thresholds = List.copyOf(thresholds);
    absences = List.copyOf(absences);
  }

  /** Objectives and what is judged by its past. */
  public Rules(List<SloSpec> slos, List<AnomalySpec> anomalies, List<ForecastSpec> forecasts) {
    this(slos, anomalies, forecasts, List.of(), List.of());
  }

  /** Objectives alone. */
  public static Rules of(List<SloSpec> slos) {
    return new Rules(slos, List.of(), List.of());
  }

  /** How many. */
  public int size() {
    return slos.size() + anomalies.size() + forecasts.size() + thresholds.size() + absences.size();
  }

  /** The names of all of them. */
  public Stream<String> names() {
    return Stream.of(
            slos.stream().map(SloSpec::name),
            anomalies.stream().map(rule -> rule.head().name()),
            forecasts.stream().map(rule -> rule.head().name()),
            thresholds.stream().map(rule -> rule.head().name()),
            absences.stream().map(rule -> rule.head().name()))
        .flatMap(names -> names);
  }

  /** These and those. */
  public Rules plus(Rules other) {
    return new Rules(
        both(slos, other.slos),
        both(anomalies, other.anomalies),
        both(forecasts, other.forecasts),
        both(thresholds, other.thresholds),
        both(absences, other.absences));
  }

  /** Everything that has to be measured for them, each once. */
  public List<Indicator> indicators() {
    Map<String, Indicator> indicators = new LinkedHashMap<>();
    slos.forEach(slo -> indicators.put(slo.name(), slo.indicator()));
    judged()
        .forEach(
            series -> {
              Indicator own = series.own();
              if (own != null) {
                indicators.put(own.name(), own);
              }
            });
    return List.copyOf(indicators.values());
  }

  private Stream<SeriesSpec> judged() {
    Stream<SeriesSpec> foreseen =
        forecasts.stream()
            .flatMap(
                rule ->
                    rule instanceof ForecastSpec.OfSeries of
                        ? Stream.of(of.series())
                        : Stream.empty());
    return Stream.of(
            anomalies.stream().map(AnomalySpec::series),
            foreseen,
            thresholds.stream().map(ThresholdSpec::series),
            absences.stream().map(AbsenceSpec::series))
        .flatMap(series -> series);
  }

  private static <T> List<T> both(List<T> one, List<T> other) {
    List<T> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }
}
