/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Appends numbers and strings to a growing buffer; the counterpart of {@link ByteReader}. */
public final class ByteWriter {
  private byte[] buffer;
  private int length;

  /** Starts with room for that many bytes. */
  public ByteWriter(int capacity) {
    buffer = new byte[Math.max(16, capacity)];
  }

  /** Starts a value of that format version. */
  public static ByteWriter versioned(int version, int capacity) {
    return new ByteWriter(capacity).u8(version);
  }

  /** One byte. */
  public ByteWriter u8(int value) {
    room(1);
    buffer[length++] = (byte) value;
    return this;
  }

  /** A number that is mostly small and not negative: 1 to 10 bytes. */
  public ByteWriter varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      buffer[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[length++] = (byte) rest;
    return this;
  }

  /** A number that is mostly near zero, of either sign. */
  public ByteWriter zigzag(long value) {
    return varint((value << 1) ^ (value >> 63));
  }

  /** Eight bytes, big-endian, so that keys sort as unsigned numbers. */
  public ByteWriter fixed64(long value) {
    room(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      buffer[length++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** A double, all of its bits. */
  public ByteWriter float64(double value) {
    return fixed64(Double.doubleToRawLongBits(value));
  }

  /** Bytes behind their length. */
  public ByteWriter bytes(byte[] value) {
    return varint(value.length).raw(value);
  }

  /** Bytes without their length. */
  public ByteWriter raw(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, buffer, length, value.length);
    length += value.length;
    return this;
  }

  /** A string in UTF-8 behind its length. */
  public ByteWriter string(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  /** Names and values behind their number. */
  public ByteWriter strings(Map<String, String> values) {
    varint(values.size());
    values.forEach((name, value) -> string(name).string(value));
    return this;
  }

  /** How many bytes were written. */
  public int length() {
    return length;
  }

  /** What was written, in an array of its own. */
  public byte[] toBytes() {
    return Arrays.copyOf(buffer, length);
  }

  private void room(int more) {
    if (length + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
    }
  }
}
