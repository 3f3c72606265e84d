/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec.yaml;

import io.watchfire.runtime.config.Section;
import io.watchfire.streams.anomaly.AlertPolicySettings;
import io.watchfire.streams.anomaly.DetectorType;
import io.watchfire.streams.anomaly.Direction;
import io.watchfire.streams.anomaly.detector.DetectorSettings;
import io.watchfire.streams.spec.AnomalySpec;
import io.watchfire.streams.spec.EventRate;
import io.watchfire.streams.spec.FalseAlerts;
import io.watchfire.streams.spec.IgnoredTime;
import io.watchfire.streams.spec.RuleHead;
import io.watchfire.streams.spec.SeriesSpec;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;

/** Reads a rule of kind {@code AnomalyRule}. */
final class AnomalyReader {
  private final Section metadata;
  private final Section spec;

  AnomalyReader(Section document) {
    this.metadata = document.section("metadata");
    this.spec = document.section("spec");
  }

  AnomalySpec read() {
    RuleHead head = HeadReader.read(metadata, spec);
    SeriesSpec series = new SeriesReader(head.name(), metadata.string("tenant", ""), spec).read();
    ZoneId zone = parsed("zone", "UTC", AnomalyReader::zone, ZoneOffset.UTC);
    FalseAlerts standard = FalseAlerts.parse(FalseAlerts.DEFAULT);
    FalseAlerts falseAlerts =
        parsed("falseAlerts", FalseAlerts.DEFAULT, FalseAlerts::parse, standard);
    DetectorType type =
        parsed("detector", DetectorType.DEFAULT.text(), DetectorType::of, DetectorType.DEFAULT);
    List<IgnoredTime> ignored =
        spec.sections("ignore").stream().map(IgnoredTimeReader::read).toList();
    return new AnomalySpec(
        head,
        series,
        type,
        new DetectorSettings(falseAlerts.perValue(series.step().toMillis()), zone),
        gate(series.step()),
        minimumTraffic(series),
        ignored);
  }

  private EventRate minimumTraffic(SeriesSpec series) {
    if (!spec.has("minimumTraffic")) {
      return EventRate.ZERO;
    }
    if (series.quantity().ofGauges()) {
      spec.problem(
          "minimumTraffic", "minimumTraffic (expected: left out; a gauge counts no events)");
    }
    return parsed("minimumTraffic", "", EventRate::parse, EventRate.ZERO);
  }

  private AlertPolicySettings gate(Duration step) {
    AlertPolicySettings standard = AlertPolicySettings.DEFAULT;
    Duration calm = longer(standard.clearAfter(), step.multipliedBy(5));
    Duration rest = longer(standard.rest(), step.multipliedBy(10));
    return new AlertPolicySettings(
        spec.choice("direction", standard.direction(), Direction::text),
        notNegative("minDeviation"),
        notNegative("minRelativeDeviation"),
        spec.duration("rest", rest),
        spec.integer("maxPerDay", standard.maxPerDay(), 1, 10_000),
        spec.duration("clearAfter", calm));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private double notNegative(String key) {
    BigDecimal value = spec.decimal(key, BigDecimal.ZERO);
    if (value == null || value.signum() < 0) {
      spec.problem(key, key + ": " + value + " (expected: 0 or more)");
      return 0;
    }
    return value.doubleValue();
  }

  private <T> T parsed(String key, String def, Function<String, T> parse, T otherwise) {
    String text = spec.string(key, def);
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      spec.problem(key, message.startsWith(key) ? message : key + ": " + message);
      return otherwise;
    }
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          text + " (expected: a time zone such as Europe/Berlin)", e);
    }
  }
}
