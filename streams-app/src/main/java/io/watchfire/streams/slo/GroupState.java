/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.slo;

import io.watchfire.streams.alerting.Lifecycle;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;

/**
 * What is remembered of a group beside its buckets. Times are event time in milliseconds.
 *
 * @param source the source that feeds the group
 * @param clock the newest event time seen, carried forward
 * @param observed when what was observed
 * @param tooOld events that came after every window had passed them
 * @param measurement what is known of the measurement itself
 * @param alerts the lives of the alerts
 */
public record GroupState(
    int source,
    long clock,
    Observed observed,
    long tooOld,
    Measurement measurement,
    Alerts alerts) {
  private static final int VERSION = 1;

  /**
   * When what was observed, event time in milliseconds.
   *
   * @param first the oldest observation: windows are covered from there on
   * @param last the newest observation
   * @param numerator the newest observation of the numerator; 0 if none
   * @param denominator the newest observation of the denominator; 0 if none
   */
  public record Observed(long first, long last, long numerator, long denominator) {
    Observed and(long time, boolean ofNumerator, boolean ofDenominator) {
      return new Observed(
          Math.min(first, time),
          Math.max(last, time),
          ofNumerator ? Math.max(numerator, time) : numerator,
          ofDenominator ? Math.max(denominator, time) : denominator);
    }
  }

  /**
   * What is known of the measurement itself.
   *
   * @param notice what is wrong or noteworthy; empty if nothing
   * @param invalid whether the notice makes the rule impossible to evaluate
   */
  public record Measurement(String notice, boolean invalid) {
    static final Measurement FINE = new Measurement("", false);
  }

  /** The lives of the alerts of a group, one for each severity. */
  public record Alerts(Lifecycle page, Lifecycle ticket) {
    static final Alerts NEW = new Alerts(Lifecycle.NEW, Lifecycle.NEW);
  }

  /** The state of a group before its first sum. */
  static GroupState begin(int source, long clock) {
    Observed observed = new Observed(clock, clock, 0, 0);
    return new GroupState(source, clock, observed, 0, Measurement.FINE, Alerts.NEW);
  }

  /** Another source begins its own history; the clock and the alerts go on. */
  GroupState from(int newSource, long start) {
    Observed anew = new Observed(start, observed.last(), 0, 0);
    return new GroupState(newSource, clock, anew, tooOld, Measurement.FINE, alerts);
  }

  /** The state under a rule that was given fewer sources: the last one stands in. */
  public GroupState amongSources(int sources) {
    return source < sources ? this : from(sources - 1, clock);
  }

  GroupState at(long newClock) {
    return new GroupState(source, newClock, observed, tooOld, measurement, alerts);
  }

  /** After an observation at that time, which is not after the clock. */
  GroupState seen(long time, boolean ofNumerator, boolean ofDenominator) {
    Observed now = observed.and(time, ofNumerator, ofDenominator);
    return new GroupState(source, clock, now, tooOld, measurement, alerts);
  }

  GroupState moreTooOld() {
    return new GroupState(source, clock, observed, tooOld + 1, measurement, alerts);
  }

  GroupState noting(Measurement now) {
    return now.equals(measurement)
        ? this
        : new GroupState(source, clock, observed, tooOld, now, alerts);
  }

  GroupState leading(Alerts now) {
    return now.equals(alerts)
        ? this
        : new GroupState(source, clock, observed, tooOld, measurement, now);
  }

  /** The oldest observation, event time in milliseconds. */
  public long coverageStart() {
    return observed.first();
  }

  /** The newest observation, event time in milliseconds. */
  public long lastObservation() {
    return observed.last();
  }

  /** What is wrong or noteworthy about the measurement; empty if nothing. */
  public String notice() {
    return measurement.notice();
  }

  /** Whether the notice makes the rule impossible to evaluate. */
  public boolean invalid() {
    return measurement.invalid();
  }

  /** The life of the page alert. */
  public Lifecycle page() {
    return alerts.page();
  }

  /** The life of the ticket alert. */
  public Lifecycle ticket() {
    return alerts.ticket();
  }

  /** The bytes of this state. */
  public byte[] write() {
    ByteWriter out = ByteWriter.versioned(VERSION, 64);
    out.varint(source).varint(clock).zigzag(clock - observed.first());
    out.zigzag(clock - observed.last());
    out.zigzag(clock - observed.numerator()).zigzag(clock - observed.denominator());
    out.varint(tooOld).string(notice()).u8(invalid() ? 1 : 0);
    page().write(out);
    ticket().write(out);
    return out.toBytes();
  }

  /** Reads what {@link #write} wrote. */
  public static GroupState read(byte[] value) {
    ByteReader in = ByteReader.versioned(value, VERSION, "group state");
    int source = (int) in.varint();
    long clock = in.varint();
    Observed observed =
        new Observed(
            clock - in.zigzag(), clock - in.zigzag(), clock - in.zigzag(), clock - in.zigzag());
    long tooOld = in.varint();
    Measurement measurement = new Measurement(in.string(), in.u8() == 1);
    Alerts alerts = new Alerts(Lifecycle.read(in), Lifecycle.read(in));
    return new GroupState(source, clock, observed, tooOld, measurement, alerts);
  }
}
