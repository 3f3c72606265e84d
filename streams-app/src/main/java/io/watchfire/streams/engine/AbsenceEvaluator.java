/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.engine;

import io.watchfire.runtime.config.Durations;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.streams.alerting.AlertTemplate;
import io.watchfire.streams.alerting.Evaluation;
import io.watchfire.streams.alerting.EvaluationResult;
import io.watchfire.streams.alerting.Lifecycle;
import io.watchfire.streams.alerting.NoDataPolicy;
import io.watchfire.streams.alerting.Timing;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.spec.AbsenceSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule of absence at work on one group: how long nothing of it was received while we listened.
 *
 * <p>What counts is that something was received, not which time it says. The time that passes is
 * that between our ticks, so neither a restart, nor a process that was stopped, nor a wall clock
 * that is set makes a silence: none of them adds more than {@link #LONGEST_TICK_MILLIS}.
 */
public final class AbsenceEvaluator implements GroupEvaluator {
  /** Whoever does not tick for longer than this did not listen either. */
  static final long LONGEST_TICK_MILLIS = 60_000;

  private static final int VERSION = 1;

  /** While nothing changes it is kept as often as this. */
  private static final long KEEP_MILLIS = 60_000;

  private static final long KEEP_SILENCE_MILLIS = 30_000;

  /** A group that is awaited no more is kept until whoever was told has forgotten its alert. */
  private static final long GONE_MILLIS = Duration.ofDays(2).toMillis();

  private static final Timing NO_LONGER =
      new Timing(Duration.ZERO, Duration.ZERO, NoDataPolicy.RESOLVE);

  private final SeriesRule rule;
  private final AbsenceSpec spec;
  private final GroupKey key;
  private final SeriesAlerts alerts;
  private final List<Alert> changes = new ArrayList<>(0);
  private Lifecycle life = Lifecycle.NEW;

  /** When the group was first known, and when something of it was last received; 0 if never. */
  private long knownMillis;

  private long receivedMillis;
  private long silentMillis;
  private boolean elsewhere;

  private long clockMillis;
  private long tickedMillis;
  private boolean keepDue = true;
  private long keptReceivedMillis;
  private long keptSilentMillis;

  AbsenceEvaluator(SeriesRule rule, AbsenceSpec spec, GroupKey key) {
    this.rule = rule;
    this.spec = spec;
    this.key = key;
    this.alerts = new SeriesAlerts(rule, key);
  }

  /**
   * Something of the group was received.
   *
   * @return whether it is the first time
   */
  public boolean received(long wallClockMillis) {
    boolean first = receivedMillis == 0;
    listenFrom(wallClockMillis);
    receivedMillis = wallClockMillis;
    elsewhere = false;
    silentMillis = 0;
    lead(EvaluationResult.CLEAR, timing());
    return first;
  }

  /** What is awaited comes under another key, so that it is there that it is missed. */
  public void comesElsewhere(long wallClockMillis) {
    listenFrom(wallClockMillis);
    elsewhere = true;
    keepDue = true;
    silentMillis = 0;
    lead(EvaluationResult.CLEAR, timing());
  }

  @Override
  public void tick(long wallClockMillis) {
    if (tickedMillis != 0 && !elsewhere) {
      silentMillis += Math.clamp(wallClockMillis - tickedMillis, 0, LONGEST_TICK_MILLIS);
    }
    tickedMillis = wallClockMillis;
    clockMillis = wallClockMillis;
    knownMillis = knownMillis == 0 ? wallClockMillis : knownMillis;
  }

  @Override
  public void resume(long wallClockMillis) {
    tickedMillis = wallClockMillis;
    clockMillis = wallClockMillis;
  }

  @Override
  public void notice() {
    if (isForgotten()) {
      lead(EvaluationResult.NO_DATA, NO_LONGER);
    } else {
      boolean silent = silentMillis >= spec.silence().toMillis();
      lead(silent ? EvaluationResult.HOLDS : EvaluationResult.CLEAR, timing());
    }
  }

  @Override
  public SeriesRule rule() {
    return rule;
  }

  @Override
  public GroupKey key() {
    return key;
  }

  @Override
  public long clock() {
    return clockMillis;
  }

  @Override
  public Lifecycle life() {
    return life;
  }

  @Override
  public List<Alert> changes() {
    List<Alert> taken = List.copyOf(changes);
    changes.clear();
    return taken;
  }

  @Override
  public int side() {
    return 0;
  }

  @Override
  public @Nullable Alert alert() {
    return life.transition() == 0 ? null : alert(clockMillis);
  }

  @Override
  public boolean isGone() {
    return isForgotten()
        && silentMillis >= spec.forgetAfter().toMillis() + GONE_MILLIS
        && life.state() != AlertState.FIRING;
  }

  @Override
  public boolean keepDue() {
    return keepDue
        || receivedMillis - keptReceivedMillis >= KEEP_MILLIS
        || Math.abs(silentMillis - keptSilentMillis) >= KEEP_SILENCE_MILLIS;
  }

  @Override
  public byte[] write() {
    keepDue = false;
    keptReceivedMillis = receivedMillis;
    keptSilentMillis = silentMillis;
    ByteWriter out = ByteWriter.versioned(VERSION, 48);
    out.varint(knownMillis).varint(receivedMillis).varint(silentMillis);
    life.write(out.u8(elsewhere ? 1 : 0));
    return out.toBytes();
  }

  @Override
  public void read(byte[] value) {
    ByteReader in = ByteReader.versioned(value, VERSION, "absence run");
    knownMillis = in.varint();
    receivedMillis = in.varint();
    silentMillis = in.varint();
    elsewhere = in.u8() == 1;
    life = Lifecycle.read(in);
    keptReceivedMillis = receivedMillis;
    keptSilentMillis = silentMillis;
    keepDue = false;
  }

  /** A tick that comes late must not take the time before for silence. */
  private void listenFrom(long wallClockMillis) {
    clockMillis = wallClockMillis;
    knownMillis = knownMillis == 0 ? wallClockMillis : knownMillis;
    tickedMillis = tickedMillis == 0 ? 0 : wallClockMillis;
  }

  private boolean isForgotten() {
    return !spec.forgetAfter().isZero() && silentMillis >= spec.forgetAfter().toMillis();
  }

  private Timing timing() {
    return rule.timing();
  }

  private void lead(EvaluationResult result, Timing timing) {
    Lifecycle next = life.next(new Evaluation(result, clockMillis, receivedMillis, 0), timing);
    boolean changed = next.transition() != life.transition();
    keepDue |= !next.equals(life);
    life = next;
    if (changed) {
      changes.add(alert(clockMillis));
    }
  }

  private Alert alert(long atMillis) {
    return alerts.alert(summary(), description(), life, atMillis);
  }

  private String summary() {
    String name = rule.head().name();
    if (AlertTemplate.isOver(life)) {
      return life.reason() == Lifecycle.Reason.NO_DATA
          ? "nothing of " + name + " came any more; it is no longer awaited"
          : name + " is received again";
    }
    return receivedMillis == 0
        ? "nothing of " + name + " was ever received"
        : "nothing of " + name + " is received any more";
  }

  private String description() {
    String since =
        receivedMillis == 0
            ? "Nothing was received since the rule is known, "
            : "Something was last received at ";
    return since
        + Instant.ofEpochMilli(receivedMillis == 0 ? knownMillis : receivedMillis)
        + "; expected: at least once in "
        + Durations.text(spec.silence())
        + " of listening.";
  }
}
