/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

/** Takes packed records as they are made. */
public interface PackedSink {
  /**
   * One resource of the record is done.
   *
   * @param key the resource's identity, 16 bytes; not to be changed
   */
  void packed(byte[] key, PackedRecord value);
}
