/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.engine;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.streams.alerting.AlertTemplate;
import io.watchfire.streams.alerting.Lifecycle;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.spec.RuleHead;
import java.time.Instant;
import java.util.Map;

/** Words an alert of a rule that judges a series. */
final class SeriesAlerts {
  private final SeriesRule rule;
  private final GroupKey key;

  SeriesAlerts(SeriesRule rule, GroupKey key) {
    this.rule = rule;
    this.key = key;
  }

  Alert alert(Evaluator evaluator, Lifecycle life, long clock) {
    Instant startsAt = Instant.ofEpochMilli(life.startsAtMillis());
    return alert(
        summary(evaluator, life),
        evaluator.description() + " Since " + evaluator.since(startsAt) + ".",
        life,
        clock);
  }

  Alert alert(String summary, String description, Lifecycle life, long clock) {
    String who = service().isEmpty() ? "" : service() + ": ";
    Map<String, String> found = Map.of("summary", who + summary, "description", description);
    return new AlertTemplate(labels(), rule.head().annotations(), rule.head().mode())
        .alert(found, life, Instant.ofEpochMilli(clock), null);
  }

  private Map<String, String> labels() {
    RuleHead head = rule.head();
    Map<String, String> labels =
        AlertLabels.of(head.labels(), key, service(), rule.alertname(), head.severity());
    labels.put("rule", head.name());
    return labels;
  }

  private String service() {
    return key.service(rule.head().service());
  }

  private String summary(Evaluator evaluator, Lifecycle life) {
    boolean over = AlertTemplate.isOver(life);
    return over && life.reason() == Lifecycle.Reason.NO_DATA
        ? "no data any more for " + rule.head().name()
        : evaluator.summary(over);
  }
}
