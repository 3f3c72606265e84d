/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import java.util.Arrays;

/** Longs without boxes, in an array that is kept for the next point. */
final class LongList {
  private long[] items = new long[32];
  private int size;

  void clear() {
    size = 0;
  }

  void add(long item) {
    if (size == items.length) {
      items = Arrays.copyOf(items, size * 2);
    }
    items[size++] = item;
  }

  long get(int index) {
    if (index >= size) {
      throw new IndexOutOfBoundsException("index: " + index + " (expected: < " + size + ")");
    }
    return items[index];
  }

  int size() {
    return size;
  }
}
