/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.codec;

import org.jspecify.annotations.Nullable;

/**
 * A map from well-mixed 64-bit hashes to values, without boxing: looked up once for every metric
 * and every matched point. Nothing is removed one by one.
 */
public final class LongMap<V> {
  private long[] keys = new long[16];
  private @Nullable Object[] values = new Object[16];
  private int size;

  /** The value of a key, or null. */
  @SuppressWarnings("unchecked")
  public @Nullable V get(long key) {
    int mask = keys.length - 1;
    for (int slot = (int) key & mask; values[slot] != null; slot = (slot + 1) & mask) {
      if (keys[slot] == key) {
        return (V) values[slot];
      }
    }
    return null;
  }

  /** Keeps a value. */
  public void put(long key, V value) {
    if (size * 2 >= keys.length) {
      grow();
    }
    if (insert(key, value)) {
      size++;
    }
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  private boolean insert(long key, Object value) {
    int mask = keys.length - 1;
    int slot = (int) key & mask;
    while (values[slot] != null && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    boolean added = values[slot] == null;
    keys[slot] = key;
    values[slot] = value;
    return added;
  }

  private void grow() {
    long[] oldKeys = keys;
    @Nullable Object[] oldValues = values;
    keys = new long[oldKeys.length * 2];
    values = new Object[oldKeys.length * 2];
    for (int i = 0; i < oldKeys.length; i++) {
      Object value = oldValues[i];
      if (value != null) {
        insert(oldKeys[i], value);
      }
    }
  }
}
