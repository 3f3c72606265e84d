/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.engine;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.schemas.slo.SloStatus;
import io.watchfire.streams.alerting.Lifecycle;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.slo.BurnRates;
import io.watchfire.streams.slo.Severity;
import io.watchfire.streams.slo.SloGroup;
import io.watchfire.streams.slo.Tier;
import io.watchfire.streams.spec.SloSpec;
import io.watchfire.streams.spec.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A rule at work on one group. */
public final class SloEvaluator {
  private final SloSpec rule;
  private final GroupKey key;
  private final SloGroup group;
  private final SloAlerts alerts;
  private final List<BudgetEvaluator> budgets;

  /**
   * Puts a rule to work on a group.
   *
   * @param budgets the rules that look ahead on its error budget
   */
  public SloEvaluator(SloSpec rule, GroupKey key, SloGroup group, List<BudgetEvaluator> budgets) {
    this.rule = rule;
    this.key = key;
    this.group = group;
    this.alerts = new SloAlerts(rule, key);
    this.budgets = List.copyOf(budgets);
  }

  /** The rule. */
  public SloSpec rule() {
    return rule;
  }

  /** Whose events these are. */
  public GroupKey key() {
    return key;
  }

  /** The events and their judgement. */
  public SloGroup group() {
    return group;
  }

  /** The rules that look ahead on its error budget. */
  public List<BudgetEvaluator> budgets() {
    return budgets;
  }

  /**
   * Judges the group; one alert for each transition.
   *
   * @param causedAt when the record that led here was received, wall time in milliseconds; 0 if
   *     time passing did
   */
  public List<Alert> evaluate(long causedAt) {
    return worded(group.evaluate(), causedAt);
  }

  /** Ends the alerts because the rule is gone. */
  public List<Alert> remove() {
    return worded(group.remove(), 0);
  }

  /** The alerts that fire, worded by how things stand now. */
  public List<Alert> firing() {
    List<Alert> firing = new ArrayList<>(0);
    for (Severity severity : Severity.values()) {
      Lifecycle life = life(severity);
      if (life.state() == AlertState.FIRING) {
        firing.add(alerts.alert(group, severity, life, tier(severity), 0));
      }
    }
    for (BudgetEvaluator budget : budgets) {
      Alert alert = budget.alert();
      if (alert != null && budget.firing()) {
        firing.add(alert);
      }
    }
    return firing;
  }

  /**
   * What an alert that was told is now, where the rule has been given other labels since: an alert
   * is its labels. Null where they are the same, or it is not on any more.
   */
  public @Nullable Alert renamed(Alert told) {
    for (Severity severity : Severity.values()) {
      AlertState state = life(severity).state();
      boolean on = state == AlertState.FIRING || state == AlertState.PENDING;
      if (on && severity.text().equals(told.labels().get("severity"))) {
        Alert now = alerts.alert(group, severity, life(severity), tier(severity), 0);
        return now.fingerprint().equals(told.fingerprint()) ? null : now;
      }
    }
    return null;
  }

  /** The resolved alerts that ended at or before that event time, in milliseconds. */
  public List<Alert> resolvedBefore(long time) {
    List<Alert> resolved = new ArrayList<>(0);
    for (Severity severity : Severity.values()) {
      Lifecycle life = life(severity);
      if (life.state() == AlertState.RESOLVED && life.sinceMillis() <= time) {
        resolved.add(alerts.alert(group, severity, life, null, 0));
      }
    }
    for (BudgetEvaluator budget : budgets) {
      Alert alert = budget.alert();
      Lifecycle life = budget.life();
      if (alert != null && life.state() == AlertState.RESOLVED && life.sinceMillis() <= time) {
        resolved.add(alert);
      }
    }
    return resolved;
  }

  /** Whether any of its alerts fires. */
  public boolean isFiring() {
    return group.state().page().state() == AlertState.FIRING
        || group.state().ticket().state() == AlertState.FIRING
        || budgets.stream().anyMatch(BudgetEvaluator::firing);
  }

  /** How the objective stands; the outlook is that of the first rule that looks ahead. */
  public SloStatus status() {
    List<SloStatus.Window> windows = new ArrayList<>();
    BurnRates.Reading last = null;
    for (int i = 0; i < group.layout().size(); i++) {
      BurnRates.Reading reading =
          group.rates().read(group.buckets(), i, group.state().coverageStart());
      windows.add(
          new SloStatus.Window(
              Duration.ofMillis(reading.windowMillis()),
              reading.bad(),
              reading.total(),
              group.rates().rate(reading)));
      last = reading;
    }
    BurnRates.Reading period = Objects.requireNonNull(last, "a layout has windows");
    return new SloStatus(
        key.tenant(),
        key.cluster(),
        rule.name(),
        alerts.service(),
        key.labels(),
        rule.objective().percent().toPlainString(),
        rule.objective().period(),
        source(),
        data(windows),
        notice(),
        Instant.ofEpochMilli(group.state().clockMillis()),
        Instant.ofEpochMilli(group.state().lastObservation()),
        Duration.ofMillis(group.state().latenessMillis()),
        Duration.ofMillis(period.coveredMillis()),
        1 - group.rates().rate(period),
        windows,
        group.state().page().state().text(),
        group.state().ticket().state().text(),
        rule.mode().text(),
        budgets.isEmpty() ? null : budgets.getFirst().outlook());
  }

  /** What is noteworthy; that the measurement changed, until the budget's period has passed. */
  private String notice() {
    String notice = group.state().notice();
    long anew = group.state().counted().anewMillis();
    if (anew == 0 || group.state().clockMillis() - anew > rule.objective().period().toMillis()) {
      return notice;
    }
    String since = "the measurement changed, counted since " + Instant.ofEpochMilli(anew);
    return notice.isEmpty() ? since : notice + "; " + since;
  }

  /** A later release may know more of them. */
  private String source() {
    List<Source> sources = rule.sli().sources();
    return sources.get(Math.min(group.state().source(), sources.size() - 1)).name();
  }

  private SloStatus.Data data(List<SloStatus.Window> windows) {
    if (group.state().invalid()) {
      return SloStatus.Data.INVALID;
    }
    if (group.noData()) {
      return SloStatus.Data.NO_DATA;
    }
    if (group.notTold()) {
      return SloStatus.Data.NOT_TOLD;
    }
    int longest = Math.max(0, windows.size() - 2);
    return windows.get(longest).total() == 0 ? SloStatus.Data.NO_TRAFFIC : SloStatus.Data.OK;
  }

  private List<Alert> worded(List<SloGroup.Transition> transitions, long causedAt) {
    List<Alert> out = new ArrayList<>(transitions.size());
    for (SloGroup.Transition transition : transitions) {
      out.add(
          alerts.alert(
              group, transition.severity(), transition.life(), transition.tier(), causedAt));
    }
    return out;
  }

  private Lifecycle life(Severity severity) {
    return severity == Severity.PAGE ? group.state().page() : group.state().ticket();
  }

  /** What keeps the alert of that severity. */
  private @Nullable Tier tier(Severity severity) {
    return group.rates().keeping(severity, group.buckets(), group.state().coverageStart());
  }
}
