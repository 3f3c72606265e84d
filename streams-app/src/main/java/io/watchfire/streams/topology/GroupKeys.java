/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Keys of the groups store: the group's hash, then what it is. A group's entries stand together,
 * its directory entry first.
 */
public final class GroupKeys {
  public static final int DIRECTORY = 0;
  public static final int STATE = 1;
  static final int BUCKET = 2;
  public static final int ALERT = 3;
  public static final int BUDGET = 4;

  /** Above every kind. */
  public static final int LAST = 0xFF;

  private static final int HASH = 16;

  private GroupKeys() {}

  public static byte[] hash(byte[] group) {
    try {
      return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(group), HASH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  public static byte[] of(byte[] hash, int kind) {
    return new ByteWriter(HASH + 1).raw(hash).u8(kind).toBytes();
  }

  /** An alert of the group, one per severity. */
  public static byte[] alert(byte[] hash, String severity) {
    return new ByteWriter(HASH + 2).raw(hash).u8(ALERT).u8(severity.charAt(0)).toBytes();
  }

  /** What a rule made of the group's error budget. */
  public static byte[] budget(byte[] hash, String rule) {
    byte[] name = rule.getBytes(StandardCharsets.UTF_8);
    return new ByteWriter(HASH + 1 + name.length).raw(hash).u8(BUDGET).raw(name).toBytes();
  }

  public static String budgetRule(byte[] key) {
    return new String(key, HASH + 1, key.length - HASH - 1, StandardCharsets.UTF_8);
  }

  public static byte[] bucket(byte[] hash, int level, long end) {
    return new ByteWriter(HASH + 10).raw(hash).u8(BUCKET).u8(level).fixed64(end).toBytes();
  }

  public static int kind(byte[] key) {
    return key[HASH];
  }

  public static byte[] hashOf(byte[] key) {
    return Arrays.copyOf(key, HASH);
  }

  public static int level(byte[] bucketKey) {
    return bucketKey[HASH + 1];
  }

  public static long end(byte[] bucketKey) {
    return new ByteReader(Arrays.copyOfRange(bucketKey, HASH + 2, HASH + 10)).fixed64();
  }
}
