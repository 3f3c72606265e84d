/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.alerting;

/**
 * The clock of one group, in event time. It stands at the newest event time that was observed, and
 * is carried on by the wall clock from the moment at which that was received: a group that nobody
 * reports any more grows older, and one whose data is late is judged by its own time.
 *
 * <p>Two rules keep what is wrong with a sender away from the clock:
 *
 * <ul>
 *   <li>It never goes back.
 *   <li>An event time counts as at most {@link #TOLERANCE_MILLIS} after its record's append time,
 *       so that one host whose clock is wrong moves the group's by seconds and not by hours.
 * </ul>
 *
 * <p>There are two kinds, which differ where the lag of the data grows. A {@linkplain #steady
 * steady} clock goes on at the pace of the wall clock: what is behind it does not move it. A
 * {@linkplain #following following} one is carried on from the newest observation even if that is
 * behind it, thus waits until the data has caught up.
 *
 * <p>It reads no clock itself; wall-clock time is a parameter, in milliseconds since the epoch as
 * every time here.
 */
public final class GroupClock {
  /** How far event time may run ahead of the time at which its record was appended. */
  public static final long TOLERANCE_MILLIS = 5_000;

  private final boolean following;
  private long nowMillis;
  private long carriedFromMillis;
  private long receivedAtWallClockMillis;

  private GroupClock(boolean following, long nowMillis, long wallClockMillis) {
    this.following = following;
    this.nowMillis = nowMillis;
    this.carriedFromMillis = nowMillis;
    this.receivedAtWallClockMillis = wallClockMillis;
  }

  /**
   * A clock for windows that end at it: they move on though the data is late.
   *
   * @param nowMillis where it stands, event time
   * @param wallClockMillis when it stands there
   */
  public static GroupClock steady(long nowMillis, long wallClockMillis) {
    return new GroupClock(false, nowMillis, wallClockMillis);
  }

  /**
   * A clock for buckets that close by it: they wait for data that is late.
   *
   * @param nowMillis where it stands, event time
   * @param wallClockMillis when it stands there
   */
  public static GroupClock following(long nowMillis, long wallClockMillis) {
    return new GroupClock(true, nowMillis, wallClockMillis);
  }

  /** An event time as far as it counts: no later than the append time and the tolerance. */
  public static long capped(long eventTimeMillis, long appendTimeMillis) {
    return Math.min(eventTimeMillis, appendTimeMillis + TOLERANCE_MILLIS);
  }

  /** Whether an event time is further ahead of its receipt than clocks may differ. */
  public static boolean isAhead(long eventTimeMillis, long receivedMillis) {
    return eventTimeMillis > receivedMillis + TOLERANCE_MILLIS;
  }

  /** When it counts: at its own time, or when it was received if that is {@link #isAhead}. */
  public static long countedAt(long eventTimeMillis, long receivedMillis) {
    return isAhead(eventTimeMillis, receivedMillis) ? receivedMillis : eventTimeMillis;
  }

  /**
   * Takes notice of an observation.
   *
   * @param appendTimeMillis when its record was appended to its input topic, wall-clock time
   * @param wallClockMillis now
   */
  public void observe(long eventTimeMillis, long appendTimeMillis, long wallClockMillis) {
    long newestMillis = capped(eventTimeMillis, appendTimeMillis);
    // Only what is newest: a stream of late points must not hold the clock back.
    if (newestMillis > (following ? carriedFromMillis : nowMillis)) {
      nowMillis = Math.max(nowMillis, newestMillis);
      carriedFromMillis = newestMillis;
      receivedAtWallClockMillis = wallClockMillis;
    }
  }

  /** Carries the clock on by the time since the newest observation was received. */
  public void tick(long wallClockMillis) {
    long sinceMillis = Math.max(0, wallClockMillis - receivedAtWallClockMillis);
    nowMillis = Math.max(nowMillis, carriedFromMillis + sinceMillis);
  }

  /** Goes on from here: the clock stood still while nobody ran. */
  public void resume(long wallClockMillis) {
    receivedAtWallClockMillis = wallClockMillis;
    carriedFromMillis = nowMillis;
  }

  /** Where the clock stands, event time. */
  public long nowMillis() {
    return nowMillis;
  }

  /** The event time that the clock is carried on from: the newest observation, capped. */
  public long carriedFromMillis() {
    return carriedFromMillis;
  }
}
