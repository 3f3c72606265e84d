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
 * @param coverageStart the oldest observation
 * @param lastObservation the newest observation
 * @param countedSeen the newest observation of the numerator; 0 if none
 * @param totalSeen the newest observation of the denominator; 0 if none
 * @param tooOld events that came after every window had passed them
 * @param notice what is wrong or noteworthy about the measurement; empty if nothing
 * @param invalid whether the notice makes the rule impossible to evaluate
 * @param page the life of the page alert
 * @param ticket the life of the ticket alert
 */
public record GroupState(
    int source,
    long clock,
    long coverageStart,
    long lastObservation,
    long countedSeen,
    long totalSeen,
    long tooOld,
    String notice,
    boolean invalid,
    Lifecycle page,
    Lifecycle ticket) {
  private static final int VERSION = 1;

  /** The state of a group before its first sum. */
  static GroupState begin(int source, long clock) {
    return new GroupState(
        source, clock, clock, clock, 0, 0, 0, "", false, Lifecycle.NEW, Lifecycle.NEW);
  }

  /** Another source begins its own history; the clock and the alerts go on. */
  GroupState from(int newSource, long start) {
    return new GroupState(
        newSource, clock, start, lastObservation, 0, 0, tooOld, "", false, page, ticket);
  }

  /** The state under a rule that was given fewer sources: the last one stands in. */
  public GroupState amongSources(int sources) {
    return source < sources ? this : from(sources - 1, clock);
  }

  GroupState at(long newClock) {
    return new GroupState(
        source,
        newClock,
        coverageStart,
        lastObservation,
        countedSeen,
        totalSeen,
        tooOld,
        notice,
        invalid,
        page,
        ticket);
  }

  /** After an observation at that time, which is not after the clock. */
  GroupState seen(long time, boolean counted, boolean total) {
    return new GroupState(
        source,
        clock,
        Math.min(coverageStart, time),
        Math.max(lastObservation, time),
        counted ? Math.max(countedSeen, time) : countedSeen,
        total ? Math.max(totalSeen, time) : totalSeen,
        tooOld,
        notice,
        invalid,
        page,
        ticket);
  }

  GroupState moreTooOld() {
    return new GroupState(
        source,
        clock,
        coverageStart,
        lastObservation,
        countedSeen,
        totalSeen,
        tooOld + 1,
        notice,
        invalid,
        page,
        ticket);
  }

  GroupState noting(String text, boolean isInvalid) {
    return new GroupState(
        source,
        clock,
        coverageStart,
        lastObservation,
        countedSeen,
        totalSeen,
        tooOld,
        text,
        isInvalid,
        page,
        ticket);
  }

  GroupState leading(Lifecycle newPage, Lifecycle newTicket) {
    return new GroupState(
        source,
        clock,
        coverageStart,
        lastObservation,
        countedSeen,
        totalSeen,
        tooOld,
        notice,
        invalid,
        newPage,
        newTicket);
  }

  /** The bytes of this state. */
  public byte[] write() {
    ByteWriter out = ByteWriter.versioned(VERSION, 64);
    out.varint(source).varint(clock).zigzag(clock - coverageStart);
    out.zigzag(clock - lastObservation).zigzag(clock - countedSeen).zigzag(clock - totalSeen);
    out.varint(tooOld).string(notice).u8(invalid ? 1 : 0);
    page.write(out);
    ticket.write(out);
    return out.toBytes();
  }

  /** Reads what {@link #write} wrote. */
  public static GroupState read(byte[] value) {
    ByteReader in = ByteReader.versioned(value, VERSION, "group state");
    int source = (int) in.varint();
    long clock = in.varint();
    return new GroupState(
        source,
        clock,
        clock - in.zigzag(),
        clock - in.zigzag(),
        clock - in.zigzag(),
        clock - in.zigzag(),
        in.varint(),
        in.string(),
        in.u8() == 1,
        Lifecycle.read(in),
        Lifecycle.read(in));
  }
}
