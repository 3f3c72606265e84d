/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.slo;

/** Where {@link Buckets} writes every change at once, so that nothing dirty outlives a commit. */
public interface BucketLog {
  /** A bucket has a new content. */
  void put(int level, long end, long counted, long total);

  /** A bucket is gone: its content moved into a coarser one, or grew too old. */
  void delete(int level, long end);
}
