/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.series;

import io.watchfire.streams.series.ResourceHistory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The histories of resources in the series store. They change only where a process is new, so they
 * are read once and kept in memory, those that were wanted last.
 */
final class ResourceHistories {
  private static final int MAX_KEPT = 50_000;

  private final KeyValueStore<Bytes, byte[]> store;
  private final Map<Bytes, ResourceHistory> kept =
      new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes, ResourceHistory> eldest) {
          return size() > MAX_KEPT;
        }
      };

  ResourceHistories(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  ResourceHistory of(byte[] resource) {
    return kept.computeIfAbsent(Bytes.wrap(resource), this::load);
  }

  /** Keeps what changed with a record. */
  void save(byte[] resource, ResourceHistory history) {
    history.endRecord();
    if (history.changed()) {
      store.put(Bytes.wrap(SeriesKeys.history(resource)), history.write());
    }
  }

  /** Forgets those of resources that are gone. */
  void forget(List<Bytes> keys) {
    for (Bytes key : keys) {
      kept.remove(Bytes.wrap(SeriesKeys.resource(key.get())));
      store.delete(key);
    }
  }

  private ResourceHistory load(Bytes resource) {
    byte[] value = store.get(Bytes.wrap(SeriesKeys.history(resource.get())));
    return value == null ? ResourceHistory.begin() : ResourceHistory.read(value);
  }
}
