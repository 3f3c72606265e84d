/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.series;

import io.watchfire.streams.codec.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Keys of the series store: resource, family, number of the block; or resource and batches; or
 * resource and a group, for the source that counts there.
 */
final class SeriesKeys {
  private static final int RESOURCE = 16;
  private static final int BLOCK_KEY = RESOURCE + 8 + 2;
  private static final int CHOICE_KEY = RESOURCE + 1 + 8;

  private SeriesKeys() {}

  static byte[] block(byte[] resource, long family, int block) {
    return new ByteWriter(BLOCK_KEY)
        .raw(resource)
        .fixed64(family)
        .u8(block >> 8)
        .u8(block)
        .toBytes();
  }

  static byte[] batches(byte[] resource) {
    return new ByteWriter(RESOURCE + 1).raw(resource).u8('b').toBytes();
  }

  static byte[] history(byte[] resource) {
    return new ByteWriter(RESOURCE + 1).raw(resource).u8('h').toBytes();
  }

  static boolean isHistory(byte[] key) {
    return key.length == RESOURCE + 1 && key[RESOURCE] == 'h';
  }

  /** The resource that an entry belongs to. */
  static byte[] resource(byte[] key) {
    return Arrays.copyOf(key, RESOURCE);
  }

  /**
   * Of the source that counts for a group, among sources of these names. Two groups of a resource
   * hardly share one.
   */
  static byte[] choice(byte[] resource, byte[] group, String sources) {
    long hash = hash(hash(0xcbf29ce484222325L, group), sources.getBytes(StandardCharsets.UTF_8));
    return new ByteWriter(CHOICE_KEY).raw(resource).u8('c').fixed64(hash).toBytes();
  }

  /** FNV-1a. */
  private static long hash(long before, byte[] bytes) {
    long hash = before;
    for (byte part : bytes) {
      hash = (hash ^ (part & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }

  static boolean isChoice(byte[] key) {
    return key.length == CHOICE_KEY;
  }

  static boolean isBlock(byte[] key) {
    return key.length == BLOCK_KEY;
  }

  static byte[] secondBlock(byte[] firstBlock) {
    byte[] key = firstBlock.clone();
    key[BLOCK_KEY - 1] = 1;
    return key;
  }

  static boolean isFirstBlock(byte[] key) {
    return key[BLOCK_KEY - 1] == 0 && key[BLOCK_KEY - 2] == 0;
  }
}
