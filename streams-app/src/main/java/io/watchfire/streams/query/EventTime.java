/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.query;

/**
 * The time at which something happened, as telemetry tells it. Points and spans carry nanoseconds
 * since the epoch; what is measured of them is kept by milliseconds. Here one becomes the other.
 */
public final class EventTime {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long MILLIS_PER_SECOND = 1_000;

  private EventTime() {}

  /** The end of the millisecond that a moment lies in: rounded up, as buckets are named. */
  public static long endOfMillisecond(long nanos) {
    return Math.ceilDiv(nanos, NANOS_PER_MILLI);
  }

  /** The end, in milliseconds, of the second that a moment lies in. */
  public static long endOfSecondMillis(long nanos) {
    return Math.ceilDiv(nanos, NANOS_PER_SECOND) * MILLIS_PER_SECOND;
  }

  /** The same moment in nanoseconds. */
  public static long nanos(long millis) {
    return millis * NANOS_PER_MILLI;
  }

  /** A length of time in seconds. */
  public static double seconds(long nanos) {
    return nanos / (double) NANOS_PER_SECOND;
  }
}
