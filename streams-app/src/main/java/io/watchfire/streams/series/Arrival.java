/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.series;

/**
 * What is known of a point beside itself.
 *
 * @param receivedNanos when we had it, since the epoch
 * @param intervalNanos between two points of its family; 0 while unknown
 * @param history of its resource
 */
record Arrival(long receivedNanos, long intervalNanos, ResourceHistory history) {
  /** Assumed between two points of a series until two were seen: the SDKs' default. */
  static final long UNKNOWN_INTERVAL_NANOS = 60_000_000_000L;

  /** A time that lies further ahead of its receipt was told by a clock that was wrong. */
  static final long AHEAD_NANOS = 60_000_000_000L;

  private static final long A_SECOND_NANOS = 1_000_000_000L;

  /**
   * Whether all that a first point tells has happened since we look: its process started a moment
   * ago, or was seen before without it.
   */
  boolean isNew(Point point) {
    long lookbackNanos = 2 * (intervalNanos == 0 ? UNKNOWN_INTERVAL_NANOS : intervalNanos);
    boolean young =
        point.startNanos() > 0
            && point.startNanos() < point.timeNanos()
            && point.startNanos() >= point.timeNanos() - lookbackNanos;
    return young || history.sawBefore(point, spacingNanos());
  }

  /** Whether that very start was told before: it is a process, not a start that jitters. */
  boolean isKnownStart(Point point) {
    return history.knows(point.startNanos(), point.timeNanos());
  }

  /** Two points of one process do not lie closer together. */
  long spacingNanos() {
    return intervalNanos == 0 ? A_SECOND_NANOS : intervalNanos / 2;
  }

  /**
   * Whether a point of that time follows one of the other time. After one that lies in the future,
   * whose clock was wrong, any that does not follows.
   */
  boolean isNewer(long timeNanos, long thanNanos) {
    long latestNanos = receivedNanos + AHEAD_NANOS;
    return timeNanos > thanNanos || (thanNanos > latestNanos && timeNanos <= latestNanos);
  }
}
