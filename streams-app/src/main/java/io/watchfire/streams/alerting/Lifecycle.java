/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.alerting;

import io.watchfire.schemas.alert.AlertState;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.util.List;

/**
 * The state of one alert, and its transitions. The rules are Prometheus' ({@code for}, {@code
 * keep_firing_for}; pending that ends is forgotten), plus {@link EvaluationResult#NO_DATA}.
 *
 * @param state where it is
 * @param transition number of the last change of state; 0 if there was none
 * @param reason why the last transition happened
 * @param since event time in milliseconds at which the state began
 * @param startsAt when it began to fire; for a pending one when the condition began to hold
 * @param clearSince since when the condition has been clear while it keeps firing; 0 if it holds
 * @param holdMillis how long it may fire without data: the long window that made it fire
 */
public record Lifecycle(
    AlertState state,
    long transition,
    Reason reason,
    long since,
    long startsAt,
    long clearSince,
    long holdMillis) {

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

  /** Before anything happened. */
  public static final Lifecycle NEW =
      new Lifecycle(AlertState.INACTIVE, 0, Reason.NONE, 0, 0, 0, 0);

  /** An alert that fires since that event time. */
  public static Lifecycle firing(long transition, long startsAt) {
    return new Lifecycle(AlertState.FIRING, transition, Reason.CONDITION, startsAt, startsAt, 0, 0);
  }

  /**
   * The state after an evaluation; the same object if nothing changed.
   *
   * @param evidence what was found
   * @param clock the group's clock, event time in milliseconds
   * @param lastData event time of the newest observation
   * @param holdMillis the long window of what holds; read only with {@link EvaluationResult#HOLDS}
   */
  public Lifecycle next(
      EvaluationResult evidence, long clock, long lastData, long holdMillis, Timing timing) {
    return switch (state) {
      case INACTIVE, RESOLVED ->
          evidence == EvaluationResult.HOLDS ? begin(clock, holdMillis, timing) : this;
      case PENDING -> fromPending(evidence, clock, holdMillis, timing);
      case FIRING -> fromFiring(evidence, clock, lastData, holdMillis, timing);
    };
  }

  /** The state after its rule went away: a firing alert resolves, a pending one is forgotten. */
  public Lifecycle removed(long clock) {
    return switch (state) {
      case INACTIVE, RESOLVED -> this;
      case PENDING -> to(AlertState.INACTIVE, Reason.RULE_REMOVED, clock, startsAt);
      case FIRING -> to(AlertState.RESOLVED, Reason.RULE_REMOVED, clock, startsAt);
    };
  }

  private Lifecycle begin(long clock, long hold, Timing timing) {
    AlertState begun = timing.pendingFor().isZero() ? AlertState.FIRING : AlertState.PENDING;
    return new Lifecycle(begun, transition + 1, Reason.CONDITION, clock, clock, 0, hold);
  }

  private Lifecycle fromPending(EvaluationResult evidence, long clock, long hold, Timing timing) {
    if (evidence != EvaluationResult.HOLDS) {
      Reason why = evidence == EvaluationResult.CLEAR ? Reason.RECOVERED : Reason.NO_DATA;
      return to(AlertState.INACTIVE, why, clock, startsAt);
    }
    if (clock - since < timing.pendingFor().toMillis()) {
      return this;
    }
    return new Lifecycle(
        AlertState.FIRING, transition + 1, Reason.CONDITION, clock, clock, 0, hold);
  }

  private Lifecycle fromFiring(
      EvaluationResult evidence, long clock, long lastData, long hold, Timing timing) {
    return switch (evidence) {
      case HOLDS -> clearSince == 0 && holdMillis == hold ? this : holding(hold);
      case CLEAR -> clear(clock, timing);
      case NO_DATA ->
          switch (timing.noData()) {
            case KEEP -> this;
            case RESOLVE -> to(AlertState.RESOLVED, Reason.NO_DATA, clock, startsAt);
            case HOLD ->
                clock - lastData > holdMillis
                    ? to(AlertState.RESOLVED, Reason.NO_DATA, clock, startsAt)
                    : this;
          };
    };
  }

  private Lifecycle clear(long clock, Timing timing) {
    long from = clearSince == 0 ? clock : clearSince;
    if (clock - from >= timing.keepFiringFor().toMillis()) {
      return to(AlertState.RESOLVED, Reason.RECOVERED, clock, startsAt);
    }
    return clearSince == from
        ? this
        : new Lifecycle(state, transition, reason, since, startsAt, from, holdMillis);
  }

  private Lifecycle holding(long hold) {
    return new Lifecycle(state, transition, reason, since, startsAt, 0, hold);
  }

  private Lifecycle to(AlertState next, Reason why, long clock, long started) {
    return new Lifecycle(next, transition + 1, why, clock, started, 0, holdMillis);
  }

  /** Writes the state for {@link #read}. */
  public void write(ByteWriter out) {
    out.u8(STATES.indexOf(state)).varint(transition).u8(REASONS.indexOf(reason));
    out.varint(since).varint(startsAt).varint(clearSince).varint(holdMillis);
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
