/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.series;

import io.watchfire.streams.series.BlockStore;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of the series store. Every family is read until a block is missing, and the store's
 * cache does not know what is missing: so it is remembered here, instead of asking RocksDB once for
 * every record. Only the owner of the store writes to it, so what was missing stays so until put.
 */
final class SeriesBlocks {
  private static final int MAX_MISSING = 200_000;

  private final KeyValueStore<Bytes, byte[]> store;
  private final Set<Bytes> missing = new HashSet<>();

  SeriesBlocks(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** The blocks of one resource and family. */
  BlockStore of(byte[] resource, long family) {
    return new BlockStore() {
      @Override
      public byte @Nullable [] get(int block) {
        return SeriesBlocks.this.get(Bytes.wrap(SeriesKeys.block(resource, family, block)));
      }

      @Override
      public void put(int block, byte[] value) {
        Bytes key = Bytes.wrap(SeriesKeys.block(resource, family, block));
        missing.remove(key);
        store.put(key, value);
      }
    };
  }

  private byte @Nullable [] get(Bytes key) {
    if (missing.contains(key)) {
      return null;
    }
    byte[] value = store.get(key);
    if (value == null) {
      if (missing.size() >= MAX_MISSING) {
        missing.clear();
      }
      missing.add(key);
    }
    return value;
  }
}
