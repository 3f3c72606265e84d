/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.engine;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.schemas.series.SeriesReading;
import io.watchfire.streams.alerting.Evaluation;
import io.watchfire.streams.alerting.EvaluationResult;
import io.watchfire.streams.alerting.GroupClock;
import io.watchfire.streams.alerting.Lifecycle;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.query.Distribution;
import io.watchfire.streams.query.GaugeAggregate;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.query.StepBuckets;
import io.watchfire.streams.query.Sum;
import io.watchfire.streams.spec.SeriesSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule at work on the numbers of one group: gathers them in buckets, has each closed bucket
 * judged, and leads the alert. The clock is the group's own, see {@link GroupClock}.
 */
public final class SeriesEvaluator implements GroupEvaluator {
  private static final int VERSION = 1;
  private static final long DATA_PATIENCE_MILLIS = 10_000;
  private static final long SILENT_PATIENCE_MILLIS = 60_000;
  private static final long REPLAY_PATIENCE_MILLIS = Duration.ofHours(1).toMillis();
  private static final long SILENT_MILLIS = Duration.ofSeconds(150).toMillis();
  private static final long GONE_MILLIS = Duration.ofDays(7).toMillis();
  private static final long NO_DATA_GRACE_MILLIS = Duration.ofMinutes(15).toMillis();

  private final SeriesRule rule;
  private final GroupKey key;
  private final StepBuckets buckets;
  private final SeriesAlerts alerts;
  private final long step;
  private final Evaluator evaluator;
  private final List<Alert> changes = new ArrayList<>(0);
  private Lifecycle life = Lifecycle.NEW;
  private GroupClock clock = GroupClock.following(0, 0);
  private long lastDataMillis;
  private int side;
  private boolean begunAnew;
  private boolean keepDue;

  /** Puts a rule to work on a group of which nothing is known. */
  public SeriesEvaluator(SeriesRule rule, GroupKey key) {
    this.rule = rule;
    this.key = key;
    this.step = rule.series().step().toMillis();
    this.buckets = buckets(rule);
    this.evaluator = rule.evaluator().get();
    this.alerts = new SeriesAlerts(rule, key);
  }

  @Override
  public SeriesRule rule() {
    return rule;
  }

  @Override
  public GroupKey key() {
    return key;
  }

  /** The group's clock, event time in milliseconds. */
  @Override
  public long clock() {
    return clock.nowMillis();
  }

  /** Event time of the newest observation, in milliseconds. */
  public long lastDataMillis() {
    return lastDataMillis;
  }

  @Override
  public Lifecycle life() {
    return life;
  }

  /** Takes the growth of counters; false if it is too late, or another source feeds. */
  public boolean observe(Sum sum, long receivedMillis, long wallClockMillis) {
    heard(sum.timeMillis(), receivedMillis, wallClockMillis);
    return seen(buckets.add(sum), sum.timeMillis());
  }

  /** Takes readings of gauges; false if they are too late, or another source feeds. */
  public boolean observe(GaugeAggregate level, long receivedMillis, long wallClockMillis) {
    heard(level.timeMillis(), receivedMillis, wallClockMillis);
    return seen(buckets.add(level), level.timeMillis());
  }

  /** Takes what histograms counted; false if it is too late, or cannot be kept. */
  public boolean observe(Distribution distribution, long receivedMillis, long wallClockMillis) {
    heard(distribution.timeMillis(), receivedMillis, wallClockMillis);
    return seen(buckets.add(distribution), distribution.timeMillis());
  }

  /** Carries the clock forward by the time we have listened since the last observation. */
  @Override
  public void tick(long wallClockMillis) {
    clock.tick(wallClockMillis);
  }

  @Override
  public void resume(long wallClockMillis) {
    clock.resume(wallClockMillis);
  }

  /**
   * Which buckets may be closed: those that ended at or before this event time. What belongs to a
   * bucket is given ten seconds by the data's own clock, or a minute where no more data comes; and
   * an hour while what was written during an absence is read, whose order nobody knows.
   *
   * @param live whether everything that was written during an absence has been read
   */
  public long closable(boolean live) {
    long newest = clock.carriedFromMillis();
    return live
        ? Math.max(newest - DATA_PATIENCE_MILLIS, clock.carriedToMillis() - SILENT_PATIENCE_MILLIS)
        : newest - REPLAY_PATIENCE_MILLIS;
  }

  /**
   * Closes the oldest bucket that ended at or before that event time and judges it; null if there
   * is none.
   */
  public StepBuckets.@Nullable Closed evaluate(long before) {
    StepBuckets.Closed closed = buckets.close(before);
    if (closed != null) {
      keepDue = true;
      lead(evaluator.evaluate(closed), closed.endMillis());
    }
    return closed;
  }

