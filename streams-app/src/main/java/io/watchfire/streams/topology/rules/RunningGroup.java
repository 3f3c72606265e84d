/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.rules;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.streams.engine.SloEvaluator;
import io.watchfire.streams.slo.GroupState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A group at work in a task, and what of it has been kept and told. */
public final class RunningGroup {
  private final byte[] hash;
  private final SloEvaluator evaluator;
  private GroupState kept;
  private boolean bucketsWritten;
  private boolean changed = true;
  private long statusSentAt;
  private long refreshedAt;
  private long evaluatedIn = Long.MIN_VALUE;
  private final Map<String, Long> forgotten = new HashMap<>();
  private final RelabelledAlerts relabelled = new RelabelledAlerts();

  RunningGroup(byte[] hash, SloEvaluator evaluator) {
    this.hash = hash;
    this.evaluator = evaluator;
    this.kept = evaluator.group().state();
  }

  public byte[] hash() {
    return hash;
  }

  public SloEvaluator evaluator() {
    return evaluator;
  }

  /** Its alerts that are called otherwise now. */
  RelabelledAlerts relabelled() {
    return relabelled;
  }

  /** What is to be remembered of it beside its buckets. */
  GroupState state() {
    GroupState state = evaluator.group().state();
    return state.fedBy(evaluator.rule().sli().sources().get(state.source()).name());
  }

  /** Whether the state must be kept after a sum was taken. */
  boolean stateChanged() {
    return !kept.equals(evaluator.group().state());
  }

  /**
   * Whether the state must be kept after time passed: a clock that only ticked need not be, since
   * it stands still while nobody runs; an hour of silence must, or it would never add up to days.
   */
  boolean mustKeepAfterTick() {
    GroupState now = evaluator.group().state();
    return bucketsWritten
        || !now.page().equals(kept.page())
        || !now.ticket().equals(kept.ticket())
        || now.observed().silentMillis() != kept.observed().silentMillis();
  }

  void wroteBuckets() {
    bucketsWritten = true;
  }

  void kept() {
    kept = evaluator.group().state();
    bucketsWritten = false;
  }

  void changed() {
    changed = true;
  }

  /** Whether the status is to be told: soon after a change, and now and then. */
  boolean statusDue(long wallClockMillis, long soon, long atLatest) {
    long since = wallClockMillis - statusSentAt;
    return since >= atLatest || (changed && since >= soon);
  }

  void statusSent(long wallClockMillis) {
    statusSentAt = wallClockMillis;
    changed = false;
  }

  boolean refreshDue(long wallClockMillis, long interval) {
    return wallClockMillis - refreshedAt >= interval;
  }

  void refreshed(long wallClockMillis) {
    refreshedAt = wallClockMillis;
  }

  /** The minute in which its budget was last forecast, see {@link BudgetSchedule}. */
  long evaluatedIn() {
    return evaluatedIn;
  }

  void evaluated(long minute) {
    evaluatedIn = minute;
  }

  /** Those of the alerts whose end has not been forgotten yet; from now on it is. */
  List<Alert> notYetForgotten(List<Alert> resolved) {
    return resolved.stream()
        .filter(
            alert ->
                !Long.valueOf(alert.transition())
                    .equals(forgotten.put(alert.fingerprint(), alert.transition())))
        .toList();
  }
}
