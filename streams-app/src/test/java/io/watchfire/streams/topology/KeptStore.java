/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Carries a store over a restart: a closed test driver wipes its state directory. */
public final class KeptStore {
  private KeptStore() {}

  /** What the changelog of a store would bring back. */
  public static Map<Bytes, byte[]> contents(TopologyTestDriver driver, String name) {
    KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(name);
    Map<Bytes, byte[]> contents = new TreeMap<>();
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> entry = all.next();
        contents.put(entry.key, entry.value);
      }
    }
    return contents;
  }

  /** Puts it where the next driver opens its store. */
  public static void restore(Path application, String name, Map<Bytes, byte[]> contents) {
    Path directory = application.resolve("0_0").resolve("rocksdb").resolve(name);
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (Options options = new Options().setCreateIfMissing(true);
        RocksDB db = RocksDB.open(options, directory.toString())) {
      for (Map.Entry<Bytes, byte[]> entry : contents.entrySet()) {
        db.put(entry.getKey().get(), entry.getValue());
      }
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }
}
