/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.slo;

import io.watchfire.streams.alerting.GroupClock;
import io.watchfire.streams.alerting.Lifecycle;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.query.SourceNumber;
import io.watchfire.streams.query.Sum;
import java.util.List;

/**
 * What is remembered of a group beside its buckets. Times are event time in milliseconds.
 *
 * <p>Longer than 300 lines, since what is kept and how it is written stand in one place.
 *
 * @param source the source that counted last
 * @param clockMillis the newest event time seen, carried forward
 * @param observed when what was observed
 * @param tooOld events that came after every window had passed them
 * @param measurement what is known of the measurement itself
 * @param alerts the lives of the alerts
 */
public record GroupState(
    int source,
    long clockMillis,
    Observed observed,
    long tooOld,
    Measurement measurement,
    Alerts alerts) {
  private static final int VERSION = 1;

  /**
   * When what was observed, event time in milliseconds.
   *
   * @param firstMillis the oldest observation: windows are covered from there on
   * @param lastMillis the newest observation
   * @param numeratorMillis the newest observation of the numerator; 0 if none
   * @param denominatorMillis the newest observation of the denominator; 0 if none
   * @param receivedMillis when the newest observation was received, wall-clock time
   * @param silentMillis for how long nothing has been received since, in whole hours
   */
  public record Observed(
      long firstMillis,
      long lastMillis,
      long numeratorMillis,
      long denominatorMillis,
      long receivedMillis,
      long silentMillis) {
    Observed and(Sum sum, long received) {
      long time = GroupClock.capped(sum.timeMillis(), received);
      return new Observed(
          Math.min(firstMillis, time),
          Math.max(lastMillis, time),
          sum.numeratorSeen() ? Math.max(numeratorMillis, time) : numeratorMillis,
          sum.totalSeen() ? Math.max(denominatorMillis, time) : denominatorMillis,
          time > lastMillis ? received : receivedMillis,
          0);
    }

    /** Nothing was observed before that time. */
    Observed anew(long startMillis) {
      return new Observed(startMillis, lastMillis, 0, 0, receivedMillis, silentMillis);
    }

    Observed silentFor(long silence) {
      return new Observed(
          firstMillis, lastMillis, numeratorMillis, denominatorMillis, receivedMillis, silence);
    }

    Observed notAfter(long time) {
      return new Observed(
          Math.min(firstMillis, time),
          Math.min(lastMillis, time),
          Math.min(numeratorMillis, time),
          Math.min(denominatorMillis, time),
          receivedMillis,
          silentMillis);
    }
  }

  /**
   * What is known of the measurement itself.
   *
   * @param notice what is wrong or noteworthy; empty if nothing
   * @param invalid whether the notice makes the rule impossible to evaluate
   * @param counted what was counted
   */
  public record Measurement(String notice, boolean invalid, Counted counted) {
    /** One of which nobody knows what was counted. */
    public Measurement(String notice, boolean invalid) {
      this(notice, invalid, Counted.UNKNOWN);
    }

    Measurement of(Counted other) {
      return new Measurement(notice, invalid, other);
    }
  }

  /**
   * What the counts are of.
   *
   * @param fingerprint of what the rule measures; 0 if unknown, as in what earlier releases kept
   * @param anewMillis since when it is this measurement after another one, event time; 0 if there
   *     was no other
   * @param source the rule's name for the source that feeds the group; empty if unknown
   */
  public record Counted(long fingerprint, long anewMillis, String source) {
    static final Counted UNKNOWN = new Counted(0, 0, "");

    Counted from(String other) {
      return new Counted(fingerprint, anewMillis, other);
    }
  }

  /** The lives of the alerts of a group, one for each severity. */
  public record Alerts(Lifecycle page, Lifecycle ticket) {
    static final Alerts NEW = new Alerts(Lifecycle.NEW, Lifecycle.NEW);
  }

  /** The state of a group before its first sum. */
  static GroupState begin(int source, long clockMillis, long receivedMillis) {
    Observed observed = new Observed(clockMillis, clockMillis, 0, 0, receivedMillis, 0);
    return new GroupState(source, clockMillis, observed, 0, new Measurement("", false), Alerts.NEW);
  }

  /**
   * Another measurement begins its own history at the clock; the clock and the alerts go on.
   *
   * @param fingerprint of what is counted from now on
   */
  public GroupState measuring(long fingerprint) {
    Counted counted = new Counted(fingerprint, clockMillis, measurement.counted().source());
    Measurement fine = new Measurement("", false, counted);
    return new GroupState(source, clockMillis, observed.anew(clockMillis), tooOld, fine, alerts);
  }

  /** The same, known to be of that measurement. */
  public GroupState known(long fingerprint) {
    Counted now = measurement.counted();
    return with(new Counted(fingerprint, now.anewMillis(), now.source()));
  }

  /** The same with the rule's name for the source that feeds it. */
  public GroupState fedBy(String name) {
    return with(measurement.counted().from(name));
  }

  private GroupState with(Counted counted) {
    return counted.equals(measurement.counted())
        ? this
        : new GroupState(source, clockMillis, observed, tooOld, measurement.of(counted), alerts);
  }

  /**
   * The state under a rule of these sources, by their names. The one that counted last is known by
   * its name wherever it stands now; where it is gone, the last one stands in.
   */
  public GroupState amongSources(List<String> sources) {
    int now = sources.indexOf(measurement.counted().source());
    return fedBy(now >= 0 ? now : Math.min(source, sources.size() - 1));
  }

  /** After a source counted; what was stays. */
  GroupState fedBy(int newSource) {
    return newSource == source
        ? this
        : new GroupState(newSource, clockMillis, observed, tooOld, measurement, alerts);
  }

  GroupState at(long newClockMillis) {
    return new GroupState(source, newClockMillis, observed, tooOld, measurement, alerts);
  }

  /** After an observation that is not after the clock. */
  GroupState seen(Sum sum, long receivedMillis) {
    return having(observed.and(sum, receivedMillis));
  }

  /** After so many milliseconds in which nothing was received. */
  GroupState silentFor(long silentMillis) {
    return silentMillis == observed.silentMillis()
        ? this
        : having(observed.silentFor(silentMillis));
  }

  /** The clock went back: nothing that is remembered is later than it. */
  GroupState backAt(long earlierMillis) {
    Alerts led = new Alerts(page().notAfter(earlierMillis), ticket().notAfter(earlierMillis));
    return having(observed.notAfter(earlierMillis)).at(earlierMillis).leading(led);
  }

  private GroupState having(Observed now) {
    return new GroupState(source, clockMillis, now, tooOld, measurement, alerts);
  }

  GroupState moreTooOld() {
    return new GroupState(
        source, clockMillis, observed.silentFor(0), tooOld + 1, measurement, alerts);
  }

  GroupState noting(Measurement told) {
    Measurement now = told.of(measurement.counted());
    return now.equals(measurement)
        ? this
        : new GroupState(source, clockMillis, observed, tooOld, now, alerts);
  }

  GroupState leading(Alerts now) {
    return now.equals(alerts)
        ? this
        : new GroupState(source, clockMillis, observed, tooOld, measurement, now);
  }

  /** The oldest observation, event time in milliseconds. */
  public long coverageStart() {
    return observed.firstMillis();
  }

  /** The newest observation, event time in milliseconds. */
  public long lastObservation() {
    return observed.lastMillis();
  }

  /** How late the newest observation was when it was received, in milliseconds; at least 0. */
  public long latenessMillis() {
    return Math.max(0, observed.receivedMillis() - observed.lastMillis());
  }

  /** What is wrong or noteworthy about the measurement; empty if nothing. */
  public String notice() {
    return measurement.notice();
  }

  /** Whether the notice makes the rule impossible to evaluate. */
  public boolean invalid() {
    return measurement.invalid();
  }

  /** What the counts are of. */
  public Counted counted() {
    return measurement.counted();
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
    out.varint(SourceNumber.written(source))
        .varint(clockMillis)
        .zigzag(clockMillis - observed.firstMillis());
    out.zigzag(clockMillis - observed.lastMillis());
    out.zigzag(clockMillis - observed.numeratorMillis())
        .zigzag(clockMillis - observed.denominatorMillis());
    out.varint(tooOld).string(notice()).u8(invalid() ? 1 : 0);
    page().write(out);
    ticket().write(out);
    out.varint(observed.receivedMillis()).varint(observed.silentMillis());
    if (!counted().equals(Counted.UNKNOWN)) {
      out.fixed64(counted().fingerprint()).varint(counted().anewMillis());
      out.string(counted().source());
    }
    return out.toBytes();
  }

  /** Reads what {@link #write} wrote. */
  public static GroupState read(byte[] value) {
    ByteReader in = ByteReader.versioned(value, VERSION, "group state");
    int source = SourceNumber.read(in.varint());
    long clockMillis = in.varint();
    long firstMillis = clockMillis - in.zigzag();
    long lastMillis = clockMillis - in.zigzag();
    long numeratorMillis = clockMillis - in.zigzag();
    long denominatorMillis = clockMillis - in.zigzag();
    long tooOld = in.varint();
    Measurement measurement = new Measurement(in.string(), in.u8() == 1);
    Alerts alerts = new Alerts(Lifecycle.read(in), Lifecycle.read(in));
    // Earlier releases knew no receipt: to them the clock told how long it had been silent.
    boolean knowsReceipt = in.hasMore();
    Observed observed =
        new Observed(
            firstMillis,
            lastMillis,
            numeratorMillis,
            denominatorMillis,
            knowsReceipt ? in.varint() : lastMillis,
            knowsReceipt ? in.varint() : Math.max(0, clockMillis - lastMillis));
    Counted counted =
        in.hasMore() ? new Counted(in.fixed64(), in.varint(), in.string()) : Counted.UNKNOWN;
    return new GroupState(source, clockMillis, observed, tooOld, measurement.of(counted), alerts);
  }
}
