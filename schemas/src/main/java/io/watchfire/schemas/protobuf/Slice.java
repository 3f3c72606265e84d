/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.protobuf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A view of some bytes, reused by its owner and valid only during the call that passes it. */
public final class Slice {
  private byte[] array = new byte[0];
  private int offset;
  private int length;

  public Slice() {}

  public Slice set(byte[] array, int offset, int length) {
    this.array = array;
    this.offset = offset;
    this.length = length;
    return this;
  }

  /** The array the bytes lie in; shared, not to be written to. */
  public byte[] array() {
    return array;
  }

  /** Where they begin in {@link #array()}. */
  public int offset() {
    return offset;
  }

  /** How many they are. */
  public int length() {
    return length;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return length == 0;
  }

  /** Whether the bytes equal these. */
  public boolean contentEquals(byte[] utf8) {
    return Arrays.equals(array, offset, offset + length, utf8, 0, utf8.length);
  }

  /** The bytes as text; what is not UTF-8 becomes U+FFFD. Allocates. */
  public String utf8() {
    return new String(array, offset, length, StandardCharsets.UTF_8);
  }

  /** A 64-bit hash of the bytes, the same in every version of Watchfire. */
  public long hash(long seed) {
    return Hash64.of(array, offset, length, seed);
  }

  @Override
  public String toString() {
    return utf8();
  }
}
