/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec.defaults;

import io.watchfire.runtime.config.Section;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.streams.alerting.Timing;
import io.watchfire.streams.slo.MinimumTraffic;
import io.watchfire.streams.slo.Objective;
import io.watchfire.streams.spec.IgnoredRoutes;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.spec.SloSpec;
import io.watchfire.streams.spec.Source;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The rules that nobody has to write: availability and latency of every service seen, and what it
 * does with messages, each from the sources that are there.
 *
 * @param enabled whether they exist
 * @param availability percent of requests without an error
 * @param latency percent of requests within the threshold
 * @param threshold of latency; histograms without that bound take the next one above
 * @param period of the budgets
 * @param sources names of {@link DefaultSources}
 * @param ignoredRoutes routes that do not count, see {@link IgnoredRoutes}
 * @param mode whether they alert
 * @param maxServices most services that are kept
 * @param anomalies whether request rate, error ratio and latency are watched for anomalies, in
 *     shadow
 */
public record DefaultRules(
    boolean enabled,
    BigDecimal availability,
    BigDecimal latency,
    Duration threshold,
    Duration period,
    List<String> sources,
    List<String> ignoredRoutes,
    Alert.Mode mode,
    int maxServices,
    boolean anomalies) {
  /** The name of the availability rule. */
  public static final String AVAILABILITY = "default-availability";

  /** The name of the latency rule. */
  public static final String LATENCY = "default-latency";

  /** The name of the rule about messages that were received or processed. */
  public static final String CONSUMER_AVAILABILITY = "default-consumer-availability";

  /** The names of the objectives that come without a file. */
  public static final List<String> NAMES = List.of(AVAILABILITY, LATENCY, CONSUMER_AVAILABILITY);

  /** Reads the block {@code defaults} of the configuration. */
  public static DefaultRules read(Section section) {
    BigDecimal availability = percent(section, "availability", "99.9");
    BigDecimal latency = percent(section, "latency", "99");
    List<String> sources =
        section.has("sources") ? section.strings("sources") : DefaultSources.names();
    for (String source : sources) {
      if (!DefaultSources.names().contains(source)) {
        section.problem(
            "sources",
            "sources: " + source + " (expected: some of " + DefaultSources.names() + ")");
      }
    }
    return new DefaultRules(
        section.bool("enabled", true),
        availability,
        latency,
        section.duration("threshold", Duration.ofMillis(500)),
        section.duration("period", Duration.ofDays(30)),
        sources.stream().filter(DefaultSources.names()::contains).toList(),
        ignoredRoutes(section),
        section.choice("mode", Alert.Mode.SHADOW, Alert.Mode::text),
        section.integer("maxServices", 10_000, 1, 1_000_000),
        section.bool("anomalies", true));
  }

  /** The same rules in another mode. */
  public DefaultRules withMode(Alert.Mode other) {
    return new DefaultRules(
        enabled,
        availability,
        latency,
        threshold,
        period,
        sources,
        ignoredRoutes,
        other,
        maxServices,
        anomalies);
  }

  /** The rules, none if they are switched off. */
  public Rules rules() {
    if (!enabled || sources.isEmpty()) {
      return Rules.of(List.of());
    }
    DefaultSources from = new DefaultSources(sources, new IgnoredRoutes(ignoredRoutes));
    List<SloSpec> objectives = new ArrayList<>(3);
    add(AVAILABILITY, availability, from.availability(), objectives);
    add(LATENCY, latency, from.latency(threshold), objectives);
    add(CONSUMER_AVAILABILITY, availability, from.consumed(), objectives);
    boolean requests = objectives.stream().anyMatch(one -> one.name().equals(AVAILABILITY));
    return new Rules(
        objectives,
        anomalies && requests
            ? DefaultAnomalies.rules(from, Conventions.BY, maxServices)
            : List.of(),
        List.of());
  }

  private void add(String name, BigDecimal percent, List<Source> from, List<SloSpec> to) {
    if (!from.isEmpty()) {
      to.add(rule(name, percent, from, name.equals(LATENCY)));
    }
  }

  private static List<String> ignoredRoutes(Section section) {
    return section.has("ignoredRoutes") ? section.strings("ignoredRoutes") : IgnoredRoutes.DEFAULT;
  }

  private SloSpec rule(String name, BigDecimal percent, List<Source> from, boolean countsGood) {
    Objective objective =
        new Objective(percent, period, Objective.defaultTiers(), MinimumTraffic.DEFAULT);
    return new SloSpec(
        name,
        "",
        "",
        objective,
        new SloSpec.Sli(from, countsGood),
        Conventions.BY,
        Timing.DEFAULT,
        mode,
        Map.of(),
        Map.of(),
        maxServices,
        false);
  }

  private static BigDecimal percent(Section section, String key, String standard) {
    BigDecimal value = section.decimal(key, new BigDecimal(standard));
    if (value == null || value.signum() <= 0 || value.compareTo(BigDecimal.valueOf(100)) >= 0) {
      section.problem(key, key + ": " + value + " (expected: > 0 and < 100)");
      return new BigDecimal(standard);
    }
    return value;
  }
}
