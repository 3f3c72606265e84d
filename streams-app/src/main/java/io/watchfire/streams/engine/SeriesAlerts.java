/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.engine;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.streams.alerting.Lifecycle;
import io.watchfire.streams.query.GroupKey;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Words an alert of a rule that judges a series. */
final class SeriesAlerts {
  private final SeriesRule rule;
  private final GroupKey key;

  SeriesAlerts(SeriesRule rule, GroupKey key) {
    this.rule = rule;
    this.key = key;
  }

  Alert alert(Evaluator judge, Lifecycle life, long clock) {
    boolean over = life.state() == AlertState.RESOLVED || life.state() == AlertState.INACTIVE;
    return new Alert(
        labels(),
        annotations(judge, life, over),
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
    Map<String, String> labels = new TreeMap<>(rule.head().labels());
    labels.put("tenant", key.tenant());
    labels.put("cluster", key.cluster());
    labels.put("service", service());
    labels.putAll(key.labels());
    labels.put("alertname", rule.alertname());
    labels.put("severity", rule.head().severity().text());
    labels.put("rule", rule.head().name());
    return labels;
  }

  private String service() {
    return key.service(rule.head().service());
  }

  private Map<String, String> annotations(Evaluator judge, Lifecycle life, boolean over) {
    Map<String, String> annotations = new TreeMap<>();
    String who = service().isEmpty() ? "" : service() + ": ";
    annotations.put("summary", who + summary(judge, life, over));
    annotations.put(
        "description",
        judge.description() + " Since " + Instant.ofEpochMilli(life.startsAt()) + ".");
    annotations.putAll(rule.head().annotations());
    return annotations;
  }

  private String summary(Evaluator judge, Lifecycle life, boolean over) {
    return over && life.reason() == Lifecycle.Reason.NO_DATA
        ? "no data any more for " + rule.head().name()
        : judge.summary(over);
  }
}
