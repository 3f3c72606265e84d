/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.app;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One block cache and one budget of write buffers for every store of the process: by default each
 * store of each partition takes up to 100 MB off heap.
 */
public final class RocksMemory implements RocksDBConfigSetter {
  static final String KEY = "watchfire.rocksdb.memory";

  private static final long BLOCK = 4096;

  /** What the stores share; handed over in the configuration of Streams. */
  static final class Shared implements AutoCloseable {
    private final Cache cache;
    private final WriteBufferManager buffers;

    Shared(long cacheBytes, long bufferBytes) {
      RocksDB.loadLibrary();
      cache = new LRUCache(cacheBytes);
      buffers = new WriteBufferManager(bufferBytes, cache);
    }

    @Override
    public void close() {
      buffers.close();
      cache.close();
    }
  }

  @Override
  public void setConfig(String store, Options options, Map<String, Object> configs) {
    if (configs.get(KEY) instanceof Shared shared) {
      BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
      table.setBlockCache(shared.cache);
      table.setCacheIndexAndFilterBlocks(true);
      table.setBlockSize(BLOCK);
      options.setWriteBufferManager(shared.buffers);
      options.setTableFormatConfig(table);
      options.setMaxBackgroundJobs(2);
    }
  }

  @Override
  public void close(String store, Options options) {
    // The shared cache outlives each store; StreamsApp closes it.
  }
}
