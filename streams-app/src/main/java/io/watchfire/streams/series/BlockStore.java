/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.series;

import org.jspecify.annotations.Nullable;

/** Where the blocks of one family are kept, numbered from 0 without gaps. */
public interface BlockStore {
  /** A block, or null if there is none of that number. */
  byte @Nullable [] get(int block);

  /** Keeps a block. */
  void put(int block, byte[] value);
}
