/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.engine;

import io.watchfire.runtime.config.Durations;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.streams.alerting.AlertTemplate;
import io.watchfire.streams.alerting.Lifecycle;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.slo.BurnRates;
import io.watchfire.streams.slo.Severity;
import io.watchfire.streams.slo.SloGroup;
import io.watchfire.streams.slo.Tier;
import io.watchfire.streams.spec.SloSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Words an alert of an SLO: its labels are its identity, its annotations say how things stand. */
final class SloAlerts {
  private final SloSpec rule;
  private final GroupKey key;

  SloAlerts(SloSpec rule, GroupKey key) {
    this.rule = rule;
    this.key = key;
  }

  /**
   * @param causedAt when the record that led here was received, wall time in milliseconds; 0 if
   *     time passing did
   */
  Alert alert(
      SloGroup group, Severity severity, Lifecycle life, @Nullable Tier tier, long causedAt) {
    return new AlertTemplate(labels(severity), rule.annotations(), rule.mode())
        .alert(
            annotations(group, severity, life, tier),
            life,
            Instant.ofEpochMilli(group.judgedAtMillis()),
            causedAt == 0 ? null : Instant.ofEpochMilli(causedAt));
  }

  String service() {
    return key.service(rule.service());
  }

  private Map<String, String> labels(Severity severity) {
    Map<String, String> labels =
        AlertLabels.of(rule.labels(), key, service(), "ErrorBudgetBurn", severity);
    labels.put("slo", rule.name());
    labels.put("slo_id", AlertLabels.sloId(service(), rule.name()));
    return labels;
  }

  private Map<String, String> annotations(
      SloGroup group, Severity severity, Lifecycle life, @Nullable Tier tier) {
    Map<String, String> annotations = new TreeMap<>();
    annotations.put("summary", summary(severity, life));
    annotations.put("description", description(group, tier));
    if (tier != null) {
      annotations.put(
          "tier",
          tier.budgetPercent().toPlainString()
              + "% of the budget in "
              + Durations.text(tier.longWindow()));
    }
    if (group.noData()) {
      annotations.put(
          "no_data_since", Instant.ofEpochMilli(group.state().lastObservation()).toString());
    }
    return annotations;
  }

  private String summary(Severity severity, Lifecycle life) {
    String who = service().isEmpty() ? rule.name() : service();
    return switch (life.state()) {
      case RESOLVED, INACTIVE ->
          life.reason() == Lifecycle.Reason.NO_DATA
              ? who + ": no data any more, " + rule.name() + " is no longer known to be in danger"
              : who + ": error budget of " + rule.name() + " is no longer burning";
      case PENDING, FIRING ->
          severity == Severity.PAGE
              ? who + " is burning the error budget of " + rule.name() + " fast"
              : who + " is burning the error budget of " + rule.name() + " slowly but surely";
    };
  }

  private String description(SloGroup group, @Nullable Tier tier) {
    StringBuilder text = new StringBuilder();
    if (tier != null) {
      text.append(window(group, tier.longWindow())).append(' ');
      text.append(window(group, tier.shortWindow())).append(' ');
      text.append(
          String.format(
              Locale.ROOT,
              "The limit is a burn rate of %.4g in both. ",
              tier.factor(group.objective().period())));
    }
    BurnRates.Reading period = reading(group, group.objective().period());
    text.append(
        String.format(
            Locale.ROOT,
            "%.1f %% of the error budget of %s (objective %s %%) is left; %s of it observed.",
            (1 - group.rates().rate(period)) * 100,
            Durations.text(group.objective().period()),
            group.objective().percent().toPlainString(),
            Durations.text(Duration.ofSeconds(period.coveredMillis() / 1000))));
    return text.toString();
  }

  private static String window(SloGroup group, Duration window) {
    BurnRates.Reading reading = reading(group, window);
    return String.format(
        Locale.ROOT,
        "Burn rate %.4g over %s: %d of %d events were bad.",
        group.rates().rate(reading),
        Durations.text(window),
        reading.bad(),
        reading.total());
  }

  private static BurnRates.Reading reading(SloGroup group, Duration window) {
    return group
        .rates()
        .read(group.buckets(), group.layout().indexOf(window), group.state().coverageStart());
  }
}
