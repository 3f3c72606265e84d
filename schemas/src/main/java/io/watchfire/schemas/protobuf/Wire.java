/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.protobuf;

/**
 * A cursor over protobuf's wire format. Every length is checked against the message around it, so
 * no input can make it read, loop or allocate beyond the record.
 */
public final class Wire {
  public static final int VARINT = 0;
  public static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  /** Where the tenth byte of a number goes. */
  private static final int LAST_SHIFT = 63;

  private final String subject;
  private byte[] bytes = new byte[0];
  private int position;
  private int limit;
  private int tagAt;
  private int field;
  private int type;

  /**
   * A cursor without bytes.
   *
   * @param subject what the bytes should be, for messages
   */
  public Wire(String subject) {
    this.subject = subject;
  }

  public void reset(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    position = offset;
    limit = offset + length;
  }

  public byte[] bytes() {
    return bytes;
  }

  public int position() {
    return position;
  }

  /** Back to a position seen before in the same message. */
  public void rewind(int position) {
    this.position = position;
  }

  /** Bytes left in the current message. */
  public int remaining() {
    return limit - position;
  }

  public int field() {
    return field;
  }

  public int type() {
    return type;
  }

  /** Reads the next tag of the current message; false at its end. */
  public boolean next() throws MalformedTelemetryException {
    if (position >= limit) {
      return false;
    }
    tagAt = position;
    int first = bytes[position];
    if (first >= 0) {
      position++;
      field = first >>> 3;
      type = first & 7;
    } else {
      wideTag();
    }
    if (field == 0) {
      throw malformed("field number 0", "1 to 536870911");
    }
    return true;
  }

  private void wideTag() throws MalformedTelemetryException {
    long tag = varint();
    if (tag >>> 32 != 0) {
      throw malformed("tag of more than 32 bits", "field number 1 to 536870911");
    }
    field = (int) (tag >>> 3);
    type = (int) tag & 7;
  }

  /** Enters the message of the last tag; returns what {@link #leave} needs. */
  public int enter(String name) throws MalformedTelemetryException {
    return narrow(length(name));
  }

  /** Makes the next bytes the current message; returns what {@link #leave} needs. */
  public int narrow(int length) {
    int outer = limit;
    limit = position + length;
    return outer;
  }

  /** Leaves a message, read to its end or not. */
  public void leave(int outer) {
    position = limit;
    limit = outer;
  }

  /** The length of the bytes that follow the last tag; they lie within the message. */
  public int length(String name) throws MalformedTelemetryException {
    expect(BYTES, name);
    return length();
  }

  /** Goes over the bytes that follow the last tag, and says where they are. */
  public void range(Slice slice, String name) throws MalformedTelemetryException {
    int length = length(name);
    slice.set(bytes, position, length);
    advance(length);
  }

  /** Goes over bytes whose length was just read. */
  public void advance(int length) {
    position += length;
  }

  public long varint(String name) throws MalformedTelemetryException {
    expect(VARINT, name);
    return varint();
  }

  public long fixed64(String name) throws MalformedTelemetryException {
    expect(FIXED64, name);
    return fixed64();
  }

  /** Skips the value of the last tag. */
  public void skip() throws MalformedTelemetryException {
    switch (type) {
      case VARINT -> varint();
      case FIXED64 -> advanceFixed(8);
      case BYTES -> advance(length());
      case FIXED32 -> advanceFixed(4);
      default -> throw malformed("wire type " + type, "0, 1, 2 or 5");
    }
  }

  /** Eight bytes, little-endian. */
  public long fixed64() throws MalformedTelemetryException {
    int at = position;
    advanceFixed(8);
    return Hash64.eight(bytes, at);
  }

  public long varint() throws MalformedTelemetryException {
    long value = 0;
    for (int shift = 0; shift < LAST_SHIFT; shift += 7) {
      byte b = varintByte();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    return value | tenthByte() << LAST_SHIFT;
  }

  /** Of a number's tenth byte only the lowest bit has room. */
  private long tenthByte() throws MalformedTelemetryException {
    byte b = varintByte();
    if (b < 0) {
      throw malformed("number of more than 10 bytes", "at most 10");
    }
    if (b > 1) {
      throw malformed("number of more than 64 bits", "at most 64");
    }
    return b;
  }

  private byte varintByte() throws MalformedTelemetryException {
    if (position >= limit) {
      throw malformed("end of message within a number", "another byte");
    }
    return bytes[position++];
  }

  private int length() throws MalformedTelemetryException {
    if (position < limit && bytes[position] >= 0 && bytes[position] < limit - position) {
      return bytes[position++];
    }
    long length = varint();
    if (length < 0 || length > limit - position) {
      throw malformed(
          "length " + Long.toUnsignedString(length), "<= " + (limit - position) + " bytes left");
    }
    return (int) length;
  }

  private void advanceFixed(int width) throws MalformedTelemetryException {
    if (limit - position < width) {
      throw malformed((limit - position) + " bytes left", width + " bytes");
    }
    position += width;
  }

  private void expect(int expected, String name) throws MalformedTelemetryException {
    if (type != expected) {
      throw malformed("wire type " + type, expected + " for " + name);
    }
  }

  /** An error at the last tag. */
  public MalformedTelemetryException malformed(String found, String expected) {
    return malformed(found, expected, tagAt);
  }

  public MalformedTelemetryException malformed(String found, String expected, int at) {
    return new MalformedTelemetryException(
        "Malformed " + subject + ": " + found + " at byte " + at + " (expected: " + expected + ")",
        at);
  }
}
