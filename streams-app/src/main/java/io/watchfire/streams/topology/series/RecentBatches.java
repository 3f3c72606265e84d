/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.series;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The batches of spans that a resource sent lately, to recognise one that was sent again. */
final class RecentBatches {
  private static final int VERSION = 1;
  private static final int MAX = 128;

  private final Deque<Long> batches = new ArrayDeque<>();

  static RecentBatches read(byte @Nullable [] value) {
    RecentBatches recent = new RecentBatches();
    if (value != null) {
      ByteReader in = ByteReader.versioned(value, VERSION, "recent batches");
      while (in.hasMore()) {
        recent.batches.addLast(in.fixed64());
      }
    }
    return recent;
  }

  byte[] write() {
    ByteWriter out = ByteWriter.versioned(VERSION, 1 + 8 * batches.size());
    batches.forEach(out::fixed64);
    return out.toBytes();
  }

  /** Whether the batch was not there yet. */
  boolean add(long batch) {
    if (batches.contains(batch)) {
      return false;
    }
    if (batches.size() == MAX) {
      batches.removeFirst();
    }
    batches.addLast(batch);
    return true;
  }
}
