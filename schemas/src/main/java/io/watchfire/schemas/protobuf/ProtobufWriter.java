/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.protobuf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes protobuf's wire format into a growing array. Lengths are minimal, so that the same content
 * in the same order is the same bytes, whoever wrote it. Not thread-safe.
 */
public final class ProtobufWriter {
  private byte[] bytes = new byte[1024];
  private int size;

  /** A writer without bytes. */
  public ProtobufWriter() {}

  /** A copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Begins a message or packed field; returns what {@link #close} needs. */
  public int open(int field) {
    tag(field, Wire.BYTES);
    ensure(1);
    return ++size;
  }

  /** Ends the message or packed field whose {@link #open} returned the mark. */
  public void close(int mark) {
    int length = size - mark;
    int more = varintSize(length) - 1;
    if (more > 0) {
      ensure(more);
      System.arraycopy(bytes, mark, bytes, mark + more, length);
    }
    size = mark - 1;
    varint(length);
    size += length;
  }

  /** An integer as a varint. */
  public void varint(int field, long value) {
    tag(field, Wire.VARINT);
    varint(value);
  }

  /** A fixed64, sfixed64 or, by its bits, a double. */
  public void fixed64(int field, long value) {
    tag(field, Wire.FIXED64);
    fixed64(value);
  }

  /** A fixed32. */
  public void fixed32(int field, int value) {
    tag(field, Wire.FIXED32);
    ensure(4);
    for (int shift = 0; shift < 32; shift += 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  /** Text in UTF-8. */
  public void text(int field, String value) {
    bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes. */
  public void bytes(int field, byte[] value) {
    tag(field, Wire.BYTES);
    varint(value.length);
    ensure(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  /** A varint without a tag, within a packed field. */
  public void varint(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Eight bytes without a tag, within a packed field. */
  public void fixed64(long value) {
    ensure(8);
    for (int shift = 0; shift < 64; shift += 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  /** The zigzag form in which {@code sint32} is written as a varint. */
  public static long zigzag(int value) {
    return Integer.toUnsignedLong(value << 1 ^ value >> 31);
  }

  private void tag(int field, int type) {
    varint((long) field << 3 | type);
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  private static int varintSize(int length) {
    return Math.max(1, (38 - Integer.numberOfLeadingZeros(length)) / 7);
  }
}
