/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.query;

/**
 * How the number of a source is written. The first release knew seven default sources, asks for
 * their names by number and keeps the lower 32 bits of what it reads. Later ones carry their number
 * above those bits, and below them that of the source which it prefers least.
 */
public final class SourceNumber {
  private static final int KNOWN_TO_ALL = 7;

  private SourceNumber() {}

  /** What stands for a number, 0 or greater. */
  public static long written(int source) {
    return source < KNOWN_TO_ALL || source == Integer.MAX_VALUE
        ? source
        : ((long) source << Integer.SIZE) | (KNOWN_TO_ALL - 1);
  }

  /** The number that {@link #written} stands for. */
  public static int read(long written) {
    long above = written >>> Integer.SIZE;
    return (int) (above == 0 ? written : above);
  }
}
