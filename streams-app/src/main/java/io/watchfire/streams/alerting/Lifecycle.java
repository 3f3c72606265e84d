/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.alerting;

import io.watchfire.schemas.alert.AlertState;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.time.Duration;
import java.util.List;

/**
 * The state of one alert, and its transitions. The rules are Prometheus' ({@code for}, {@code
 * keep_firing_for}; pending that ends is forgotten), plus {@link EvaluationResult#NO_DATA}.
 *
 * @param state where it is
 * @param transition number of the last change of state; 0 if there was none
 * @param reason why the last transition happened
 * @param sinceMillis event time in milliseconds at which the state began
 * @param startsAtMillis when it began to fire; for a pending one when the condition began to hold
 * @param clearSinceMillis since when the condition has been clear while it keeps firing; 0 if it
 *     holds
 * @param noDataGraceMillis how long it may fire without data: the long window that made it fire
 */
public record Lifecycle(
    AlertState state,
    long transition,
    Reason reason,
    long sinceMillis,
    long startsAtMillis,
    long clearSinceMillis,
    long noDataGraceMillis) {

  /** Why a transition happened. */
  public enum Reason {
    /** There was none yet. */
    NONE("none"),
    /** The condition began to hold. */
    CONDITION("condition"),
    /** The condition no longer holds. */
    RECOVERED("recovered"),
    /** Data stopped, and stayed away for as long as the alert may wait. */
    NO_DATA("no_data"),
    /** The rule was removed, or no longer alerts. */
    RULE_REMOVED("rule_removed");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** The name in alerts and documents. */
    public String text() {
      return text;
    }
  }

  // The order of these lists is part of the format.
  private static final List<AlertState> STATES =
      List.of(AlertState.INACTIVE, AlertState.PENDING, AlertState.FIRING, AlertState.RESOLVED);
  private static final List<Reason> REASONS =
      List.of(Reason.NONE, Reason.CONDITION, Reason.RECOVERED, Reason.NO_DATA, Reason.RULE_REMOVED);

  /** Between two exports that lie some minutes apart nothing is known, and nothing has ended. */
  public static final long PENDING_WITHOUT_DATA_MILLIS = Duration.ofMinutes(15).toMillis();

  /** Before anything happened. */
  public static final Lifecycle NEW =
      new Lifecycle(AlertState.INACTIVE, 0, Reason.NONE, 0, 0, 0, 0);

  /** An alert that fires since that event time. */
  public static Lifecycle firing(long transition, long startsAtMillis) {
    return new Lifecycle(
        AlertState.FIRING, transition, Reason.CONDITION, startsAtMillis, startsAtMillis, 0, 0);
  }

  /** The state after an evaluation; the same object if nothing changed. */
  public Lifecycle next(Evaluation evaluation, Timing timing) {
    return switch (state) {
      case INACTIVE, RESOLVED ->
          evaluation.result() == EvaluationResult.HOLDS ? begin(evaluation, timing) : this;
      case PENDING -> fromPending(evaluation, timing);
      case FIRING -> fromFiring(evaluation, timing);
    };
  }

  /** The state after its rule went away: a firing alert resolves, a pending one is forgotten. */
  public Lifecycle removed(long clockMillis) {
    return switch (state) {
      case INACTIVE, RESOLVED -> this;
      case PENDING -> ended(AlertState.INACTIVE, Reason.RULE_REMOVED, clockMillis);
      case FIRING -> ended(AlertState.RESOLVED, Reason.RULE_REMOVED, clockMillis);
    };
  }

  /** The same where the clock went back: nothing of it is later than this. */
  public Lifecycle notAfter(long clockMillis) {
    return sinceMillis <= clockMillis
            && startsAtMillis <= clockMillis
            && clearSinceMillis <= clockMillis
        ? this
        : new Lifecycle(
            state,
            transition,
            reason,
            Math.min(sinceMillis, clockMillis),
            Math.min(startsAtMillis, clockMillis),
            Math.min(clearSinceMillis, clockMillis),
            noDataGraceMillis);
  }

  private Lifecycle begin(Evaluation evaluation, Timing timing) {
    return begun(timing.pendingFor().isZero() ? AlertState.FIRING : AlertState.PENDING, evaluation);
  }

  private Lifecycle fromPending(Evaluation evaluation, Timing timing) {
    long clockMillis = evaluation.clockMillis();
    return switch (evaluation.result()) {
      case CLEAR -> ended(AlertState.INACTIVE, Reason.RECOVERED, clockMillis);
      case NO_DATA ->
          clockMillis - evaluation.lastDataMillis() <= PENDING_WITHOUT_DATA_MILLIS
              ? this
              : ended(AlertState.INACTIVE, Reason.NO_DATA, clockMillis);
      case HOLDS ->
          clockMillis - sinceMillis < timing.pendingFor().toMillis()
              ? this
              : begun(AlertState.FIRING, evaluation);
    };
  }

  private Lifecycle fromFiring(Evaluation evaluation, Timing timing) {
    return switch (evaluation.result()) {
      case HOLDS -> stillFiring(0, evaluation.noDataGraceMillis());
      case CLEAR -> clear(evaluation.clockMillis(), timing);
      case NO_DATA -> withoutData(evaluation, timing.noData());
    };
  }

  private Lifecycle withoutData(Evaluation evaluation, NoDataPolicy policy) {
    long clockMillis = evaluation.clockMillis();
    boolean resolves =
        switch (policy) {
          case KEEP -> false;
          case RESOLVE -> true;
          case HOLD -> clockMillis - evaluation.lastDataMillis() > noDataGraceMillis;
        };
    return resolves ? ended(AlertState.RESOLVED, Reason.NO_DATA, clockMillis) : this;
  }

  private Lifecycle clear(long clockMillis, Timing timing) {
    long from = clearSinceMillis == 0 ? clockMillis : clearSinceMillis;
    return clockMillis - from >= timing.keepFiringFor().toMillis()
        ? ended(AlertState.RESOLVED, Reason.RECOVERED, clockMillis)
        : stillFiring(from, noDataGraceMillis);
  }

  private Lifecycle begun(AlertState begun, Evaluation evaluation) {
    long clockMillis = evaluation.clockMillis();
    return new Lifecycle(
        begun,
        transition + 1,
        Reason.CONDITION,
        clockMillis,
        clockMillis,
        0,
        evaluation.noDataGraceMillis());
  }

  private Lifecycle stillFiring(long newClearSince, long newGraceMillis) {
    return clearSinceMillis == newClearSince && noDataGraceMillis == newGraceMillis
        ? this
        : new Lifecycle(
            state, transition, reason, sinceMillis, startsAtMillis, newClearSince, newGraceMillis);
  }

  private Lifecycle ended(AlertState end, Reason why, long clockMillis) {
    return new Lifecycle(
        end, transition + 1, why, clockMillis, startsAtMillis, 0, noDataGraceMillis);
  }

  /** Writes the state for {@link #read}. */
  public void write(ByteWriter out) {
    out.u8(STATES.indexOf(state)).varint(transition).u8(REASONS.indexOf(reason));
    out.varint(sinceMillis)
        .varint(startsAtMillis)
        .varint(clearSinceMillis)
        .varint(noDataGraceMillis);
  }

  /** Reads what {@link #write} wrote. */
  public static Lifecycle read(ByteReader in) {
    return new Lifecycle(
        STATES.get(in.u8()),
        in.varint(),
        REASONS.get(in.u8()),
        in.varint(),
        in.varint(),
        in.varint(),
        in.varint());
  }
}
