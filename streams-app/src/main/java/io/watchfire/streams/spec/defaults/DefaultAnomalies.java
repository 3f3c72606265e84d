/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec.defaults;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.streams.anomaly.AlertPolicySettings;
import io.watchfire.streams.anomaly.DetectorType;
import io.watchfire.streams.anomaly.Direction;
import io.watchfire.streams.anomaly.detector.DetectorSettings;
import io.watchfire.streams.grouping.GroupingSettings;
import io.watchfire.streams.query.GroupLabel;
import io.watchfire.streams.query.Quantity;
import io.watchfire.streams.slo.Severity;
import io.watchfire.streams.spec.AnomalySpec;
import io.watchfire.streams.spec.EventRate;
import io.watchfire.streams.spec.Indicator;
import io.watchfire.streams.spec.RuleHead;
import io.watchfire.streams.spec.SeriesSpec;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * Rules of anomalies for every service that is seen: its request rate, error ratio and mean
 * latency. They run in shadow: for the record and for people who look, not for the pager.
 */
final class DefaultAnomalies {
  static final String REQUEST_RATE = "default-request-rate";
  static final String ERROR_RATIO = "default-error-ratio";
  static final String LATENCY = "default-mean-latency";

  private static final Duration STEP = Duration.ofMinutes(1);
  private static final long MIN_EVENTS = 20;
  private static final double ONE_PERCENT = 0.01;
  private static final double A_TENTH = 0.1;

  private DefaultAnomalies() {}

  static List<AnomalySpec> rules(DefaultSources sources, List<GroupLabel> by, int maxServices) {
    Indicator mean = new Indicator(LATENCY, "", sources.mean(), by, false);
    return List.of(
        rule(
            new SeriesSpec(DefaultRules.AVAILABILITY, null, Quantity.TOTAL_RATE, STEP, 0),
            head(REQUEST_RATE, maxServices),
            gate(Direction.BOTH, 0, A_TENTH)),
        rule(
            new SeriesSpec(DefaultRules.AVAILABILITY, null, Quantity.RATIO, STEP, MIN_EVENTS),
            head(ERROR_RATIO, maxServices),
            gate(Direction.ABOVE, ONE_PERCENT, 0)),
        rule(
            new SeriesSpec(LATENCY, mean, Quantity.MEAN, STEP, MIN_EVENTS),
            head(LATENCY, maxServices),
            gate(Direction.ABOVE, 0, A_TENTH)));
  }

  private static AnomalySpec rule(SeriesSpec series, RuleHead head, AlertPolicySettings gate) {
    DetectorSettings settings =
        new DetectorSettings(DetectorSettings.USUAL_FALSE_ALERTS, ZoneOffset.UTC);
    return new AnomalySpec(
        head, series, DetectorType.DEFAULT, settings, gate, EventRate.ZERO, List.of());
  }

  private static RuleHead head(String name, int maxServices) {
    return new RuleHead(
        name,
        "",
        Severity.TICKET,
        Alert.Mode.SHADOW,
        Map.of(),
        Map.of(),
        maxServices,
        GroupingSettings.DEFAULT);
  }

  private static AlertPolicySettings gate(Direction direction, double deviation, double relative) {
    AlertPolicySettings usual = AlertPolicySettings.DEFAULT;
    return new AlertPolicySettings(
        direction, deviation, relative, usual.rest(), usual.maxPerDay(), usual.clearAfter());
  }
}
