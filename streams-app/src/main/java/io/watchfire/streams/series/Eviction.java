/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.series;

import org.jspecify.annotations.Nullable;

/**
 * Lets go of series that fell silent, block by block: first of their values, later of the series.
 *
 * @param tenant whose block it is
 * @param value the block without them; null if nothing changed
 * @param series how many series are left
 */
public record Eviction(String tenant, byte @Nullable [] value, int series) {

  /**
   * Looks at a stored block.
   *
   * @param idleBeforeNanos values of series without a point since then go
   * @param goneBeforeNanos series without a point since then go
   */
  public static Eviction of(byte[] block, long idleBeforeNanos, long goneBeforeNanos) {
    SeriesBlock read = SeriesBlock.read(block);
    read.evict(idleBeforeNanos, goneBeforeNanos);
    return new Eviction(read.tenant(), read.changed() ? read.write() : null, read.size());
  }
}
