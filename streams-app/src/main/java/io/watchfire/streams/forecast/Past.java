/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

/**
 * The events of an error budget's window, in buckets of any width, oldest first and without
 * overlap. A bucket holds the events of {@code (end − width, end]}; time that no bucket covers had
 * none.
 */
public interface Past {
  /** How many buckets there are. */
  int size();

  /** The end of a bucket, milliseconds since the epoch. */
  long end(int i);

  /** The width of a bucket in milliseconds, above 0. */
  long width(int i);

  /** Bad events, 0 to {@link #total}. */
  long bad(int i);

  /** All events, 0 or more. */
  long total(int i);
}