  /** Notices that nothing has been received for long. */
  @Override
  public void notice() {
    if (clock.silentMillis() > Math.max(SILENT_MILLIS, 3 * step)) {
      lead(EvaluationResult.NO_DATA, clock.nowMillis());
    }
  }

  /** Has a bucket judged again that was judged before a restart; the alert stays as it is. */
  public void replay(StepBuckets.Closed closed) {
    evaluator.evaluate(closed);
  }

  /** Does as told; it holds for what is evaluated from now on, also if it was measured before. */
  public void apply(SeriesCommand command) {
    evaluator.apply(command);
  }

  @Override
  public List<Alert> changes() {
    List<Alert> taken = List.copyOf(changes);
    changes.clear();
    return taken;
  }

  @Override
  public int side() {
    return side;
  }

  @Override
  public @Nullable Alert alert() {
    return life.transition() == 0 ? null : alerts.alert(evaluator, life, clock.nowMillis());
  }

  /** What was last found. */
  public SeriesReading reading(StepBuckets.Closed closed) {
    return new SeriesReading(
        key.tenant(),
        key.cluster(),
        rule.head().name(),
        key.labels(),
        Instant.ofEpochMilli(closed.endMillis()),
        rule.series().step(),
        evaluator.numbers(),
        evaluator.learning(),
        life.state() == AlertState.FIRING,
        evaluator.frozen(closed.endMillis()));
  }

  @Override
  public boolean isGone() {
    return clock.nowMillis() - lastDataMillis > GONE_MILLIS && life.state() != AlertState.FIRING;
  }

  @Override
  public boolean keepDue() {
    return keepDue;
  }

  /** Writes what changes with every observation; {@link #writeLearnt} has the rest. */
  @Override
  public byte[] write() {
    keepDue = false;
    ByteWriter out = ByteWriter.versioned(VERSION, 96);
    out.varint(clock.carriedFromMillis()).varint(lastDataMillis);
    life.write(out);
    buckets.write(out);
    return out.toBytes();
  }

  @Override
  public void read(byte[] value) {
    ByteReader in = ByteReader.versioned(value, VERSION, "series run");
    clock = GroupClock.following(in.varint(), 0);
    lastDataMillis = in.varint();
    life = Lifecycle.read(in);
    buckets.read(in);
  }

  /** Writes what was learnt. */
  public void writeLearnt(ByteWriter out) {
    evaluator.write(out);
  }

  /** Takes up what {@link #writeLearnt} wrote. */
  public void readLearnt(ByteReader in) {
    evaluator.read(in);
  }

  private static StepBuckets buckets(SeriesRule rule) {
    SeriesSpec series = rule.series();
    return new StepBuckets(
        series.step().toMillis(),
        series.quantity(),
        series.quantile(),
        series.minEvents(),
        rule.origins());
  }

  /** Whether what was learnt was of a time that is not there yet, and is forgotten; once. */
  public boolean takeBegunAnew() {
    boolean taken = begunAnew;
    begunAnew = false;
    return taken;
  }

  private void heard(long timeMillis, long receivedMillis, long wallClockMillis) {
    if (clock.observe(timeMillis, receivedMillis, wallClockMillis)) {
      goBack(clock.nowMillis(), wallClockMillis);
    }
  }

  private void goBack(long nowMillis, long wallClockMillis) {
    lastDataMillis = Math.min(lastDataMillis, nowMillis);
    life = life.notAfter(nowMillis);
    if (buckets.goBack(nowMillis)) {
      Instant when = Instant.ofEpochMilli(wallClockMillis);
      evaluator.apply(
          new SeriesCommand(SeriesCommand.Kind.FORGET, null, "the group's clock", when, null));
      begunAnew = true;
    }
  }

  private boolean seen(boolean taken, long time) {
    keepDue = true;
    if (taken) {
      lastDataMillis = Math.max(lastDataMillis, Math.min(time, clock.nowMillis()));
    }
    return taken;
  }

  private void lead(EvaluationResult result, long time) {
    long dataMillis = evaluator.lastDataMillis(lastDataMillis);
    Lifecycle next =
        life.next(new Evaluation(result, time, dataMillis, NO_DATA_GRACE_MILLIS), rule.timing());
    boolean changed = next.transition() != life.transition();
    keepDue |= changed;
    life = next;
    if (changed) {
      side = evaluator.side();
      changes.add(alerts.alert(evaluator, life, time));
    }
  }
}
