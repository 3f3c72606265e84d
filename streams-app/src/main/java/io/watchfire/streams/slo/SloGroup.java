/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.slo;

import io.watchfire.schemas.alert.AlertState;
import io.watchfire.streams.alerting.Evaluation;
import io.watchfire.streams.alerting.EvaluationResult;
import io.watchfire.streams.alerting.GroupClock;
import io.watchfire.streams.alerting.Lifecycle;
import io.watchfire.streams.alerting.Timing;
import io.watchfire.streams.query.GroupSources;
import io.watchfire.streams.query.Sum;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One objective of one group: takes sums, moves the clock, judges the burn rates, leads the alerts.
 * The same object serves the running system and replay; whoever owns it keeps {@link #state} and
 * the buckets after every call.
 *
 * <p>Longer than 300 lines, since clock, windows, sources and alerts of a group change together.
 */
public final class SloGroup {
  /** How far ahead of the clock a point may lie, with room: a second beyond the tolerance. */
  public static final long FUTURE_MILLIS = 60_000;

  /** How long a numerator and a denominator from different resources wait for each other. */
  public static final long SETTLE_MILLIS = 500;

  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
  private static final long PARTNER_GONE_MILLIS = Duration.ofMinutes(5).toMillis();

  /** How long what was said of one resource stands, and what others measured counts. */
  private static final long NOTICE_STANDS_MILLIS = Duration.ofMinutes(10).toMillis();

  private final Objective objective;
  private final Timing timing;
  private final BucketLayout layout;
  private final BurnRates rates;
  private final Buckets buckets;
  private final long staleAfter;

  private final GroupClock clock;
  private final GroupSources sources;

  private GroupState state;
  private long noticedAtMillis = Long.MIN_VALUE / 2;

  /** Whether a series said how requests ended; after a restart one has to say so again. */
  private boolean told;

  private SloGroup(
      SloDefinition definition, GroupState state, long wallClockMillis, BucketLog log) {
    this.objective = definition.objective();
    this.timing = definition.timing();
    this.layout = objective.layout();
    this.rates = new BurnRates(objective, layout, definition.countsGood());
    this.buckets = new Buckets(layout, state.clockMillis(), FUTURE_MILLIS, log);
    // A window ends at the clock rounded up, so it may be empty up to a bucket before its length
    // has
    // passed; silence must be known as such before that, or it would end an alert as a recovery.
    this.staleAfter =
        Math.min(
            Duration.ofSeconds(150).toMillis(),
            Math.max(layout.width(0), layout.window(0) - layout.width(0)));
    this.state = state;
    this.clock =
        GroupClock.steady(state.clockMillis(), wallClockMillis)
            .remembering(state.lastObservation(), state.observed().silentMillis());
    this.sources = new GroupSources(definition.origins());
  }

  /** A group whose first sum is about to be taken. */
  public static SloGroup begin(
      SloDefinition definition,
      Sum first,
      long receivedMillis,
      long wallClockMillis,
      BucketLog log) {
    long clock = GroupClock.capped(first.timeMillis(), receivedMillis);
    GroupState state = GroupState.begin(first.source(), clock, receivedMillis);
    return new SloGroup(definition, state, wallClockMillis, log);
  }

  /** A remembered group; put its buckets back with {@link Buckets#restore} before using it. */
  public static SloGroup restore(
      SloDefinition definition, GroupState state, long wallClockMillis, BucketLog log) {
    SloGroup group = new SloGroup(definition, state, wallClockMillis, log);
    group.sources.assume(state.source(), state.lastObservation());
    return group;
  }

  /** The events. */
  public Buckets buckets() {
    return buckets;
  }

  /** What is to be remembered beside the buckets. */
  public GroupState state() {
    return state;
  }

  /** The burn rates. */
  public BurnRates rates() {
    return rates;
  }

  /** The windows. */
  public BucketLayout layout() {
    return layout;
  }

  /**
   * Takes a sum.
   *
   * @param receivedMillis when the record with the points was received, wall time
   * @param wallClockMillis now
   * @return whether it counts; not if another source feeds the group, or it is too old
   */
  public boolean observe(Sum sum, long receivedMillis, long wallClockMillis) {
    if (!sources.accepts(sum)) {
      return false;
    }
    if (clock.observe(sum.timeMillis(), receivedMillis, wallClockMillis)) {
      buckets.rewind(clock.nowMillis());
      state = state.backAt(clock.nowMillis());
    }
    moveOn();
    if (buckets.tooOld(sum.timeMillis())) {
      state = state.moreTooOld();
      return false;
    }
    buckets.add(sum.timeMillis(), sum.numerator(), sum.total());
    state = state.seen(sum, receivedMillis).fedBy(sum.source());
    return true;
  }

  /**
   * Says what is noteworthy about the measurement of one record; empty if nothing. One resource
   * that cannot be measured does not make the rule invalid while others can, and what was said
   * stands for some minutes, since others have nothing to say.
   *
   * @param invalid whether the resource of the record cannot be measured
   */
  public void notice(String text, boolean invalid) {
    if (NotTold.is(text)) {
      if (!told && buckets.counted(layout.size() - 1) == 0) {
        state = state.noting(new GroupState.Measurement(text, false));
      }
      return;
    }
    told |= !invalid;
    boolean stands =
        text.isEmpty()
            && !notTold()
            && clock.withSilenceMillis() - noticedAtMillis <= NOTICE_STANDS_MILLIS;
    if (!text.isEmpty()) {
      noticedAtMillis = clock.withSilenceMillis();
    }
    state =
        state.noting(
            new GroupState.Measurement(stands ? state.notice() : text, invalid && !isMeasured()));
  }

  /** Whether no series ever said how requests ended, so that nothing is known of failures. */
  public boolean notTold() {
    return NotTold.is(state.notice());
  }

  /** Whether something was measured of late, so that what it says is known. */
  private boolean isMeasured() {
    boolean ever =
        state.observed().numeratorMillis() > 0 || state.observed().denominatorMillis() > 0;
    return ever && silentMillis() <= NOTICE_STANDS_MILLIS;
  }

  /** Says by which fingerprint what it counts is known. */
  public void count(long fingerprint) {
    state = state.known(fingerprint);
  }

  /** Carries the clock forward by the time we have listened since the last sum was received. */
  public void tick(long wallClockMillis) {
    clock.tick(wallClockMillis);
    moveOn();
    // By the hour, so that a group that is silent for days is not written every second.
    state = state.silentFor(silentMillis() / HOUR_MILLIS * HOUR_MILLIS);
  }

  /** Lets the clock go on from here: it stood still while nobody ran. */
  public void resume(long wallClockMillis) {
    clock.resume(wallClockMillis);
  }

  /** Whether numerator or denominator has still to report the bucket that the other one has. */
  public boolean unsettled() {
    long numerator = state.observed().numeratorMillis();
    long denominator = state.observed().denominatorMillis();
    if (numerator == 0 || denominator == 0) {
      return false;
    }
    long width = layout.width(0);
    long older = Math.min(numerator, denominator);
    long newer = Math.max(numerator, denominator);
    return BucketLayout.roundUp(older, width) < BucketLayout.roundUp(newer, width)
        && newer - older < PARTNER_GONE_MILLIS;
  }

  /** Judges the burn rates at the group's clock and leads the alerts; returns what changed. */
  public List<Transition> evaluate() {
    List<Transition> transitions = new ArrayList<>(0);
    Lifecycle page = lead(Severity.PAGE, state.page(), transitions);
    Lifecycle ticket = lead(Severity.TICKET, state.ticket(), transitions);
    keep(page, ticket);
    return transitions;
  }

  /** Ends the alerts because the rule is gone. */
  public List<Transition> remove() {
    List<Transition> transitions = new ArrayList<>(0);
    Lifecycle page = state.page().removed(judgedAtMillis());
    Lifecycle ticket = state.ticket().removed(judgedAtMillis());
    note(Severity.PAGE, state.page(), page, null, transitions);
    note(Severity.TICKET, state.ticket(), ticket, null, transitions);
    keep(page, ticket);
    return transitions;
  }

  /** Whether nothing was received for so long that silence means nothing any more. */
  public boolean noData() {
    return silentMillis() > staleAfter;
  }

  /** For how long we have listened and nothing was received, in milliseconds. */
  public long silentMillis() {
    return clock.silentMillis();
  }

  /** What alerts are judged at, event time: the clock, which without data goes on with silence. */
  public long judgedAtMillis() {
    return noData() ? clock.withSilenceMillis() : state.clockMillis();
  }

  /** An evaluation of what was found. */
  public Evaluation evaluation(EvaluationResult result, long noDataGraceMillis) {
    long at = judgedAtMillis();
    return new Evaluation(result, at, at - silentMillis(), noDataGraceMillis);
  }

  private void moveOn() {
    if (clock.nowMillis() > state.clockMillis()) {
      buckets.advance(clock.nowMillis());
      state = state.at(clock.nowMillis());
    }
  }

  private Lifecycle lead(Severity severity, Lifecycle before, List<Transition> transitions) {
    Tier tier = null;
    EvaluationResult result = EvaluationResult.NO_DATA;
    if (!noData() && !state.invalid()) {
      tier = holding(severity, before);
      result = tier == null ? EvaluationResult.CLEAR : EvaluationResult.HOLDS;
    }
    long graceMillis = tier == null ? 0 : tier.longWindow().toMillis();
    Lifecycle after =
        before.next(
            evaluation(result, graceMillis),
            timing.keepingFor(objective.hold(severity, before.noDataGraceMillis())));
    note(severity, before, after, tier, transitions);
    return after;
  }

  /** What begins an alert, or keeps one that fires; less is needed to keep it than to begin it. */
  private @Nullable Tier holding(Severity severity, Lifecycle alert) {
    return alert.state() == AlertState.FIRING
        ? rates.keeping(severity, buckets, state.coverageStart())
        : rates.burning(severity, buckets, state.coverageStart());
  }

  private static void note(
      Severity severity,
      Lifecycle before,
      Lifecycle after,
      @Nullable Tier tier,
      List<Transition> transitions) {
    if (after.transition() != before.transition()) {
      transitions.add(new Transition(severity, after, tier));
    }
  }

  private void keep(Lifecycle page, Lifecycle ticket) {
    state = state.leading(new GroupState.Alerts(page, ticket));
  }

  /** The objective. */
  public Objective objective() {
    return objective;
  }

  /**
   * A change of an alert's state.
   *
   * @param tier what burns; null if nothing does
   */
  public record Transition(Severity severity, Lifecycle life, @Nullable Tier tier) {}
}
