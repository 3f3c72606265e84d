/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Reads what {@link ByteWriter} wrote; every length is checked against what is left. */
public final class ByteReader {
  private final byte[] buffer;
  private int position;

  /** Reads from the first byte. */
  public ByteReader(byte[] buffer) {
    this.buffer = buffer;
  }

  /** Reads a value whose first byte is a format version between 1 and {@code newest}. */
  public static ByteReader versioned(byte[] buffer, int newest, String what) {
    ByteReader reader = new ByteReader(buffer);
    int version = reader.u8();
    if (version < 1 || version > newest) {
      throw new CorruptValueException(
          what + ": format version " + version + " (expected: 1 to " + newest + ")");
    }
    return reader;
  }

  /** One byte, 0 to 255. */
  public int u8() {
    need(1);
    return buffer[position++] & 0xff;
  }

  /** The next byte, 0 to 255, which stays the next. */
  public int peek() {
    need(1);
    return buffer[position] & 0xff;
  }

  /** The counterpart of {@link ByteWriter#varint}. */
  public long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = u8();
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        return value;
      }
    }
    throw new CorruptValueException("number longer than 10 bytes at byte " + position);
  }

  /** A number of things that follow, each of at least {@code least} bytes. */
  public int count(int least) {
    long value = varint();
    if (value < 0 || value * Math.max(1, least) > buffer.length - position) {
      throw new CorruptValueException(
          "count " + value + " at byte " + position + " (expected: what fits the rest)");
    }
    return (int) value;
  }

  /** The counterpart of {@link ByteWriter#zigzag}. */
  public long zigzag() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** The counterpart of {@link ByteWriter#fixed64}. */
  public long fixed64() {
    need(8);
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = (value << 8) | (buffer[position++] & 0xff);
    }
    return value;
  }

  /** The counterpart of {@link ByteWriter#float64}. */
  public double float64() {
    return Double.longBitsToDouble(fixed64());
  }

  /** The counterpart of {@link ByteWriter#bytes}. */
  public byte[] bytes() {
    int length = count(1);
    byte[] value = Arrays.copyOfRange(buffer, position, position + length);
    position += length;
    return value;
  }

  /** The counterpart of {@link ByteWriter#string}. */
  public String string() {
    int length = count(1);
    String value = new String(buffer, position, length, StandardCharsets.UTF_8);
    position += length;
    return value;
  }

  /** The counterpart of {@link ByteWriter#strings}. */
  public Map<String, String> strings() {
    int count = count(2);
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      String name = string();
      values.put(name, string());
    }
    return values;
  }

  /** Whether anything is left. */
  public boolean hasMore() {
    return position < buffer.length;
  }

  private void need(int bytes) {
    if (buffer.length - position < bytes) {
      throw new CorruptValueException(
          "value ends at byte " + buffer.length + " (expected: " + bytes + " more)");
    }
  }
}
