/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.engine;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.streams.alerting.Lifecycle;
import io.watchfire.streams.forecast.BudgetOutlook;
import io.watchfire.streams.forecast.Forecast;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.spec.ForecastSpec;
import io.watchfire.streams.spec.SloSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Words an alert of an error budget that will be exhausted. */
final class BudgetAlerts {
  private final ForecastSpec.OfBudget rule;
  private final SloSpec slo;
  private final GroupKey key;
  private final String sloService;

  BudgetAlerts(ForecastSpec.OfBudget rule, SloSpec slo, GroupKey key) {
    this.rule = rule;
    this.slo = slo;
    this.key = key;
    this.sloService = key.service(slo.service());
  }

  Alert alert(@Nullable BudgetOutlook outlook, Lifecycle life, long clock) {
    boolean over = life.state() == AlertState.RESOLVED || life.state() == AlertState.INACTIVE;
    return new Alert(
        labels(),
        annotations(outlook, life, over),
        life.state(),
        life.transition(),
        life.reason().text(),
        rule.head().mode(),
        Instant.ofEpochMilli(life.startsAt()),
        over ? Instant.ofEpochMilli(life.since()) : null,
        Instant.ofEpochMilli(clock),
        null);
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>(slo.labels());
    labels.putAll(rule.head().labels());
    labels.put("tenant", key.tenant());
    labels.put("cluster", key.cluster());
    labels.put("service", service());
    labels.putAll(key.labels());
    labels.put("alertname", "ErrorBudgetForecast");
    labels.put("severity", rule.head().severity().text());
    labels.put("slo", slo.name());
    labels.put("slo_id", sloService.isEmpty() ? slo.name() : sloService + "-" + slo.name());
    labels.put("rule", rule.head().name());
    return labels;
  }

  private String service() {
    return rule.head().service().isEmpty() ? sloService : rule.head().service();
  }

  private Map<String, String> annotations(
      @Nullable BudgetOutlook outlook, Lifecycle life, boolean over) {
    Map<String, String> annotations = new TreeMap<>();
    String who = service().isEmpty() ? "" : service() + ": ";
    annotations.put("summary", who + summary(outlook, life, over));
    if (outlook != null) {
      annotations.put("description", over ? sentence(outlook.why()) : description(outlook));
    }
    annotations.putAll(rule.head().annotations());
    return annotations;
  }

  private String summary(@Nullable BudgetOutlook outlook, Lifecycle life, boolean over) {
    String budget = "error budget of " + slo.name();
    if (over) {
      return life.reason() == Lifecycle.Reason.NO_DATA
          ? "no data any more, nothing is known of the " + budget
          : budget + " is no longer expected to be exhausted";
    }
    boolean spent = outlook != null && outlook.state() == BudgetOutlook.State.EXHAUSTED;
    return budget + (spent ? " is exhausted" : " may be exhausted soon");
  }

  private static String description(BudgetOutlook outlook) {
    if (outlook.state() == BudgetOutlook.State.EXHAUSTED) {
      return sentence(outlook.why());
    }
    return String.format(
        Locale.ROOT,
        "It may be exhausted between %s and %s, most likely %s; %.1f %% left. %s",
        time(outlook.earliest()),
        time(outlook.latest()),
        time(outlook.expected()),
        100 * outlook.remaining(),
        sentence(outlook.why()));
  }

  private static String sentence(String why) {
    return why.substring(0, 1).toUpperCase(Locale.ROOT) + why.substring(1) + ".";
  }

  private static String time(long millis) {
    return millis == Forecast.NEVER
        ? "beyond the horizon"
        : Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.MINUTES).toString();
  }
}
