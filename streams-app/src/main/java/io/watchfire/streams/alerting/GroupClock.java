/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.alerting;

/**
 * The clock of one group, in event time. It stands at the newest event time that was observed, and
 * goes on while we listen and nothing newer comes: a group that nobody reports any more grows
 * older, and one whose data is late is judged by its own time.
 *
 * <p>What is wrong with a clock, a sender's or our own, moves it by seconds:
 *
 * <ul>
 *   <li>An event time counts as at most {@link #TOLERANCE_MILLIS} after its record's receipt.
 *   <li>Time passes while we listen: what lies between two ticks counts as at most {@link
 *       #LONGEST_TICK_MILLIS}, and never as less than nothing, however our own clock steps.
 *   <li>It does not go back, but for one reason: where it stands more than {@link
 *       #MOST_AHEAD_MILLIS} ahead of our own time, real data anchors it anew.
 * </ul>
 *
 * <p>There are two kinds, which differ where the lag of the data grows. A {@linkplain #steady
 * steady} clock goes on though what comes is behind it, but at most {@link #MOST_CARRIED_MILLIS}
 * past the newest observation: data that is hours late is judged on whole windows all the same. A
 * {@linkplain #following following} one is carried on from the newest observation even if that is
 * behind it, thus waits until the data has caught up.
 *
 * <p>It reads no clock itself; wall-clock time is a parameter, in milliseconds since the epoch as
 * every time here.
 */
public final class GroupClock {
  /** How far event time may run ahead of the time at which its record was received. */
  public static final long TOLERANCE_MILLIS = 5_000;

  /** How far a steady clock goes on by itself past the newest observation. */
  public static final long MOST_CARRIED_MILLIS = 150_000;

  /** How far ahead of our own time it may stand before real data anchors it anew. */
  public static final long MOST_AHEAD_MILLIS = TOLERANCE_MILLIS + 60_000;

  /** The most that passes from one tick to the next: longer ones were slept through. */
  public static final long LONGEST_TICK_MILLIS = 10_000;

  private final boolean following;
  private long nowMillis;
  private long newestMillis;
  private long carriedFromMillis;
  private long carriedMillis;
  private long silentMillis;
  private long listenedUntilMillis;

  private GroupClock(boolean following, long nowMillis, long newestMillis, long wallClockMillis) {
    this.following = following;
    this.nowMillis = nowMillis;
    this.newestMillis = newestMillis;
    this.carriedFromMillis = nowMillis;
    this.listenedUntilMillis = wallClockMillis;
  }

  /**
   * A clock for windows that end at it: they move on though the data is late.
   *
   * @param nowMillis where it stands, event time
   * @param wallClockMillis when it stands there
   */
  public static GroupClock steady(long nowMillis, long wallClockMillis) {
    return new GroupClock(false, nowMillis, nowMillis, wallClockMillis);
  }

  /**
   * A clock for buckets that close by it: they wait for data that is late.
   *
   * @param nowMillis where it stands, event time
   * @param wallClockMillis when it stands there
   */
  public static GroupClock following(long nowMillis, long wallClockMillis) {
    return new GroupClock(true, nowMillis, nowMillis, wallClockMillis);
  }

  /** It as it was remembered: the newest observation, and for how long nothing had come since. */
  public GroupClock remembering(long newestObservationMillis, long silenceMillis) {
    newestMillis = Math.min(nowMillis, newestObservationMillis);
    silentMillis = silenceMillis;
    return this;
  }

  /** An event time as far as it counts: no later than the receipt and the tolerance. */
  public static long capped(long eventTimeMillis, long receivedMillis) {
    return Math.min(eventTimeMillis, receivedMillis + TOLERANCE_MILLIS);
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
   * @param receivedMillis when its record was received, wall-clock time
   * @param wallClockMillis now
   * @return whether the clock went back: it had been ahead of our own time
   */
  public boolean observe(long eventTimeMillis, long receivedMillis, long wallClockMillis) {
    listen(wallClockMillis);
    silentMillis = 0;
    long observedMillis = capped(eventTimeMillis, receivedMillis);
    long latestMillis = wallClockMillis + MOST_AHEAD_MILLIS;
    boolean back = Math.max(nowMillis, carriedFromMillis) > latestMillis;
    // Our own clock may be what is wrong: what is itself ahead of it is no anchor.
    if (back && observedMillis <= latestMillis) {
      nowMillis = observedMillis;
      anchor(observedMillis);
      return true;
    }
    // Only what is newest: a stream of late points must not hold the clock back.
    if (observedMillis > (following ? carriedFromMillis : nowMillis)) {
      nowMillis = Math.max(nowMillis, observedMillis);
      anchor(observedMillis);
    }
    return false;
  }

  /** Carries the clock on by the time that was listened since the newest observation. */
  public void tick(long wallClockMillis) {
    listen(wallClockMillis);
    long carriedToMillis = carriedToMillis();
    if (!following) {
      carriedToMillis = Math.min(carriedToMillis, newestMillis + MOST_CARRIED_MILLIS);
    }
    nowMillis = Math.max(nowMillis, carriedToMillis);
  }

  /** Goes on from here: the clock stood still while nobody ran. */
  public void resume(long wallClockMillis) {
    listenedUntilMillis = wallClockMillis;
    carriedFromMillis = nowMillis;
    carriedMillis = 0;
  }

  /** Where the clock stands, event time. */
  public long nowMillis() {
    return nowMillis;
  }

  /** Where it would stand if silence carried it on without an end: what waits for silence ends. */
  public long withSilenceMillis() {
    return Math.max(nowMillis, newestMillis + silentMillis);
  }

  /** The event time that the clock is carried on from: the newest observation, capped. */
  public long carriedFromMillis() {
    return carriedFromMillis;
  }

  /** That, and the time that was listened since; behind the clock where the data fell behind. */
  public long carriedToMillis() {
    return carriedFromMillis + carriedMillis;
  }

  /** For how long we have listened and nothing was received, however old it would have been. */
  public long silentMillis() {
    return silentMillis;
  }

  private void anchor(long observedMillis) {
    newestMillis = observedMillis;
    carriedFromMillis = observedMillis;
    carriedMillis = 0;
  }

  private void listen(long wallClockMillis) {
    long passedMillis = Math.clamp(wallClockMillis - listenedUntilMillis, 0, LONGEST_TICK_MILLIS);
    silentMillis += passedMillis;
    carriedMillis += passedMillis;
    listenedUntilMillis = wallClockMillis;
  }
}
