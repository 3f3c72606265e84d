/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.engine;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.streams.alerting.AlertTemplate;
import io.watchfire.streams.alerting.Lifecycle;
import io.watchfire.streams.forecast.BudgetOutlook;
import io.watchfire.streams.forecast.Forecast;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.spec.ForecastSpec;
import io.watchfire.streams.spec.RuleHead;
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
    return new AlertTemplate(labels(), rule.head().annotations(), rule.head().mode())
        .alert(annotations(outlook, life), life, Instant.ofEpochMilli(clock), null);
  }

  private Map<String, String> labels() {
    RuleHead head = rule.head();
    Map<String, String> written = new TreeMap<>(slo.labels());
    written.putAll(head.labels());
    Map<String, String> labels =
        AlertLabels.of(written, key, service(), "ErrorBudgetForecast", head.severity());
    labels.put("slo", slo.name());
    labels.put("slo_id", AlertLabels.sloId(sloService, slo.name()));
    labels.put("rule", head.name());
    return labels;
  }

  private String service() {
    return rule.head().service().isEmpty() ? sloService : rule.head().service();
  }

  private Map<String, String> annotations(@Nullable BudgetOutlook outlook, Lifecycle life) {
    boolean over = AlertTemplate.isOver(life);
    Map<String, String> annotations = new TreeMap<>();
    String who = service().isEmpty() ? "" : service() + ": ";
    annotations.put("summary", who + summary(outlook, life, over));
    if (outlook != null) {
      annotations.put("description", over ? sentence(outlook.why()) : description(outlook));
    }
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
